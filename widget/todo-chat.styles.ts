import { css } from 'lit'

/** The stylesheet of `<todo-chat>`. */
export const styles = css`
  :host {
    all: initial;
    position: fixed;
    z-index: var(--todo-chat-z-index, 2147483000);
    inset-block-end: calc(var(--y) + env(safe-area-inset-bottom));
    inset-inline-end: calc(var(--x) + env(safe-area-inset-right));
    display: block;
    --x: var(--todo-chat-offset-x, 1.25rem);
    --y: var(--todo-chat-offset-y, 1.25rem);
    font: 15px/1.4 system-ui, sans-serif;
  }
  :host([position$='left']),
  :host([position$='start']) {
    inset-inline: calc(var(--x) + env(safe-area-inset-left)) auto;
  }
  :host([mode='inline']) {
    position: relative;
    z-index: auto;
    inset: auto;
    width: var(--todo-chat-width, auto);
    height: var(--todo-chat-height, 40rem);
  }
  * {
    box-sizing: border-box;
    margin: 0;
    font: inherit;
  }
  :host([hidden]),
  [hidden],
  [aria-expanded='false'] svg + svg,
  [aria-expanded='true'] svg:has(+ svg),
  [part='frame']:not(.loading) + * > .skeleton {
    display: none !important;
  }

  .light,
  .dark {
    --back: var(--surface, #fff);
    --text: var(--on-surface, #18181b);
    --line: #0000001a;
    --tint: #0000000f;
    --fill: var(--todo-chat-accent, var(--accent, #18181b));
    display: contents;
    color: var(--text);
    color-scheme: light;
  }
  .dark {
    --back: var(--surface, #212121);
    --text: var(--on-surface, #f4f4f5);
    --line: #ffffff1f;
    --tint: #ffffff14;
    --fill: var(--todo-chat-accent, var(--accent, #f4f4f5));
    color-scheme: dark;
  }

  button {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 0.5rem;
    height: 2.5rem;
    min-width: 2.5rem;
    padding: 0 1.25rem;
    border: 1px solid transparent;
    border-radius: 2rem;
    color: var(--back);
    background: var(--fill);
    font-weight: 500;
    cursor: pointer;
  }
  @supports (color: color(from red xyz-d65 x y z)) {
    button {
      /* Black or white, whichever reads better: at this luminance both have a contrast of 4.58. */
      --light: clamp(0, (0.179 - y) * 1e4, 1);
      color: color(from var(--fill) xyz-d65 calc(0.9505 * var(--light)) var(--light) calc(1.089 * var(--light)));
    }
  }
  button:focus-visible {
    outline: 2px solid var(--text);
    outline-offset: 2px;
  }
  button:disabled {
    opacity: 0.45;
  }
  svg {
    width: 1.75rem;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.6;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  [part='launcher'] {
    height: 3.5rem;
    padding: 0 calc(0.875rem - 1px);
    box-shadow: 0 4px 18px #0003;
    transition:
      translate 0.18s,
      scale 0.18s,
      box-shadow 0.18s;
  }
  [part='launcher']:hover {
    translate: 0 -2px;
    box-shadow: 0 8px 26px #00000042;
  }
  [part='launcher']:active {
    scale: 0.95;
  }
  .close {
    padding: 0;
    color: inherit;
    background: none;
  }
  .close:hover {
    background: var(--tint);
  }
  .close svg {
    width: 1.375rem;
  }

  [part='panel'] {
    display: flex;
    flex-direction: column;
    overflow: clip;
    width: 100%;
    height: 100%;
    border: 1px solid var(--line);
    border-radius: 1rem;
    background: var(--back) padding-box;
    outline: none;
  }
  [role='dialog'] {
    position: absolute;
    inset-block-end: calc(100% + 0.75rem);
    inset-inline-end: 0;
    width: min(var(--todo-chat-width, 25rem), 100vw - 2 * var(--x));
    height: min(var(--todo-chat-height, 40rem), 100dvh - 2 * var(--y) - 4.25rem);
    box-shadow: 0 12px 48px #0003;
    transition:
      opacity 0.18s,
      translate 0.18s,
      scale 0.18s,
      visibility 0s;
  }
  :host([position$='left']) [role='dialog'],
  :host([position$='start']) [role='dialog'] {
    inset-inline: 0 auto;
  }
  /* Not display: none, in which ChatKit does not run, and forgets where it was scrolled to. */
  [inert] {
    visibility: hidden;
    opacity: 0;
    translate: 0 0.5rem;
    scale: 0.98;
    transition-delay: 0s, 0s, 0s, 0.18s;
  }
  header {
    display: flex;
    align-items: center;
    padding-block: 0.25rem;
    padding-inline: 1rem 0.375rem;
    border-block-end: 1px solid var(--line);
  }
  h2,
  h3 {
    flex: 1;
    overflow: hidden;
    font-weight: 600;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .box {
    position: relative;
    flex: 1;
    min-height: 0;
  }
  [part='frame'],
  [part='frame'] > * {
    display: block;
    width: 100%;
    height: 100%;
  }
  [part='frame'] {
    opacity: 0;
    transition: opacity 0.2s;
  }
  [part='frame'].ready {
    opacity: 1;
  }

  .skeleton,
  .problem {
    position: absolute;
    inset: 0;
    display: flex;
    flex-direction: column;
    justify-content: end;
    gap: 0.625rem;
    padding: 1.25rem;
    animation: pulse 1.6s infinite;
  }
  i {
    width: 72%;
    height: 0.75rem;
    border-radius: 1rem;
    background: var(--tint);
  }
  i + i {
    width: 48%;
  }
  i + i + i {
    width: 100%;
    height: 3rem;
    margin-block-start: 1rem;
  }
  i ~ p {
    position: absolute;
    clip-path: inset(50%);
  }
  @keyframes pulse {
    50% {
      opacity: 0.45;
    }
  }
  .problem {
    align-items: center;
    justify-content: center;
    gap: 0.5rem;
    text-align: center;
    animation: none;
  }
  h3 {
    flex: none;
    white-space: normal;
  }
  .problem svg,
  .problem p {
    opacity: 0.7;
  }
  .problem button {
    margin: 0.75rem;
  }

  @media (max-width: 639.98px), (max-height: 479.98px) {
    [role='dialog'] {
      position: fixed;
      inset: var(--view-top, 0) 0 auto !important;
      width: auto;
      height: var(--view-height, 100dvh);
      padding: env(safe-area-inset-top) env(safe-area-inset-right) env(safe-area-inset-bottom)
        env(safe-area-inset-left);
      border: 0;
      border-radius: 0;
      overscroll-behavior: contain;
    }
    .close {
      height: 3rem;
      min-width: 3rem;
    }
    [aria-expanded='true'] {
      visibility: hidden;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    * {
      animation: none !important;
      transition: none !important;
    }
  }
  @media print {
    :host {
      display: none !important;
    }
  }
`
