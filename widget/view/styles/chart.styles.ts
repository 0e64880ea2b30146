import { css } from './css.ts'

/** Charts. */
export const chartStyles = css`
  .w-chart {
    display: grid;
    gap: 0.5em;
    width: 100%;
    font-size: 0.75em;
    color: var(--muted);
  }
  .w-plot {
    position: relative;
    display: flex;
    gap: 0.5em;
    height: 12em;
  }
  .w-plot svg {
    flex: 1;
    height: 100%;
    overflow: visible;
  }
  .w-plot path {
    vector-effect: non-scaling-stroke;
  }
  .w-grid {
    stroke: var(--fill-strong);
  }
  .w-line {
    fill: none;
    stroke-width: 2px;
    stroke-linejoin: round;
    stroke-linecap: round;
  }
  .w-area {
    fill-opacity: 0.2;
  }
  .w-hint {
    fill: transparent;
  }
  .w-hint:hover {
    fill: var(--text);
    fill-opacity: 0.05;
  }
  .w-scale {
    display: flex;
    flex-direction: column;
    justify-content: space-between;
    margin-block: -0.75em;
    text-align: end;
    font-variant-numeric: tabular-nums;
  }
  .w-categories {
    display: flex;
    justify-content: space-around;
    gap: 0.25em;
    direction: ltr;
  }
  .w-categories > span {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .w-legend {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: 0.25em 1em;
  }
  .w-legend i {
    display: inline-block;
    width: 0.75em;
    height: 0.75em;
    margin-inline-end: 0.4em;
    border-radius: 0.2em;
  }
`
