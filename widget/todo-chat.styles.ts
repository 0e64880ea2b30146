import { css } from 'lit'

/** The stylesheet of `<todo-chat>`. In pixels: many pages give `rem` a meaning of their own. */
export const styles = css`
  :host {
    display: block;
    width: var(--todo-chat-width, auto);
    /* The chat in it has no width of its own, which a flex row would give it. */
    min-width: min(100%, 320px);
    height: var(--todo-chat-height, 640px);
    --x: var(--todo-chat-offset-x, 20px);
    --y: var(--todo-chat-offset-y, 20px);
  }
  /* What floats above somebody else's page must not be moved by a rule that was meant for everything on it. */
  :host(:not([mode='inline'])) {
    all: initial !important;
    position: fixed !important;
    z-index: var(--todo-chat-z-index, 2147483000) !important;
    inset-block-end: var(--y) !important;
    inset-inline-end: var(--x) !important;
    margin: 0 env(safe-area-inset-right) env(safe-area-inset-bottom) env(safe-area-inset-left) !important;
  }
  :host([position$='left']),
  :host([position$='start']) {
    inset-inline: var(--x) auto !important;
  }
  * {
    box-sizing: border-box;
    margin: 0;
    font: inherit;
  }

  .light,
  .dark {
    all: initial;
    display: contents;
    font: 15px/1.4 system-ui;
    --back: var(--surface, light-dark(#fff, #212121));
    /* Black or white, whichever reads better: at this luminance both have a contrast of 4.58. From 1.1 on, red, green
       and blue are all at their most. */
    --ink: clamp(0, (0.179 - y) * 1e4, 2);
    --text: var(--surfaceForeground, color(from var(--back) xyz var(--ink) var(--ink) var(--ink) / 1));
    --shade: light-dark(#00000014, #ffffff1a);
    --fill: var(--todo-chat-accent, var(--accent, light-dark(#18181b, #f4f4f5)));
    /* Of what is seen of the page; said here, or the page's own values of that name would count. */
    --above: 0;
    --extent: 100dvh;
    color: var(--text);
    color-scheme: light;
  }
  .dark {
    color-scheme: dark;
  }

  button {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    height: 40px;
    min-width: 40px;
    padding: 0 20px;
    border: 1px solid transparent;
    border-radius: 32px;
    background: var(--fill);
    cursor: pointer;
    /* What no screen can show is seen as the nearest red, green and blue that one can. */
    color: color(
      from color(from var(--fill) srgb clamp(0, r, 1) clamp(0, g, 1) clamp(0, b, 1)) xyz
      var(--ink) var(--ink) var(--ink) / 1
    );
  }
  button:focus-visible {
    /* Inside: what is around the launcher may have any colour. */
    outline: 2px solid;
    outline-offset: -6px;
  }
  button:disabled {
    opacity: 0.45;
  }
  svg {
    width: 28px;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.6;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  [part='launcher'] {
    position: relative;
    max-width: 87vw;
    height: 56px;
    padding: 0 13px;
    box-shadow: 0 4px 18px #0003;
  }
  /* At once: the frames of a transition would keep a click waiting for theirs. */
  [part='launcher']:hover {
    box-shadow: 0 4px 18px #0006;
  }
  [part='badge'] {
    position: absolute;
    inset-block-start: -4px;
    inset-inline-end: -4px;
    min-width: 22px;
    padding: 0 6px;
    border-radius: 32px;
    color: #fff;
    background: #d6293e;
    font-size: 13px;
    line-height: 22px;
  }
  .quiet {
    padding: 0;
    color: inherit;
    background: none;
  }
  .quiet:hover {
    background: var(--shade);
  }
  .quiet svg {
    width: 22px;
  }

  [part='panel'] {
    display: flex;
    flex-direction: column;
    overflow: hidden;
    height: 100%;
    border: 1px solid var(--shade);
    border-radius: 16px;
    background: var(--back) padding-box;
    outline: none;
  }
  [role='dialog'] {
    /* Nothing is computed of the offsets: a page may write 0 without a unit. */
    position: fixed;
    inset: var(--y) var(--x);
    height: auto;
    max-width: var(--todo-chat-width, 400px);
    max-height: var(--todo-chat-height, 640px);
    margin-block: auto calc(68px + env(safe-area-inset-bottom));
    margin-inline: auto 0;
    box-shadow: 0 12px 48px #0003;
  }
  .expanded {
    --todo-chat-width: 800px;
    --todo-chat-height: 100dvh;
  }
  :host([position$='left']) [role='dialog'],
  :host([position$='start']) [role='dialog'] {
    margin-inline: 0 auto;
  }
  /*
   * Not display: none, in which ChatKit does not run, and forgets where it was scrolled to. Only what closes fades:
   * what opens is there in the first frame.
   */
  [inert] {
    visibility: hidden;
    opacity: 0;
    translate: 0 8px;
    transition: 0.18s;
  }
  .bar {
    display: flex;
    align-items: center;
    padding-block: 4px;
    padding-inline: 16px 6px;
    border-block-end: 1px solid var(--shade);
  }
  h2,
  b {
    font-weight: 600;
  }
  h2 {
    flex: 1;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .box {
    position: relative;
    /* As high as it should be also where a page has taken every size from the element. */
    flex: 1 1 var(--todo-chat-height, 640px);
    min-height: 0;
  }
  [part='frame'],
  [part='frame'] > * {
    display: block;
    height: 100%;
  }
  [part='frame']:not(.ready) {
    opacity: 0;
  }

  .skeleton,
  .problem {
    position: absolute;
    inset: 0;
    display: flex;
    flex-direction: column;
    justify-content: end;
    gap: 8px;
    padding: 20px;
  }
  .skeleton {
    animation: pulse 1.6s infinite;
  }
  i {
    width: 72%;
    height: 12px;
    border-radius: 16px;
    background: var(--shade);
  }
  i + i {
    width: 100%;
    height: 48px;
  }
  i ~ p {
    position: absolute;
    opacity: 0;
  }
  @keyframes pulse {
    50% {
      opacity: 0.45;
    }
  }
  .problem {
    align-items: center;
    justify-content: center;
    text-align: center;
  }
  .problem p {
    opacity: 0.7;
  }
  .problem button {
    margin: 12px;
  }

  @media (max-width: 639.98px), (max-height: 479.98px) {
    [role='dialog'] {
      inset: var(--above) 0 auto;
      height: var(--extent);
      max-width: none;
      max-height: none;
      margin: 0 !important;
      padding: env(safe-area-inset-top) env(safe-area-inset-right) env(safe-area-inset-bottom)
        env(safe-area-inset-left);
      border: 0;
      border-radius: 0;
      overscroll-behavior: contain;
    }
    .quiet {
      height: 48px;
      min-width: 48px;
    }
    [aria-expanded='true'] {
      visibility: hidden;
    }
    .expand {
      display: none;
    }
  }
  :host([hidden]),
  [hidden],
  [part='frame']:not(.loading) + * > .skeleton {
    display: none !important;
  }
  @media (prefers-reduced-motion: reduce) {
    * {
      animation: none !important;
      transition: none !important;
    }
  }
  @media print {
    :host,
    * {
      display: none !important;
    }
  }
`
