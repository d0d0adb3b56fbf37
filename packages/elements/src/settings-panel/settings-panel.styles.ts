import { css, type CSSResult } from 'lit';

export const settingsPanelStyles: CSSResult = css`
  form {
    display: flex;
    flex-direction: column;
    gap: 12px;
  }

  .fields {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 14px 16px;
  }

  .field {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    align-content: start;
    gap: 4px;
    padding-inline-start: 9px;
    border-inline-start: 3px solid transparent;
  }

  .field.changed {
    border-color: var(--_accent);
  }

  label {
    display: flex;
    align-items: baseline;
    gap: 8px;
    font-weight: 600;
  }

  label small,
  .remark {
    color: var(--_muted);
    font-size: 12px;
    font-weight: 400;
  }

  .remark {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 12px;
  }

  .count {
    margin-inline-start: auto;
    font-variant-numeric: tabular-nums;
  }

  .count.over,
  .failed {
    color: var(--_bad);
  }

  .failed {
    font-size: 13px;
  }

  input:not([type='checkbox']),
  select,
  textarea {
    inline-size: 100%;
    min-block-size: 44px;
    padding: 8px 10px;
    border: 1px solid color-mix(in srgb, var(--_text) 45%, var(--_surface));
    border-radius: 8px;
    background: var(--_surface);
    color: inherit;
    font: inherit;
    /* What is focused is not below the bar. */
    scroll-margin-block-end: 120px;
  }

  textarea {
    resize: vertical;
  }

  .field :is(input, select, textarea)[aria-invalid='true'] {
    border-color: var(--_bad);
  }

  .check {
    align-items: center;
    min-block-size: 44px;
  }

  [type='checkbox'] {
    inline-size: 20px;
    block-size: 20px;
    margin: 0;
    accent-color: var(--_accent);
  }

  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: flex-end;
    gap: 8px 12px;
    margin: 0 -12px -12px;
    padding: 10px 12px;
    border-radius: 0 0 var(--_radius) var(--_radius);
    border-block-start: 1px solid var(--_line);
    background: var(--_surface);
  }

  /* It lies upon fields only while there is something to do or to read, and never upon the first one. */
  .bar.kept {
    position: sticky;
    inset-block-end: 0;
    margin-block-start: 130px;
  }

  form > :has(+ .kept) {
    margin-block-end: -130px;
  }

  .status {
    flex: 1 1 12em;
    font-size: 13px;
  }

  .done {
    color: var(--_good);
    font-weight: 600;
  }

  @container (min-width: 620px) {
    .fields {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }

    .field:is([data-field='title'], [data-field='tags'], [data-field='description']) {
      grid-column: 1 / -1;
    }
  }

  @media (forced-colors: active) {
    .field.changed {
      border-color: Highlight;
    }
  }
`;
