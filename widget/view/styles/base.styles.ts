import { css } from './css.ts'

/** The frame of the view, its buttons, and what everything else is measured in. */
export const baseStyles = css`
  :host {
    display: block;
    height: 100%;
    min-height: 0;
    contain: content;
    background: var(--surface);
    color: var(--text);
    /* The sheet of <todo-chat> has a rule for all that is in it. */
    font: 400 var(--font-size) / 1.5 var(--font) !important;
    text-align: start;
    letter-spacing: normal;
    text-transform: none;
    word-spacing: normal;
    text-indent: 0;
    white-space: normal;
    -webkit-text-size-adjust: 100%;
    --gutter: 1.125em;
    --quick: 160ms cubic-bezier(0.2, 0, 0, 1);
  }
  :host,
  [data-themed] {
    --muted: color-mix(in srgb, var(--text) 64%, var(--surface));
    --line: color-mix(in srgb, var(--text) 12%, var(--surface));
    --fill: color-mix(in srgb, var(--text) 5.5%, var(--surface));
    --fill-strong: color-mix(in srgb, var(--text) 10%, var(--surface));
    --raised: color-mix(in srgb, var(--surface) 96%, white);
  }
  :host([hidden]) {
    display: none;
  }
  *,
  ::before,
  ::after {
    box-sizing: border-box;
    min-width: 0;
  }
  h2,
  h3,
  h4,
  h5,
  h6,
  p,
  ul,
  ol,
  figure,
  blockquote,
  pre {
    margin: 0;
    padding: 0;
  }
  ul,
  ol {
    list-style: none;
  }
  button,
  input,
  select,
  textarea {
    font: inherit;
    color: inherit;
    letter-spacing: inherit;
    margin: 0;
  }
  button {
    border: 0;
    padding: 0;
    background: none;
    cursor: pointer;
    -webkit-tap-highlight-color: transparent;
    touch-action: manipulation;
  }
  button:disabled {
    cursor: default;
  }
  :focus-visible {
    outline: 2px solid var(--link);
    outline-offset: 2px;
  }
  .hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .icon {
    flex: none;
    width: 1.25em;
    height: 1.25em;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.7;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .icon[data-filled] {
    fill: currentColor;
    stroke: none;
  }
  .view {
    position: relative;
    height: 100%;
    container-type: size;
    /* A page may let nothing of itself be selected, all of its elements one by one: not so in here. */
    -webkit-user-select: text;
    user-select: text;
  }
  .page,
  .history {
    position: absolute;
    inset: 0;
    display: flex;
    flex-direction: column;
  }
  .header {
    flex: none;
    display: flex;
    align-items: center;
    gap: 0.125em;
    min-height: 3.25em;
    padding-inline: 0.5em;
  }
  /* The thread fades under the header instead of being cut by it. */
  .page > .header {
    position: relative;
  }
  .page > .header::after {
    content: '';
    position: absolute;
    inset: 100% 0 auto;
    z-index: 1;
    height: 0.75em;
    background: linear-gradient(var(--surface), transparent);
    pointer-events: none;
  }
  .title {
    flex: 1;
    padding-inline: 0.5em;
    font-size: 1em;
    font-weight: 600;
    letter-spacing: -0.01em;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .icon-button,
  .action {
    flex: none;
    display: grid;
    place-items: center;
    width: 2.25em;
    height: 2.25em;
    border-radius: min(var(--radius-control), 1.125em);
    color: var(--muted);
    transition:
      background var(--quick),
      color var(--quick);
  }
  .icon-button:hover,
  .action:hover {
    background: var(--fill-strong);
    color: var(--text);
  }
  .button {
    flex: none;
    padding: 0.375em 0.875em;
    border-radius: var(--radius-control);
    background: var(--fill-strong);
    font-size: 0.875em;
    font-weight: 500;
    transition: background var(--quick);
  }
  .button:hover {
    background: color-mix(in srgb, var(--text) 16%, var(--surface));
  }
  .button.primary {
    background: var(--accent);
    color: var(--on-accent);
  }
  .button.danger {
    background: var(--danger);
    color: var(--surface);
  }
  /* Its size is what the page leaves it: what is in it is never measured for that. */
  .scroller {
    contain: strict;
    flex: 1;
    min-height: 0;
    overflow: hidden auto;
    overscroll-behavior: contain;
    overflow-anchor: none;
    scrollbar-width: thin;
    scrollbar-color: var(--fill-strong) transparent;
  }
  .scroller:focus-visible {
    outline-offset: -3px;
  }
  .content[data-bare] {
    display: flex;
    flex-direction: column;
    min-height: 100%;
  }
  .content {
    max-width: 46em;
    margin-inline: auto;
    padding: 0.5em var(--gutter) 1.5em;
  }
  .loading {
    flex: 1;
    display: grid;
    place-content: center;
    color: var(--muted);
  }
  /* Where there is not enough room for all, there is some for what is read, and the rest is scrolled to. */
  @container (max-height: 20em) {
    .page,
    .history {
      overflow-y: auto;
      overscroll-behavior: contain;
    }
    .page .scroller,
    .history .threads {
      flex: 1 0 7em;
      overscroll-behavior: auto;
    }
  }
  /* A mention is a word among words. */
  @media (pointer: coarse) {
    button:not(.tag) {
      min-width: 44px;
      min-height: 44px;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    ::before,
    ::after {
      animation: none !important;
      transition: none !important;
    }
  }
  @media (forced-colors: active) {
    .icon-button,
    .button {
      border: 1px solid ButtonText;
    }
  }
`
