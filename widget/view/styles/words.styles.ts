import { css } from './css.ts'

/** The words of widgets, in all their sizes. */
export const wordStyles = css`
  .w-words {
    line-height: 1.45;
    overflow-wrap: anywhere;
    white-space: pre-line;
  }
  .w-words[data-clamped] {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    overflow: hidden;
  }
  .w-words[data-italic] {
    font-style: italic;
  }
  .w-words[data-struck] {
    text-decoration: line-through;
  }
  .w-title {
    font-size: 1.125em;
    font-weight: 600;
    letter-spacing: -0.012em;
    line-height: 1.3;
  }
  .w-caption {
    color: var(--muted);
    font-size: 0.8125em;
  }
  .w-label {
    font-size: 0.875em;
    font-weight: 500;
  }
  :is(.w-text, .w-label)[data-size='xs'],
  .w-caption[data-size='sm'] {
    font-size: 0.75em;
  }
  :is(.w-text, .w-label)[data-size='sm'],
  .w-caption[data-size='lg'] {
    font-size: 0.875em;
  }
  :is(.w-text, .w-label)[data-size='md'],
  .w-title[data-size='sm'] {
    font-size: 1em;
  }
  .w-words[data-size='lg'] {
    font-size: 1.125em;
  }
  .w-caption[data-size='lg'] {
    font-size: 0.875em;
  }
  .w-words[data-size='xl'],
  .w-title[data-size='lg'] {
    font-size: 1.25em;
  }
  .w-title[data-size='xl'] {
    font-size: 1.5em;
  }
  .w-title[data-size='2xl'] {
    font-size: 1.75em;
  }
  .w-title[data-size='3xl'] {
    font-size: 2em;
  }
  .w-title[data-size='4xl'] {
    font-size: 2.25em;
  }
  .w-title[data-size='5xl'] {
    font-size: 2.75em;
  }
  .w-words[data-weight='normal'] {
    font-weight: 400;
  }
  .w-words[data-weight='medium'] {
    font-weight: 500;
  }
  .w-words[data-weight='semibold'] {
    font-weight: 600;
  }
  .w-words[data-weight='bold'] {
    font-weight: 700;
  }
  .w-root [data-text-align='center'] {
    text-align: center;
  }
  .w-root [data-text-align='end'] {
    text-align: end;
  }
`
