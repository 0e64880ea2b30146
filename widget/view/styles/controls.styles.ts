import { css } from 'lit'

/** The buttons and fields of widgets. */
export const controlStyles = css`
  .w-button {
    --tone: var(--text);
    flex: none;
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.5em;
    min-height: 2.5em;
    max-width: 100%;
    padding: 0.3em 1.125em;
    border: 1px solid transparent;
    border-radius: var(--radius-control);
    background: color-mix(in srgb, var(--tone) 9%, var(--raised));
    color: var(--tone);
    font-size: 0.9375em;
    font-weight: 500;
    line-height: 1.3;
    text-align: center;
    transition:
      background var(--quick),
      opacity var(--quick);
  }
  .w-button:hover {
    background: color-mix(in srgb, var(--tone) 15%, var(--raised));
  }
  .w-button:is([data-variant='solid'], [data-tone]:not([data-variant])) {
    background: var(--tone);
    color: var(--surface);
  }
  .w-button[data-variant='solid']:not([data-tone]),
  .w-button[data-tone='primary']:is([data-variant='solid'], :not([data-variant])) {
    background: var(--accent);
    color: var(--on-accent);
  }
  .w-button[data-tone='secondary']:is([data-variant='solid'], :not([data-variant])) {
    background: var(--fill-strong);
    color: var(--text);
  }
  .w-button:is([data-variant='solid'], [data-tone]:not([data-variant])):hover {
    opacity: 0.88;
  }
  .w-button[data-variant='outline'] {
    border-color: color-mix(in srgb, var(--tone) 22%, var(--raised));
    background: none;
  }
  .w-button[data-variant='ghost'] {
    background: none;
  }
  .w-button:is([data-variant='outline'], [data-variant='ghost']):hover {
    background: color-mix(in srgb, var(--tone) 8%, var(--raised));
  }
  .w-button:is([data-size='3xs'], [data-size='2xs'], [data-size='xs']) {
    min-height: 2em;
    padding-inline: 0.75em;
    font-size: 0.8125em;
  }
  .w-button[data-size='sm'] {
    min-height: 2.25em;
    padding-inline: 0.875em;
    font-size: 0.875em;
  }
  .w-button:is([data-size='xl'], [data-size='2xl'], [data-size='3xl']) {
    min-height: 3em;
    font-size: 1em;
  }
  .w-button[data-pill] {
    border-radius: 99px;
  }
  .w-button[data-square] {
    border-radius: 0.5em;
  }
  .w-button[data-uniform] {
    aspect-ratio: 1;
    padding: 0;
    min-width: 2.5em;
  }
  .w-button[data-block] {
    width: 100%;
  }
  .w-button:is(:disabled, [aria-disabled]) {
    opacity: 0.5;
    cursor: default;
  }
  .w-button[data-icon-size='sm'] .icon {
    font-size: 0.875em;
  }
  .w-button:is([data-icon-size='xl'], [data-icon-size='2xl']) .icon {
    font-size: 1.375em;
  }
  .w-button[data-running] {
    animation: breathe-softly 1.2s ease-in-out infinite;
  }
  @keyframes breathe-softly {
    50% {
      opacity: 0.25;
    }
  }
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
  .w-check > input:disabled ~ * {
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
    .w-button[class],
    .w-input:not([data-variant='editable']) {
      min-height: 2.75em;
    }
    .w-radios .w-check {
      min-height: 2.75em;
    }
  }
  @media (forced-colors: active) {
    .w-button {
      border: 1px solid ButtonText;
    }
    .w-check > input:checked + .box {
      color: CanvasText;
    }
    .w-check > input:checked + .box.round {
      border-color: Highlight;
    }
  }
`
