import { css } from 'lit';

/** The menu stands above its button where anchor positioning is known, and in the middle of the page elsewhere. */
export const popoverMenuStyles = css`
  .menu {
    min-inline-size: 9em;
    max-block-size: min(60vh, 20em);
    padding: 4px;
    overflow: auto;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
    box-shadow: 0 6px 24px rgb(0 0 0 / 0.35);
  }

  @supports (position-area: block-start) {
    .menu {
      position-area: block-start span-inline-start;
      position-try-fallbacks:
        flip-block,
        flip-inline,
        flip-block flip-inline;
      inset: auto;
      margin: 6px;
    }
  }

  .menu button {
    display: flex;
    gap: 0.5em;
    inline-size: 100%;
    padding: 6px 12px 6px 6px;
    border: 0;
    border-radius: calc(var(--_radius) - 4px);
    background: none;
    text-align: start;
    white-space: nowrap;
  }

  .menu [role='group'] + [role='group'] {
    margin-block-start: 4px;
    padding-block-start: 4px;
    border-block-start: 1px solid var(--_line);
  }

  .menu [role='group'] > span {
    display: block;
    padding: 4px 12px 4px 6px;
    font-size: 12px;
    font-weight: 600;
  }

  .menu small {
    margin-inline-start: auto;
    padding-inline-start: 0.5em;
    font-size: 12px;
  }

  .menu button::before {
    content: '';
    inline-size: 1em;
    text-align: center;
  }

  .menu [aria-checked='true']::before {
    content: '✓';
    content: '✓' / '';
  }

  .menu button:hover,
  .menu button:focus-visible {
    background: color-mix(in srgb, currentColor 12%, transparent);
  }
`;
