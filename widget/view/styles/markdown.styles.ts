import { css } from './css.ts'

/** The typography of answers. */
export const markdownStyles = css`
  /* Each paragraph stands as its own language is written. */
  .md :is(p, h3, h4, h5, h6, li, li > span, td, th) {
    unicode-bidi: plaintext;
  }
  .md {
    line-height: 1.65;
    overflow-wrap: anywhere;
  }
  .part > *,
  .md :is(blockquote, li) > :where(:not(:first-child)) {
    margin-block-start: calc(0.8em * var(--density));
  }
  .md strong,
  .md th {
    font-weight: 600;
  }
  .md .h1,
  .md .h2,
  .md .h3,
  .md .h4 {
    font-size: 1em;
    line-height: 1.35;
    font-weight: 600;
    letter-spacing: -0.012em;
    text-wrap: balance;
    /* Nearer to what follows: it is the title of that. */
    margin-block-end: -0.25em;
  }
  .md .h1 {
    font-size: 1.375em;
  }
  .md .h2 {
    font-size: 1.2em;
  }
  .md .h3 {
    font-size: 1.075em;
  }
  .part > :is(.h1, .h2, .h3, .h4) {
    margin-block-start: calc(1.4em * var(--density));
  }
  .part:first-child > :first-child {
    margin-block-start: 0;
  }
  .md a {
    color: var(--link);
    text-decoration: underline;
    text-decoration-thickness: 1px;
    text-underline-offset: 0.2em;
    text-decoration-color: color-mix(in srgb, currentColor 40%, transparent);
    border-radius: 2px;
  }
  .md a:hover {
    text-decoration-color: currentColor;
  }
  .md ul,
  .md ol {
    padding-inline-start: 1.5em;
  }
  .md ul {
    list-style: disc;
  }
  .md ul ul {
    list-style: circle;
  }
  .md ol {
    list-style: decimal;
  }
  .md li {
    padding-inline-start: 0.125em;
  }
  .md li:not(:first-child),
  .md li > :is(ul, ol) {
    margin-block-start: 0.3em;
  }
  .md li::marker {
    color: var(--muted);
  }
  .md .task {
    list-style: none;
    margin-inline-start: -1.375em;
  }
  .md .task > p:first-of-type {
    display: inline;
  }
  .md .task input {
    appearance: none;
    width: 1.0625em;
    height: 1.0625em;
    margin: 0;
    margin-inline-end: 0.5em;
    border: 1.5px solid var(--muted);
    border-radius: 0.3em;
    vertical-align: -0.175em;
  }
  .md .task input:checked {
    border-color: var(--accent);
    background: var(--accent);
  }
  .md .task input:checked::after {
    content: '';
    display: block;
    width: 0.3em;
    height: 0.6em;
    margin: 0.02em auto;
    border: solid var(--on-accent);
    border-width: 0 2px 2px 0;
    rotate: 45deg;
  }
  .md blockquote {
    padding-inline-start: 1em;
    border-inline-start: 3px solid var(--line);
    color: var(--muted);
  }
  .md hr {
    height: 1px;
    margin-block: 1.5em;
    border: 0;
    background: var(--line);
  }
  .md code {
    padding: 0.15em 0.35em;
    border-radius: 0.35em;
    background: var(--fill-strong);
    font-family: var(--font-mono);
    font-size: 0.875em;
  }
  .md .raw {
    white-space: pre-wrap;
  }
  .md img {
    max-width: 100%;
    border-radius: min(var(--radius-card), 0.75em);
  }
  .code {
    overflow: hidden;
    border-radius: min(var(--radius-card), 1em);
    background: var(--fill);
    text-align: left;
  }
  .code figcaption {
    display: flex;
    align-items: center;
    justify-content: space-between;
    padding: 0.25em 0.375em 0;
    padding-inline-start: 1em;
    color: var(--muted);
    font-size: 0.8125em;
    line-height: 1.5;
  }
  .code button.copy {
    display: grid;
    place-items: center;
    width: 2.25em;
    height: 2.25em;
    border-radius: min(var(--radius-control), 0.625em);
    transition: background var(--quick);
  }
  .code button.copy:hover {
    background: var(--fill-strong);
    color: var(--text);
  }
  .code pre {
    padding: 0.25em 1em 0.875em;
    overflow-x: auto;
    scrollbar-width: thin;
    scrollbar-color: var(--fill-strong) transparent;
  }
  .md .code code {
    padding: 0;
    background: none;
    line-height: 1.6;
    white-space: pre;
    overflow-wrap: normal;
  }
  .table {
    overflow-x: auto;
    scrollbar-width: thin;
    scrollbar-color: var(--fill-strong) transparent;
  }
  .md table {
    min-width: 100%;
    border-collapse: collapse;
    font-size: 0.9375em;
    line-height: 1.5;
    overflow-wrap: normal;
  }
  .md :is(th, td) {
    padding: calc(0.5em * var(--density)) 0.75em;
    border-block-end: 1px solid var(--line);
    text-align: start;
    vertical-align: top;
  }
  .md :is(th, td):first-child {
    padding-inline-start: 0;
  }
  .md :is(th, td):last-child {
    padding-inline-end: 0;
  }
  .md th {
    border-color: color-mix(in srgb, var(--text) 24%, var(--surface));
    white-space: nowrap;
  }
  .md tr:last-child td {
    border-block-end: 0;
  }
  .md .center {
    text-align: center;
  }
  .md .right {
    text-align: end;
  }
`
