import { css } from './css.ts'

/** What a new chat begins with. */
export const startStyles = css`
  .start {
    flex: 1;
    display: flex;
    flex-direction: column;
    justify-content: flex-end;
    gap: 1.25em;
  }
  .greeting {
    flex: 1;
    display: grid;
    place-content: center;
    padding: 0.75em 0.5em;
    font-size: 1.5em;
    line-height: 1.3;
    font-weight: 600;
    letter-spacing: -0.022em;
    text-align: center;
    text-wrap: balance;
  }
  .prompts {
    display: grid;
    margin-inline: -0.5em;
  }
  .prompt {
    display: flex;
    align-items: center;
    gap: 0.75em;
    padding: calc(0.7em * var(--density)) 0.75em;
    border-radius: min(var(--radius-control), 0.875em);
    text-align: start;
    transition: background var(--quick);
  }
  .prompt:hover {
    background: var(--fill);
  }
  .prompt .icon {
    color: var(--muted);
  }
  @container (min-width: 40em) {
    .start {
      justify-content: center;
      padding-block-end: 8%;
    }
    .greeting {
      flex: none;
      font-size: 1.75em;
    }
    .prompts {
      display: flex;
      flex-wrap: wrap;
      justify-content: center;
      gap: 0.625em;
    }
    .prompt {
      padding: calc(0.55em * var(--density)) 1em;
      border: 1px solid var(--line);
      border-radius: var(--radius-control);
      font-size: 0.9375em;
    }
  }
  @media (forced-colors: active) {
    .prompt {
      border: 1px solid ButtonText;
    }
  }
`
