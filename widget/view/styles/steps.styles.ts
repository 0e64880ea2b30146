import { css } from './css.ts'

/** What goes on besides talk: steps, cards, images, notices and failures. */
export const stepStyles = css`
  .line {
    display: flex;
    width: fit-content;
    max-width: 100%;
    align-items: center;
    gap: 0.375em;
    color: var(--muted);
    font-size: 0.9375em;
    list-style: none;
    border-radius: 4px;
  }
  .line::-webkit-details-marker {
    display: none;
  }
  .line > span {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  summary.line {
    cursor: pointer;
  }
  summary.line:hover {
    color: var(--text);
  }
  .line [data-shape='chevron'] {
    width: 1em;
    height: 1em;
    transition: transform var(--quick);
  }
  :dir(rtl) > [data-shape='chevron'],
  :dir(rtl) > [data-shape='arrow-next'],
  :dir(rtl) > [data-shape='back'] {
    transform: scaleX(-1);
  }
  details[open] > .line [data-shape='chevron'] {
    transform: rotate(90deg);
  }
  [data-running] > .line > span {
    background: linear-gradient(90deg, var(--muted) 35%, var(--fill-strong) 50%, var(--muted) 65%) 0 0 / 300% 100%;
    background-clip: text;
    -webkit-background-clip: text;
    -webkit-text-fill-color: transparent;
    animation: shimmer 2.2s linear infinite;
  }
  @keyframes shimmer {
    from {
      background-position: 100% 0;
    }
    to {
      background-position: 0 0;
    }
  }
  .steps {
    color: var(--muted);
    font-size: 0.9375em;
  }
  .workflow > .steps {
    padding-block-start: 0.5em;
  }
  .step {
    position: relative;
    display: grid;
    gap: 0.375em;
    padding: 0 0 0.625em;
    padding-inline-start: 1.25em;
  }
  .step:last-child {
    padding-block-end: 0;
  }
  .step::before {
    content: '';
    position: absolute;
    inset-inline-start: 0.1875em;
    inset-block-start: 0.5625em;
    width: 0.375em;
    height: 0.375em;
    border-radius: 50%;
    background: var(--muted);
  }
  .step[data-status='loading']::before {
    animation: breathe 1.4s ease-in-out infinite;
  }
  .step:not(:last-child)::after {
    content: '';
    position: absolute;
    inset-inline-start: calc(0.375em - 0.5px);
    inset-block: 1.25em -0.25em;
    width: 1px;
    background: var(--line);
  }
  /* One line beside the other: their side is the chat's, whatever language they are in. */
  :is(.header, .steps, .row, .asked, .answers, .w-root, .picker, .history) [dir='auto'] {
    text-align: -webkit-match-parent;
    text-align: match-parent;
  }
  .step-title {
    color: var(--text);
  }
  .image {
    position: relative;
    width: min(100%, 24em);
    min-height: 4em;
    overflow: hidden;
    border-radius: var(--radius-card);
    background: var(--fill);
  }
  .image[data-running] {
    aspect-ratio: 1;
  }
  .image img {
    display: block;
    width: 100%;
  }
  progress {
    position: absolute;
    inset: auto 1em 1em;
    width: calc(100% - 2em);
    height: 0.25em;
    accent-color: var(--accent);
  }
  .row {
    display: flex;
    align-items: flex-start;
    gap: 0.625em;
    padding: 0.75em 0.875em;
    border-radius: var(--radius-card);
    background: var(--fill);
    font-size: 0.9375em;
  }
  .row > .icon {
    margin-block-start: 0.1em;
    color: var(--muted);
  }
  .row > :is(p, div) {
    flex: 1;
    overflow-wrap: anywhere;
  }
  .row-title {
    font-weight: 600;
  }
  .row .button {
    align-self: center;
  }
  .failure,
  .notice[data-level='danger'] {
    background: color-mix(in srgb, var(--danger) 9%, var(--surface));
  }
  .failure > .icon,
  .notice[data-level='danger'] > .icon {
    color: var(--danger);
  }
  .notice[data-level='warning'] {
    background: color-mix(in srgb, var(--warning) 10%, var(--surface));
  }
  .notice[data-level='warning'] > .icon {
    color: var(--warning);
  }
  .failure .button {
    background: color-mix(in srgb, var(--danger) 16%, var(--surface));
  }
  @media (prefers-reduced-motion: reduce) {
    [data-running] > .line > span {
      background: none;
      -webkit-text-fill-color: currentColor;
    }
  }
  @media (forced-colors: active) {
    .row,
    .image {
      border: 1px solid CanvasText;
    }
    [data-running] > .line > span {
      background: none;
      -webkit-text-fill-color: CanvasText;
    }
  }
`
