import { css } from './css.ts'

/** The buttons of widgets. */
export const buttonStyles = css`
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
  @media (pointer: coarse) {
    .w-button[class] {
      min-width: 44px;
      min-height: 44px;
    }
  }
  @media (forced-colors: active) {
    .w-button {
      border: 1px solid ButtonText;
    }
  }
`
