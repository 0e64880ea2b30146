import { css } from './css.ts'

/** What is said in a thread, and what is said about it. */
export const itemStyles = css`
  /*
   * Each one by itself: where a thread grows, it is laid out and painted anew there alone. No "+" here: an item that
   * is put in beside another would have all of them looked at for their styles.
   */
  .items > * {
    contain: content;
    overflow-clip-margin: 1em;
    margin-block-start: calc(1em * var(--density));
  }
  .items {
    margin-block-start: calc(-1em * var(--density));
  }
  .item:empty {
    display: none;
  }
  .user {
    display: flex;
    flex-direction: column;
    align-items: flex-end;
    gap: 0.375em;
    margin-block-start: calc(0.75em * var(--density));
  }
  .bubble {
    max-width: min(82%, 34em);
    padding: calc(0.6em * var(--density)) 1.05em;
    border-radius: var(--radius-bubble);
    background: var(--bubble);
    color: var(--on-bubble);
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .tag {
    font-weight: 500;
    color: var(--link);
  }
  /* The colour of links is for the surface, and this may be on the accent. */
  .bubble .tag {
    color: inherit;
    text-decoration: underline;
  }
  .quoted {
    max-width: min(82%, 34em);
    padding-inline-start: 0.75em;
    border-inline-start: 2px solid var(--line);
    color: var(--muted);
    font-size: 0.875em;
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 3;
    overflow: hidden;
  }
  .assistant {
    display: flow-root;
  }
  .assistant > :is(.md, .waiting) + :is(.md, .waiting, .sources) {
    margin-block-start: 0.75em;
  }
  /* Likewise: what a long answer began with is done with. */
  .assistant .part {
    contain: content;
    overflow-clip-margin: 1em;
  }
  .assistant[data-grown] .part > * {
    animation: appear 320ms ease-out;
  }
  @keyframes appear {
    from {
      opacity: 0;
    }
  }
  .waiting {
    width: 0.75em;
    height: 0.75em;
    margin: 0.5em 0.125em;
    border-radius: 50%;
    background: var(--text);
    animation: breathe 1.4s ease-in-out infinite;
  }
  @keyframes breathe {
    50% {
      opacity: 0.35;
      transform: scale(0.7);
    }
  }
  .actions {
    display: flex;
    gap: 0.125em;
    margin-block-start: 0.5em;
    margin-inline-start: -0.5em;
    transition: opacity var(--quick);
  }
  /* What the answer ended with is drawn elsewhere. */
  .actions:first-child {
    margin-block-start: -0.5em;
  }
  .action {
    width: 2em;
    height: 2em;
  }
  .action .icon {
    width: 1.125em;
    height: 1.125em;
  }
  .action[aria-pressed='true'] {
    color: var(--text);
  }
  .action[aria-pressed='true'] .icon {
    fill: color-mix(in srgb, currentColor 30%, transparent);
  }
  [data-shape='copy'] + [data-shape='check'],
  [data-copied] [data-shape='copy'] {
    display: none;
  }
  [data-copied] [data-shape='check'][data-shape] {
    display: block;
  }
  .sources {
    display: flex;
    flex-wrap: wrap;
    gap: 0.375em;
  }
  .chip {
    display: inline-flex;
    align-items: center;
    gap: 0.375em;
    max-width: 18em;
    padding: 0.2em 0.7em;
    border-radius: var(--radius-control);
    background: var(--fill);
    color: var(--muted);
    font-size: 0.8125em;
    text-decoration: none;
    white-space: nowrap;
    transition: background var(--quick);
  }
  .chip span {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  a.chip:hover {
    background: var(--fill-strong);
    color: var(--text);
  }
  @media (hover: hover) {
    .actions:not([data-last]) {
      opacity: 0;
    }
    .actions:focus-within,
    .item:hover > .actions {
      opacity: 1;
    }
  }
  @media (forced-colors: active) {
    .bubble,
    .chip {
      border: 1px solid CanvasText;
    }
    .waiting,
    .step::before,
    .recording::before {
      background: CanvasText;
    }
  }
`
