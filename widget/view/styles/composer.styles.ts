import { css } from './css.ts'

/** Where the visitor writes, and what floats above it. */
export const composerStyles = css`
  .footer {
    position: relative;
    flex: none;
    width: 100%;
    max-width: 46em;
    margin-inline: auto;
    padding: 0 0.75em max(0.75em, env(safe-area-inset-bottom));
  }
  /* The end of the thread fades under the composer instead of being cut by it. */
  .footer::before {
    content: '';
    position: absolute;
    inset: auto 0 100%;
    height: 1.5em;
    background: linear-gradient(to top, var(--surface), transparent);
    pointer-events: none;
  }
  .composer {
    display: grid;
    position: relative;
    grid-template: 'files files' 'quote quote' 'text send' 'note note' / 1fr auto;
    align-items: end;
    gap: 0.375em;
    row-gap: 0;
    padding: calc(0.5em * var(--density));
    padding-inline-start: 1.125em;
    border: 1px solid var(--line);
    border-radius: var(--radius-composer);
    background: var(--raised);
    box-shadow:
      0 1px 2px rgb(0 0 0 / 0.03),
      0 6px 20px -8px rgb(0 0 0 / 0.1);
    cursor: text;
    transition:
      border-color var(--quick),
      box-shadow var(--quick);
  }
  .composer:has(.bar) {
    grid-template: 'files files' 'quote quote' 'text text' 'bar send' 'note note' / 1fr auto;
  }
  .composer:focus-within {
    border-color: color-mix(in srgb, var(--text) 52%, var(--surface));
  }
  .composer[data-locked] {
    background: var(--fill);
    box-shadow: none;
    cursor: default;
  }
  /* The copy of the text in ::after gives the field its height: no measuring, no jumps. */
  .grow {
    grid-area: text;
    display: grid;
  }
  .grow > textarea,
  .grow::after {
    grid-area: 1 / 1;
    max-height: 13.5em;
    padding: 0.375em 0;
    border: 0;
    font: inherit;
    line-height: 1.5;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .grow::after {
    content: attr(data-text) ' ';
    visibility: hidden;
    overflow: hidden;
  }
  .grow > textarea {
    width: 100%;
    height: 100%;
    resize: none;
    outline: 0;
    background: none;
    overflow-y: auto;
    scrollbar-width: thin;
  }
  textarea::placeholder,
  input::placeholder {
    color: var(--muted);
    opacity: 1;
  }
  .send {
    grid-area: send;
    display: grid;
    place-items: center;
    width: 2.25em;
    height: 2.25em;
    border-radius: min(var(--radius-control), 50%);
    background: var(--accent);
    color: var(--on-accent);
    transition:
      background var(--quick),
      color var(--quick),
      transform var(--quick);
  }
  .send:active {
    transform: scale(0.94);
  }
  .send:disabled {
    background: var(--fill-strong);
    color: color-mix(in srgb, var(--text) 45%, var(--surface));
    transform: none;
  }
  .quote {
    grid-area: quote;
    display: flex;
    align-items: center;
    gap: 0.5em;
    margin-block-end: 0.25em;
    margin-inline-start: -0.625em;
    padding-inline-start: 0.75em;
    border-radius: min(var(--radius-card), 0.875em);
    background: var(--fill);
    color: var(--muted);
    font-size: 0.875em;
  }
  .clamped {
    flex: 1;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .closed {
    padding: 0.875em 1em;
    border-radius: var(--radius-card);
    background: var(--fill);
    color: var(--muted);
    font-size: 0.9375em;
    text-align: center;
  }
  .disclaimer {
    padding-block-start: 0.625em;
    color: var(--muted);
    font-size: 0.75em;
    text-align: center;
    text-wrap: pretty;
  }
  .disclaimer[data-high-contrast] {
    color: var(--text);
  }
  .disclaimer .md {
    line-height: 1.4;
  }
  .disclaimer .md a {
    color: inherit;
  }
  .jump {
    position: absolute;
    inset-block-end: calc(100% + 0.75em);
    inset-inline: 0;
    margin-inline: auto;
    z-index: 1;
    display: grid;
    place-items: center;
    width: 2.25em;
    height: 2.25em;
    border: 1px solid var(--line);
    border-radius: min(var(--radius-control), 50%);
    background: var(--raised);
    box-shadow: 0 4px 14px -4px rgb(0 0 0 / 0.2);
    transition:
      opacity var(--quick),
      transform var(--quick),
      visibility var(--quick);
  }
  .jump:hover {
    background: var(--fill);
  }
  .jump[data-away] {
    visibility: hidden;
    opacity: 0;
    transform: translateY(0.375em);
  }
  .dropping {
    position: absolute;
    inset: 0.5em;
    z-index: 4;
    display: grid;
    place-content: center;
    justify-items: center;
    gap: 0.5em;
    border: 2px dashed var(--link);
    border-radius: var(--radius-card);
    background: color-mix(in srgb, var(--surface) 88%, transparent);
    font-weight: 500;
    pointer-events: none;
  }
  @media (pointer: coarse) {
    /* Below 16 pixels iOS zooms the page into the field. */
    textarea,
    input {
      font-size: max(1em, 16px) !important;
    }
    .grow > textarea,
    .grow::after {
      padding-block: 0.5em;
      font-size: max(1em, 16px);
    }
  }
  @media (forced-colors: active) {
    .send,
    .jump {
      border: 1px solid ButtonText;
    }
    .composer:focus-within {
      outline: 2px solid Highlight;
    }
  }
`
