import { css } from './css.ts'

/** The list of chats, laid over the chat. */
export const historyStyles = css`
  .history {
    z-index: 2;
    background: var(--surface);
    animation: arrive 200ms cubic-bezier(0.2, 0, 0, 1);
  }
  @keyframes arrive {
    from {
      opacity: 0;
      transform: translateY(0.5em);
    }
  }
  .history > :not(.header) {
    width: 100%;
    max-width: 46em;
    margin-inline: auto;
  }
  .search {
    position: relative;
    flex: none;
    padding: 0.25em 0.875em 0.5em;
  }
  .search .icon {
    position: absolute;
    inset-inline-start: 1.75em;
    inset-block-start: 0.95em;
    width: 1.125em;
    height: 1.125em;
    color: var(--muted);
  }
  .search input,
  .editing input {
    width: 100%;
    padding: 0.5em 0.875em;
    border: 1px solid transparent;
    border-radius: var(--radius-control);
    background: var(--fill);
    outline-offset: 0;
    -webkit-appearance: none;
    appearance: none;
  }
  .search input {
    padding-inline-start: 2.5em;
  }
  .threads {
    flex: 1;
    overflow-y: auto;
    padding: 0 0.875em 1em;
    scrollbar-width: thin;
    scrollbar-color: var(--fill-strong) transparent;
  }
  .thread {
    display: flex;
    align-items: center;
    min-height: 2.875em;
    margin-block-end: 2px;
    padding-inline-end: 0.25em;
    border-radius: min(var(--radius-control), 0.875em);
    transition: background var(--quick);
  }
  .thread:hover,
  .thread:has(:focus-visible),
  .thread:has([aria-current]) {
    background: var(--fill);
  }
  .thread-open {
    flex: 1;
    display: flex;
    align-items: baseline;
    gap: 0.75em;
    padding: calc(0.625em * var(--density)) 0.875em;
    border-radius: inherit;
    text-align: start;
  }
  .thread-title {
    flex: 1;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  [aria-current] .thread-title {
    font-weight: 600;
  }
  .thread time {
    flex: none;
    color: var(--muted);
    font-size: 0.8125em;
  }
  .thread .icon-button {
    width: 2em;
    height: 2em;
    font-size: 0.9375em;
  }
  .editing {
    flex-wrap: wrap;
    gap: 0.5em;
    padding: 0.5em;
    background: var(--fill);
  }
  .editing input {
    flex: 1 1 8em;
    padding: 0.3em 0.75em;
    background: var(--surface);
    border-color: var(--line);
  }
  .history > .undo {
    display: flex;
    align-items: center;
    gap: 0.75em;
    width: calc(100% - 1.75em);
    margin-block-end: max(0.875em, env(safe-area-inset-bottom));
    padding: 0.5em;
    padding-inline-start: 1.125em;
    border-radius: var(--radius-composer);
    background: var(--text);
    color: var(--surface);
  }
  .undo .button {
    background: color-mix(in srgb, var(--surface) 18%, var(--text));
  }
  .empty {
    display: grid;
    justify-items: center;
    gap: 0.25em;
    padding-block: 22% 2em;
    text-align: center;
  }
  .empty .icon {
    width: 2em;
    height: 2em;
    margin-block-end: 0.5em;
    color: var(--muted);
  }
  .hint {
    color: var(--muted);
    font-size: 0.9375em;
    text-align: center;
  }
  .threads > .hint {
    padding-block: 1.5em;
  }
  @media (hover: hover) {
    .thread:not(:hover, :focus-within) .icon-button {
      width: 0;
      overflow: hidden;
      opacity: 0;
    }
    .thread:is(:hover, :focus-within) time {
      display: none;
    }
  }
`
