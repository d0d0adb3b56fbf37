import { css, type CSSResult } from 'lit';

export const wallStatsStyles: CSSResult = css`
  .overview {
    display: flex;
    flex-wrap: wrap;
    align-items: stretch;
    gap: 12px 24px;
  }

  .totals {
    display: grid;
    flex: 2 1 320px;
    grid-template-columns: repeat(auto-fit, minmax(min(150px, 100%), 1fr));
    gap: 8px 16px;
    min-inline-size: 0;
    margin: 0;
  }

  /* What is positioned inside must not widen the page. */
  .scroll {
    position: relative;
    overflow-x: auto;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
  }

  table {
    inline-size: 100%;
    border-collapse: collapse;
    font-size: 13px;
    white-space: nowrap;
  }

  caption {
    position: sticky;
    inset-inline-start: 0;
    padding: 8px 12px;
    font-weight: 600;
    text-align: start;
    white-space: normal;
  }

  th,
  td {
    padding: 6px 12px;
    border-block-start: 1px solid var(--_line);
    font-weight: inherit;
    text-align: start;
  }

  .figure {
    text-align: end;
  }

  thead th {
    color: var(--_muted);
    font-size: 12px;
  }

  tr > th:first-child {
    position: sticky;
    inset-inline-start: 0;
    max-inline-size: min(180px, 40cqi);
    overflow: hidden;
    background: var(--_surface);
    text-overflow: ellipsis;
  }

  tbody th {
    font-weight: 600;
  }

  .focus {
    display: block;
    color: var(--_muted);
    font-size: 11px;
    font-weight: 400;
  }

  td [title] {
    text-decoration: underline dotted var(--_muted);
    text-underline-offset: 3px;
    cursor: help;
  }

  .empty {
    color: var(--_muted);
  }
`;
