import { css, type CSSResult } from 'lit';

/** What statistics have in common: names with figures, a chart, and what copies them. */
export const statsStyles: CSSResult = css`
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
