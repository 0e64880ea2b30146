import { css } from './css.ts'

/** The questions in the place of the composer, and what was answered to them. */
export const questionStyles = css`
  .composer.asking {
    grid-template: 'asked skip skip' 'options options options' 'text text send' / 1fr auto auto;
    gap: 0.625em 0.5em;
    outline: 0;
    cursor: default;
  }
  .footer:has(.asking) {
    display: flex;
    flex-direction: column;
    max-height: 85%;
  }
  .asked {
    grid-area: asked;
    align-self: center;
    padding-block-start: 0.25em;
  }
  .question {
    font-weight: 600;
    line-height: 1.4;
    overflow-wrap: anywhere;
  }
  .position {
    color: var(--muted);
    font-size: 0.8125em;
  }
  .asked-buttons {
    grid-area: skip;
    align-self: start;
    display: flex;
    gap: 0.375em;
  }
  .asked-buttons .button {
    min-height: 2.375em;
    background: none;
    color: var(--muted);
  }
  .asked-buttons .button:hover {
    background: var(--fill-strong);
    color: var(--text);
  }
  .asking {
    overflow-y: auto;
    scrollbar-width: thin;
  }
  .options {
    grid-area: options;
    display: grid;
    gap: 0.375em;
    margin-inline-start: -0.5em;
  }
  .option {
    display: flex;
    align-items: center;
    gap: 0.75em;
    min-height: 2.75em;
    padding: calc(0.5em * var(--density)) 0.875em;
    border: 1px solid var(--line);
    border-radius: min(var(--radius-card), 0.875em);
    text-align: start;
    transition:
      background var(--quick),
      border-color var(--quick);
  }
  .option:hover {
    background: var(--fill);
  }
  .option[data-chosen] {
    border-color: var(--link);
    background: color-mix(in srgb, var(--link) 8%, var(--surface));
  }
  .option-text {
    flex: 1;
    overflow-wrap: anywhere;
    text-align: -webkit-match-parent;
    text-align: match-parent;
  }
  .option kbd {
    flex: none;
    min-width: 1.75em;
    padding: 0.05em 0.375em;
    border-radius: 0.4em;
    background: var(--fill-strong);
    color: var(--muted);
    font: 500 0.75em/1.6 var(--font);
    text-align: center;
  }
  .box {
    flex: none;
    display: grid;
    place-items: center;
    width: 1.25em;
    height: 1.25em;
    border: 1.5px solid var(--muted);
    border-radius: 0.375em;
    color: transparent;
  }
  .box .icon {
    width: 0.875em;
    height: 0.875em;
    stroke-width: 3;
  }
  [data-chosen] > .box {
    border-color: var(--accent);
    background: var(--accent);
    color: var(--on-accent);
  }
  .answers {
    align-self: flex-end;
    display: grid;
    gap: 0.625em;
    max-width: min(82%, 34em);
    margin: 0;
    padding: calc(0.7em * var(--density)) 1.05em;
    border: 1px solid var(--line);
    border-radius: var(--radius-bubble);
    overflow-wrap: anywhere;
  }
  .answers dt {
    color: var(--muted);
    font-size: 0.875em;
  }
  .answers dd {
    margin: 0;
    font-weight: 500;
  }
  .answers .unanswered {
    color: var(--muted);
    font-weight: 400;
    font-style: italic;
  }
  @media (pointer: coarse) {
    .option kbd {
      display: none;
    }
  }
  @media (forced-colors: active) {
    .option[data-chosen] {
      outline: 2px solid Highlight;
    }
    [data-chosen] > .box {
      color: CanvasText;
    }
  }
`
