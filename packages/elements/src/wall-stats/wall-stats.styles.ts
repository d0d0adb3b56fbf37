import { css, type CSSResult } from 'lit';

export const wallStatsStyles: CSSResult = css`
  :host {
    display: block;
    min-inline-size: 0;
    container-type: inline-size;
    font-variant-numeric: tabular-nums;
  }

  .base {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 12px;
  }

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

  dt {
    color: var(--_muted);
    font-size: 12px;
  }

  dt:is(.link, .spent)::before {
    content: '';
    display: inline-block;
    inline-size: 14px;
    margin-inline-end: 6px;
    border-block-start: 2px dashed var(--_muted);
    vertical-align: middle;
  }

  dt.spent::before {
    border-block-start: 3px solid var(--_accent);
  }

  dd {
    margin: 0;
  }

  .chart {
    flex: 1 1 220px;
    min-inline-size: 0;
    min-block-size: 64px;
    block-size: 84px;
    padding: 4px 0;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
  }

  polyline {
    fill: none;
    stroke: var(--_muted);
    stroke-width: 1.5;
    stroke-dasharray: 4 3;
    vector-effect: non-scaling-stroke;
  }

  polyline.spent {
    stroke: var(--_accent);
    stroke-width: 2;
    stroke-dasharray: none;
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

  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
  }

  .row button {
    min-block-size: 32px;
    padding: 4px 12px;
    border: 1px solid var(--_line);
    border-radius: 8px;
    background: var(--_surface);
  }

  .row button:enabled:hover {
    background: color-mix(in srgb, var(--_text) 10%, var(--_surface));
  }

  .row button:disabled {
    opacity: 0.5;
    cursor: default;
  }

  .failed {
    flex: 1 1 14em;
    margin: 0;
  }

  textarea {
    flex: 1 0 100%;
    min-inline-size: 0;
    border: 1px solid var(--_line);
    border-radius: 8px;
    background: var(--_surface);
    color: inherit;
    font:
      12px/1.4 ui-monospace,
      monospace;
  }

  @media (forced-colors: active) {
    .chart {
      border-color: CanvasText;
    }

    polyline {
      stroke: GrayText;
    }

    polyline.spent {
      stroke: CanvasText;
    }

    dt.spent::before {
      border-color: CanvasText;
    }
  }
`;
