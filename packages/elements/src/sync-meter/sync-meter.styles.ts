import { css, type CSSResult } from 'lit';

/** The badge lies upon pictures, which are dark in either scheme; the detailed meter lies among text. */
export const syncMeterStyles: CSSResult = css`
  :host {
    --_alarm: light-dark(#c62828, #ff8a80);
    display: inline-block;
    max-inline-size: 100%;
  }

  .badge {
    display: flex;
    align-items: center;
    gap: 6px;
    max-inline-size: 100%;
    min-block-size: 24px;
    min-inline-size: 24px;
    padding: 2px 8px;
    border: 0;
    border-radius: 12px;
    background: var(--_overlay);
    color: var(--_on-overlay);
    color-scheme: dark;
    font-size: 12px;
    font-variant-numeric: tabular-nums;
  }

  .badge.fine:not(:hover, :focus-visible, :has(+ :popover-open)) {
    background: none;
  }

  .dot {
    flex: none;
    inline-size: 8px;
    block-size: 8px;
    border-radius: 50%;
    background: #4ade80;
    box-shadow: 0 0 2px #000;
    forced-color-adjust: none;
  }

  .rough .dot {
    border: 2px solid #facc15;
    background: none;
  }

  .note .dot {
    background: #c4c4cf;
  }

  .alarm .dot {
    border-radius: 2px;
    background: #ff8a3d;
  }

  .text {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .short {
    display: none;
  }

  /* On a small tile. */
  @container (max-width: 300px) {
    .text:has(+ .short),
    .rough .text {
      display: none;
    }

    .short {
      display: inline;
      white-space: nowrap;
    }
  }

  /* What passes within half a second is nobody's concern. */
  .badge:is(.note, .alarm) :is(.text, .short) {
    animation: appear 0.2s 0.5s backwards;
  }

  .badge:is(.note, .alarm) {
    animation: fill 0.2s 0.5s backwards;
  }

  @keyframes fill {
    from {
      background: none;
    }
  }

  @keyframes appear {
    from {
      opacity: 0;
    }
  }

  .details {
    max-inline-size: min(20em, 90vw);
    padding: 10px 12px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
    box-shadow: 0 6px 24px rgb(0 0 0 / 0.35);
  }

  @supports (position-area: block-end) {
    .details {
      position-area: block-end span-inline-end;
      position-try-fallbacks:
        flip-block,
        flip-inline,
        flip-block flip-inline;
      inset: auto;
      margin: 6px;
    }
  }

  .details span {
    color: var(--_muted);
  }

  dl {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 2px 10px;
    margin: 4px 0 0;
  }

  dt {
    color: var(--_muted);
  }

  dd {
    margin: 0;
  }

  .detailed {
    display: flex;
    align-items: center;
    gap: 8px;
    font-variant-numeric: tabular-nums;
  }

  .detailed.alarm .text {
    color: var(--_alarm);
  }

  .scale {
    position: relative;
    flex: none;
    inline-size: 72px;
    block-size: 8px;
    border-radius: 4px;
    background: linear-gradient(to right, transparent 40%, #22a35a66 40% 60%, transparent 60%)
      color-mix(in srgb, var(--_text) 14%, transparent);
  }

  .scale::after {
    content: '';
    position: absolute;
    inset-block: -3px;
    inset-inline-start: calc(var(--_at) * 100% - 2px);
    inline-size: 4px;
    border-radius: 2px;
    background: var(--_text);
    transition: inset-inline-start 0.3s;
  }

  .alarm .scale::after {
    background: var(--_alarm);
  }

  .note .scale {
    visibility: hidden;
  }

  @media (prefers-reduced-motion: reduce) {
    .scale::after {
      transition: none;
    }
  }

  @media (forced-colors: active) {
    .badge {
      background: Canvas;
      color: CanvasText;
    }

    .scale {
      outline: 1px solid CanvasText;
    }

    .scale::after {
      background: CanvasText;
      forced-color-adjust: none;
    }
  }
`;
