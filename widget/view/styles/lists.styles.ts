import { css } from './css.ts'

/** Lists, tables, pictures, badges and charts in widgets. */
export const listStyles = css`
  .w-item {
    position: relative;
    display: flex;
    flex-direction: column;
    justify-content: center;
    min-height: 3.25em;
    padding: calc(0.5em * var(--density)) 1em;
    outline-offset: -3px;
    transition: background var(--quick);
  }
  .w-item + .w-item {
    border-block-start: 1px solid var(--fill-strong);
  }
  .w-item[data-align='center'] {
    align-items: center;
  }
  .w-item[data-align='start'] {
    align-items: flex-start;
  }
  .w-item[data-align='end'] {
    align-items: flex-end;
  }
  .w-item:is([data-action], :has([type='checkbox'])) {
    cursor: pointer;
  }
  .w-item[data-running] {
    opacity: 0.55;
  }
  .w-cover {
    position: absolute;
    inset: 0;
    outline-offset: -3px;
  }
  /* No "~" here: every element of a thread would have its siblings walked for it. */
  .w-item[data-action] :is(a, button, input, label, select, textarea):not(.w-cover) {
    position: relative;
    z-index: 1;
  }
  /* A spacer has a gap on both sides; words need the room more. */
  .w-item .w-spacer {
    margin-inline-start: -0.5em;
  }
  @container (max-width: 30em) {
    .w-item .w-box[data-direction='row'] {
      column-gap: 0.5em !important;
    }
  }
  /* What stands at the end of a row goes below it where both have no room. */
  @container (max-width: 18em) {
    .w-item .w-box:has(> .w-spacer) {
      flex-wrap: wrap;
      row-gap: 0.125em !important;
    }
    .w-item .w-box > .w-text {
      flex: 1 1 5em;
    }
    .w-item .w-box > .w-spacer {
      flex-basis: 100%;
    }
  }
  .w-item .w-text {
    transition: color var(--quick);
  }
  /* The box of a task is round, and done is done at once: the server's word for it comes a moment later. */
  .w-item .box {
    width: 1.375em;
    height: 1.375em;
    border-radius: 50%;
  }
  .w-item .w-check-label {
    min-width: 1.25em;
    color: var(--muted);
    font-size: 0.875em;
    font-variant-numeric: tabular-nums;
  }
  .w-item:has([data-field='completed']:checked) .w-text {
    color: var(--muted) !important;
    text-decoration: line-through;
    text-decoration-thickness: 1px;
  }
  .w-item:has([data-field='completed']:not(:checked)) .w-text {
    color: inherit !important;
    text-decoration: none;
  }
  .w-item:has([data-field='completed']:checked) .w-badge {
    opacity: 0.6;
  }
  .w-more {
    width: 100%;
    min-height: 2.75em;
    border-block-start: 1px solid var(--fill-strong);
    color: var(--muted);
    font-size: 0.9375em;
    font-weight: 500;
    outline-offset: -3px;
    transition: background var(--quick);
  }
  .w-more:hover {
    color: var(--text);
    background: var(--fill);
  }
  .w-badge {
    --tone: color-mix(in srgb, var(--text) 76%, var(--surface));
    flex: none;
    max-width: 100%;
    padding: 0.2em 0.7em;
    border: 1px solid transparent;
    border-radius: 99px;
    background: color-mix(in srgb, var(--tone) 11%, var(--raised));
    color: var(--tone);
    font-size: 0.8125em;
    font-weight: 500;
    line-height: 1.4;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .w-badge[data-size='sm'] {
    padding: 0.1em 0.6em;
    font-size: 0.75em;
  }
  .w-badge[data-size='lg'] {
    font-size: 0.9375em;
  }
  .w-badge[data-square] {
    border-radius: 0.4em;
  }
  .w-badge[data-variant='solid'] {
    background: var(--tone);
    color: var(--surface);
  }
  .w-badge[data-variant='outline'] {
    border-color: color-mix(in srgb, var(--tone) 40%, transparent);
    background: none;
  }
  :is(.w-badge, .w-button)[data-tone='success'] {
    --tone: var(--success);
  }
  :is(.w-badge, .w-button)[data-tone='danger'] {
    --tone: var(--danger);
  }
  :is(.w-badge, .w-button):is([data-tone='warning'], [data-tone='caution']) {
    --tone: var(--warning);
  }
  :is(.w-badge, .w-button)[data-tone='info'] {
    --tone: var(--link);
  }
  :is(.w-badge, .w-button)[data-tone='discovery'] {
    --tone: var(--discovery);
  }
  .w-icon {
    flex: none;
    display: inline-grid;
  }
  .w-icon[data-size='xs'] {
    font-size: 0.75em;
  }
  .w-icon[data-size='sm'] {
    font-size: 0.875em;
  }
  .w-icon[data-size='lg'] {
    font-size: 1.25em;
  }
  .w-icon[data-size='xl'] {
    font-size: 1.5em;
  }
  .w-icon[data-size='2xl'] {
    font-size: 2em;
  }
  .w-icon[data-size='3xl'] {
    font-size: 2.5em;
  }
  .w-image {
    flex: none;
    display: block;
    max-width: 100%;
    border-radius: min(var(--radius-card), 0.75em);
    object-fit: cover;
  }
  .w-image[data-fit='contain'] {
    object-fit: contain;
  }
  .w-image[data-fit='fill'] {
    object-fit: fill;
  }
  .w-image[data-fit='scale-down'] {
    object-fit: scale-down;
  }
  .w-image[data-fit='none'] {
    object-fit: none;
  }
  .w-image[data-frame] {
    outline: 1px solid var(--line);
    outline-offset: -1px;
  }
  .w-image[data-flush] {
    border-radius: 0;
  }
  .w-table {
    overflow-x: auto;
    scrollbar-width: thin;
  }
  .w-table table {
    width: 100%;
    border-collapse: collapse;
    font-size: 0.9375em;
  }
  .w-table :is(th, td) {
    padding: 0.5em 0.625em;
    border-block-end: 1px solid var(--fill-strong);
    font-weight: 400;
    text-align: start;
    vertical-align: middle;
  }
  .w-table th .w-words {
    font-weight: 600;
  }
  .w-table tr:last-child > :is(td, th) {
    border: 0;
  }
  .w-table [data-valign='start'] {
    vertical-align: top;
  }
  .w-table [data-valign='end'] {
    vertical-align: bottom;
  }
  .w-table [data-size='xs'] {
    width: 3em;
  }
  .w-table [data-size='sm'] {
    width: 6em;
  }
  .w-table [data-size='lg'] {
    min-width: 12em;
  }
  .w-table [data-size='xl'] {
    min-width: 18em;
  }
`
