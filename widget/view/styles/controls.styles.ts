import { css } from './css.ts'

/** The fields of widgets. */
export const controlStyles = css`
  .w-field {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.25em;
  }
  .w-box[data-direction='row'] > .w-field {
    flex: none;
  }
  .w-box[data-direction='row'] > .w-field:has(.w-input:not(select, .w-date)) {
    flex: 1;
  }
  .w-input {
    --edge: color-mix(in srgb, var(--text) 46%, var(--surface));
    width: 100%;
    min-height: 2.5em;
    padding: 0.4em 0.75em;
    border: 1px solid var(--edge);
    border-radius: min(var(--radius-control), 0.75em);
    background: var(--surface);
    outline-offset: 0;
    appearance: none;
  }
  textarea.w-input {
    display: block;
    line-height: 1.45;
    resize: vertical;
  }
  textarea[data-grows] {
    field-sizing: content;
    max-height: 16em;
    resize: none;
  }
  .w-input[data-variant='soft'] {
    background: var(--fill-strong);
    border-color: transparent transparent var(--edge);
  }
  .w-input[data-variant='editable'] {
    min-height: 0;
    margin-inline: -0.375em;
    padding: 0.125em 0.375em;
    border-color: transparent transparent var(--edge);
    border-radius: 0.375em;
    background: none;
  }
  .w-input[data-pill] {
    padding-inline: 1.125em;
    border-radius: 99px;
  }
  .w-input[aria-invalid] {
    border-color: var(--danger);
  }
  .w-input:is([data-size='3xs'], [data-size='2xs'], [data-size='xs'], [data-size='sm']) {
    min-height: 2.25em;
    font-size: 0.9375em;
  }
  .w-input:is([data-size='xl'], [data-size='2xl'], [data-size='3xl']) {
    min-height: 3em;
  }
  .w-input:disabled {
    opacity: 0.55;
  }
  .w-select {
    position: relative;
    display: inline-grid;
    width: fit-content;
    max-width: 100%;
  }
  .w-select[data-block],
  .w-card[data-size='sm'] .w-select {
    width: 100%;
  }
  .w-select .w-input {
    padding-inline-end: 2.25em;
    text-overflow: ellipsis;
  }
  .w-select .icon {
    position: absolute;
    inset-inline-end: 0.75em;
    inset-block-start: calc(50% - 0.5em);
    width: 1em;
    height: 1em;
    transform: rotate(90deg);
    pointer-events: none;
  }
  .w-select option {
    background: var(--surface);
    color: var(--text);
  }
  .w-date:not([data-block]) {
    width: 11em;
    max-width: 100%;
  }
  .w-problem {
    color: var(--danger);
    font-size: 0.8125em;
  }
  .w-radios {
    display: grid;
    justify-items: start;
  }
  .w-radios[data-direction='row'] {
    display: flex;
    flex-wrap: wrap;
    gap: 0 1.25em;
  }
  .w-check {
    position: relative;
    display: inline-flex;
    align-items: center;
    gap: 0.625em;
    min-height: 2em;
    width: fit-content;
    max-width: 100%;
    overflow-wrap: anywhere;
    cursor: pointer;
  }
  /* The real control lies over what is drawn, a little larger: it is what is clicked, focused and read. */
  .w-check > input {
    position: absolute;
    inset-block: -0.5em;
    inset-inline-start: -0.625em;
    width: 2.5em;
    height: calc(100% + 1em);
    margin: 0;
    opacity: 0;
    cursor: inherit;
  }
  .w-check > input:focus-visible + .box {
    outline: 2px solid var(--link);
    outline-offset: 2px;
  }
  .w-check > input:checked + .box {
    border-color: var(--accent);
    background: var(--accent);
    color: var(--on-accent);
  }
  .w-check:hover > input:not(:checked, :disabled) + .box {
    border-color: var(--text);
  }
  .w-check > input:disabled ~ :is(.box, .w-check-label) {
    opacity: 0.5;
  }
  .w-check > input[aria-invalid] + .box {
    border-color: var(--danger);
  }
  .box.round {
    border-radius: 50%;
  }
  .w-check > input:checked + .box.round {
    border-width: 0.375em;
    background: var(--on-accent);
  }
  @media (pointer: coarse) {
    .w-input:not([data-variant='editable']) {
      min-height: 2.75em;
    }
    .w-radios .w-check {
      min-height: 2.75em;
    }
  }
  @media (forced-colors: active) {
    .w-check > input:checked + .box {
      color: CanvasText;
    }
    .w-check > input:checked + .box.round {
      border-color: Highlight;
    }
  }
`
