import { css, type CSSResult } from 'lit';

export const streamScheduleStyles: CSSResult = css`
  ul {
    display: grid;
    gap: 8px;
    margin: 0;
    padding: 0;
    list-style: none;
  }

  li {
    display: grid;
    gap: 8px;
    padding: 10px 12px;
    border: 1px solid var(--_line);
    border-radius: 8px;
  }

  li.now {
    border-inline-start: 3px solid var(--_accent);
  }

  .what {
    display: grid;
    gap: 2px;
    min-inline-size: 0;
  }

  .when {
    display: flex;
    flex-wrap: wrap;
    gap: 0 10px;
    color: var(--_muted);
    font-size: 13px;
  }

  .countdown {
    color: var(--_text);
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }

  h3 {
    font-size: 15px;
  }

  .description {
    white-space: pre-line;
    font-size: 13px;
  }

  .buttons {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }

  @container (min-width: 640px) {
    li {
      grid-template-columns: minmax(0, 1fr) auto;
      align-items: center;
    }
  }

  form {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 180px), 1fr));
    gap: 12px;
  }

  .wide {
    grid-column: 1 / -1;
  }

  label {
    display: grid;
    gap: 4px;
    min-inline-size: 0;
    font-size: 13px;
  }

  .check {
    display: flex;
    align-items: center;
    gap: 10px;
    min-block-size: 44px;
  }

  input,
  select,
  textarea {
    inline-size: 100%;
    min-inline-size: 0;
    min-block-size: 44px;
    padding: 8px 10px;
    border: 1px solid color-mix(in srgb, var(--_text) 55%, var(--_surface));
    border-radius: 8px;
    background: var(--_surface);
    color: inherit;
    /* Below 16 px, iOS magnifies the page. */
    font: 16px/1.4 var(--_font);
  }

  input[type='checkbox'] {
    flex: none;
    inline-size: 22px;
    min-block-size: 22px;
    margin: 0;
    accent-color: var(--_accent);
  }

  textarea {
    resize: vertical;
  }
`;
