import { css } from './css.ts'

/** What is around the text of the composer: files, buttons, the list above it. */
export const composerPartStyles = css`
  .bar {
    grid-area: bar;
    display: flex;
    align-items: center;
    gap: 0.125em;
    margin-inline-start: -0.625em;
    padding-block-start: 0.125em;
  }
  .spacer {
    flex: 1;
  }
  .choice {
    display: inline-flex;
    align-items: center;
    gap: 0.375em;
    max-width: 12em;
    height: 2.5em;
    padding: 0 0.75em;
    border-radius: var(--radius-control);
    color: var(--muted);
    font-size: 0.875em;
    white-space: nowrap;
    transition: background var(--quick);
  }
  .choice > span {
    overflow: hidden;
    text-overflow: ellipsis;
    unicode-bidi: plaintext;
  }
  /* Among many buttons the icon of a tool must do; its words are still there to be heard. */
  @container (max-width: 28em) {
    .bar:has(> :nth-child(7)) > [aria-pressed='false'] > .icon + span {
      position: absolute;
      clip-path: inset(50%);
    }
  }
  .choice > .icon:last-child:not(:first-child) {
    width: 1em;
    height: 1em;
  }
  .choice.model > .icon {
    rotate: 90deg;
    transform: none;
  }
  .choice:hover,
  .choice[aria-expanded='true'],
  .icon-button[aria-expanded='true'] {
    background: var(--fill-strong);
    color: var(--text);
  }
  .choice[aria-pressed='true'] {
    background: color-mix(in srgb, var(--link) 12%, var(--surface));
    color: var(--link);
  }
  .composer-note {
    grid-area: note;
    padding: 0.375em 0.375em 0.125em 0;
    color: var(--danger);
    font-size: 0.8125em;
  }
  .composer-note[role='status'] {
    color: var(--muted);
  }
  .marks {
    grid-area: 1 / 1;
    max-height: 13.5em;
    padding: 0.375em 0;
    line-height: 1.5;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    overflow: hidden;
    color: transparent;
    pointer-events: none;
  }
  .marks mark {
    border-radius: 0.25em;
    background: color-mix(in srgb, var(--link) 18%, var(--surface));
    box-shadow: 0 0 0 1px color-mix(in srgb, var(--link) 18%, var(--surface));
    color: inherit;
  }
  .marks ~ textarea {
    position: relative;
  }
  .uploads,
  .attached {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em;
  }
  .uploads {
    grid-area: files;
    max-height: 11em;
    margin-inline-start: -0.625em;
    padding-block-end: 0.5em;
    overflow-y: auto;
  }
  .upload {
    position: relative;
    display: flex;
    align-items: center;
    gap: 0.5em;
    width: 13em;
    max-width: 100%;
    padding: 0.3em;
    border: 1px solid var(--line);
    border-radius: min(var(--radius-card), 0.875em);
    background: var(--surface);
    font-size: 0.875em;
    overflow: hidden;
  }
  .upload[data-state='failed'] {
    border-color: var(--danger);
    color: var(--danger);
  }
  .upload-picture {
    flex: none;
    display: grid;
    place-items: center;
    width: 2.5em;
    height: 2.5em;
    border-radius: min(var(--radius-card), 0.625em);
    background: var(--fill);
    color: var(--muted);
    overflow: hidden;
  }
  .upload-picture > :is(img, canvas) {
    width: 100%;
    height: 100%;
    object-fit: cover;
  }
  .upload[data-state='running'] .upload-picture > * {
    opacity: 0.5;
  }
  .upload .icon-button {
    width: max(1.75em, 24px);
    height: max(1.75em, 24px);
    font-size: 0.9em;
  }
  .upload progress {
    appearance: none;
    position: absolute;
    inset: auto 0 0;
    width: 100%;
    height: 3px;
    border: 0;
    background: var(--fill-strong);
  }
  .upload progress::-webkit-progress-bar {
    background: none;
  }
  .upload progress::-webkit-progress-value {
    background: var(--accent);
  }
  .upload progress::-moz-progress-bar {
    background: var(--accent);
  }
  .upload progress:indeterminate {
    background: var(--accent);
    animation: breathe-bar 1.2s ease-in-out infinite;
  }
  @keyframes breathe-bar {
    50% {
      opacity: 0.25;
    }
  }
  .attached {
    justify-content: flex-end;
    max-width: 82%;
  }
  .attached img {
    display: block;
    max-width: min(100%, 14em);
    max-height: 14em;
    border-radius: var(--radius-card);
    object-fit: cover;
  }
  .picker,
  .preview {
    position: absolute;
    z-index: 3;
    border: 1px solid var(--line);
    border-radius: min(var(--radius-composer), 1.125em);
    background: var(--raised);
    box-shadow: 0 12px 32px -8px rgb(0 0 0 / 0.28);
  }
  .picker {
    inset: auto 0 calc(100% + 0.5em);
    max-height: min(18em, 40cqh);
    padding: 0.375em;
    overflow-y: auto;
    outline: 0;
    cursor: default;
    scrollbar-width: thin;
  }
  .pick {
    display: flex;
    align-items: center;
    gap: 0.625em;
    min-height: 2.5em;
    padding: 0.375em 0.75em;
    border-radius: min(var(--radius-control), 0.75em);
    cursor: pointer;
  }
  .pick[data-active] {
    background: var(--fill-strong);
  }
  .pick[aria-disabled] {
    color: var(--muted);
    cursor: default;
  }
  .pick-text {
    flex: 1;
    overflow-wrap: anywhere;
  }
  .pick small {
    display: block;
    color: var(--muted);
    font-size: 0.8125em;
  }
  .picker-group,
  .picker > .hint {
    padding: 0.5em 0.9375em 0.25em;
    color: var(--muted);
    font-size: 0.8125em;
    text-align: start;
  }
  .preview {
    width: 20em;
    max-width: calc(100% - 1em);
    max-height: 50%;
    overflow: hidden;
  }
  .preview .w-root > * {
    border: 0;
    max-width: none;
  }
  .preview > .w-root[data-basic],
  .preview > .w-root > :not(.w-card) {
    padding: 0.75em;
  }
  button.tag {
    display: inline;
    font-weight: 500;
  }
  button.tag:hover {
    text-decoration: underline;
  }
  .recording {
    display: flex;
    align-items: center;
    gap: 0.625em;
    padding-inline-start: 0.25em;
    font-size: 0.9375em;
  }
  .bar > .hint {
    padding-inline: 0.5em;
  }
  .recording::before {
    content: '';
    width: 0.625em;
    height: 0.625em;
    border-radius: 50%;
    background: var(--muted);
  }
  .recording[data-running]::before {
    background: var(--danger);
    animation: breathe 1.4s ease-in-out infinite;
  }
  .send[data-waiting] {
    animation: breathe-bar 1.2s ease-in-out infinite;
  }
  @media (forced-colors: active) {
    .pick[data-active] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
    .choice,
    .picker,
    .preview {
      border: 1px solid ButtonText;
    }
  }
`
