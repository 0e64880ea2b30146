import { css } from './css.ts'

/** The surfaces and boxes of widgets. */
export const widgetStyles = css`
  .w-root {
    overflow: clip;
    overflow-clip-margin: 4px;
    color: var(--text);
  }
  .w-root[inert] > * {
    opacity: 0.55;
  }
  .w-root[data-basic][data-themed] {
    padding: 0.75em;
    border-radius: var(--radius-card);
    background: var(--surface);
  }
  .w-card {
    width: fit-content;
    min-width: min(100%, 18em);
    max-width: min(100%, 28em);
    border: 1px solid var(--line);
    border-radius: var(--radius-card);
    background: var(--raised);
    overflow: clip;
  }
  .w-card[data-size='sm'] {
    max-width: min(100%, 22em);
  }
  .w-card[data-size='lg'] {
    width: min(100%, 34em);
    max-width: 100%;
  }
  .w-card[data-size='full'],
  .w-list {
    width: 100%;
    max-width: 100%;
  }
  .w-body {
    display: flex;
    flex-direction: column;
    gap: 0.75em;
    padding: calc(0.875em * var(--density)) 1em;
  }
  .w-status {
    display: flex;
    align-items: center;
    gap: 0.5em;
    padding: 0.625em 1em;
    border-block-end: 1px solid var(--fill-strong);
    color: var(--muted);
    font-size: 0.875em;
  }
  .w-status > span {
    flex: 1;
  }
  .w-status img {
    width: 1.25em;
    height: 1.25em;
    border-radius: 0.25em;
  }
  .w-status img[data-frame] {
    outline: 1px solid var(--line);
    background: white;
  }
  summary.w-status {
    border: 0;
    cursor: pointer;
    list-style: none;
  }
  summary.w-status::-webkit-details-marker {
    display: none;
  }
  .w-status [data-shape='check-circle'] {
    color: var(--success);
  }
  .w-status [data-shape='chevron'] {
    width: 1em;
    transition: transform var(--quick);
  }
  details[open] > .w-status [data-shape='chevron'] {
    transform: rotate(90deg);
  }
  .w-decision {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: 0.5em;
    padding: 0 1em 1em;
  }
  .w-failure {
    padding: 0.5em 0.25em 0;
    color: var(--danger);
    font-size: 0.875em;
  }
  .w-box {
    display: flex;
    flex-direction: column;
    gap: 0.375em;
    position: relative;
  }
  .w-box[data-direction='row'] {
    flex-direction: row;
    align-items: center;
    gap: 0.5em;
  }
  .w-box[data-align='start'] {
    align-items: flex-start;
  }
  .w-box[data-align='center'] {
    align-items: center;
  }
  .w-box[data-align='end'] {
    align-items: flex-end;
  }
  .w-box[data-align='baseline'] {
    align-items: baseline;
  }
  .w-box[data-align='stretch'] {
    align-items: stretch;
  }
  .w-box[data-justify='center'] {
    justify-content: center;
  }
  .w-box[data-justify='end'] {
    justify-content: flex-end;
  }
  .w-box[data-justify='between'] {
    justify-content: space-between;
  }
  .w-box[data-justify='around'] {
    justify-content: space-around;
  }
  .w-box[data-justify='evenly'] {
    justify-content: space-evenly;
  }
  .w-box[data-justify='stretch'] {
    justify-content: stretch;
  }
  .w-box[data-wrap='wrap'] {
    flex-wrap: wrap;
  }
  .w-box[data-wrap='wrap-reverse'] {
    flex-wrap: wrap-reverse;
  }
  .w-spacer {
    flex: 1;
  }
  .w-divider {
    width: 100%;
    height: 0;
    margin: 0;
    border: 0;
    border-block-start: 1px solid var(--line);
  }
  .w-body > :is(.w-divider, .w-image)[data-flush] {
    width: calc(100% + 2em);
    max-width: none;
    margin-inline: -1em;
  }
  .w-body > .w-image[data-flush]:first-child {
    margin-block-start: calc(-0.875em * var(--density));
  }
  .w-transition > * {
    animation: appear 320ms ease-out;
  }
  @media (forced-colors: active) {
    .w-card {
      border: 1px solid CanvasText;
    }
  }
`
