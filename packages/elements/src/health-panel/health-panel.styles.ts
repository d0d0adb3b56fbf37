import { css, type CSSResult } from 'lit';

export const healthPanelStyles: CSSResult = css`
  :host {
    --_good: var(--t333-good, light-dark(#1b6e3c, #5fd38d));
    --_warning: var(--t333-warning, light-dark(#b45309, #fbbf24));
    --_bad: var(--t333-bad, light-dark(#b3261e, #ffb4ab));
  }

  :host([hidden]) {
    display: none;
  }

  .base {
    padding: 12px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
  }

  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 12px;
  }

  .pill {
    --_signal: var(--_muted);
    display: inline-flex;
    align-items: center;
    gap: 6px;
    padding: 2px 12px 2px 8px;
    border: 1.5px solid var(--_signal);
    border-radius: 999px;
    font-weight: 600;
  }

  .pill.stale {
    border-style: dashed;
  }

  .pill:dir(rtl) {
    padding-inline: 8px 12px;
  }

  .icon {
    flex: none;
    inline-size: 18px;
    block-size: 18px;
    color: var(--_signal);
  }

  .healthy {
    --_signal: var(--_good);
  }

  .degraded,
  .warning {
    --_signal: var(--_warning);
  }

  .starving,
  .error {
    --_signal: var(--_bad);
  }

  .heard,
  .note {
    margin: 0;
    color: var(--_muted);
    font-size: 13px;
  }

  .tiles {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: 8px;
    margin: 0;
  }

  .tile,
  .tile dd {
    display: flex;
    flex: 1;
    flex-direction: column;
  }

  .tile {
    min-inline-size: 0;
    padding: 8px 10px;
    border: 1px solid var(--_line);
    border-inline-start: 3px solid var(--_signal, var(--_line));
    border-radius: 8px;
  }

  .value {
    font-size: 18px;
    font-weight: 600;
  }

  .held .value {
    color: var(--_muted);
    font-weight: 400;
  }

  .expected {
    margin-block-end: 4px;
    color: var(--_muted);
    font-size: 12px;
  }

  .tile .chart {
    display: block;
    inline-size: 100%;
    block-size: 36px;
    min-block-size: 36px;
    flex: none;
    margin-block-start: auto;
    padding: 2px 0;
    border: 0;
    border-radius: 0;
  }

  .issues {
    display: grid;
    gap: 8px;
    margin: 0;
    padding: 0;
    list-style: none;
  }

  .issue {
    display: flex;
    gap: 10px;
    padding: 8px 10px;
    border: 1px solid var(--_line);
    border-inline-start: 3px solid var(--_signal);
    border-radius: 8px;
  }

  .issue p {
    margin: 0;
  }

  .what {
    font-weight: 600;
  }

  .why {
    color: var(--_muted);
  }

  .row button {
    min-block-size: 44px;
  }

  @container (min-width: 540px) {
    .tiles {
      grid-template-columns: repeat(4, minmax(0, 1fr));
    }
  }

  :host([compact]) .base {
    gap: 6px;
    padding: 8px 10px;
  }

  :host([compact]) .tiles {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 16px;
  }

  :host([compact]) .tile {
    flex: none;
    flex-flow: row wrap;
    align-items: baseline;
    gap: 0 6px;
    padding: 0;
    border: 0;
  }

  :host([compact]) .value {
    font-size: 14px;
  }

  @media (forced-colors: active) {
    .pill,
    .icon {
      color: CanvasText;
    }

    .pill,
    .tile,
    .issue {
      border-color: CanvasText;
    }
  }
`;
