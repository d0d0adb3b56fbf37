import { css, type CSSResult } from 'lit';

export const liveBadgeStyles: CSSResult = css`
  :host {
    --_live: var(--t333-live, #c8102e);
    display: inline-block;
    max-inline-size: 100%;
    vertical-align: middle;
    font-variant-numeric: tabular-nums;
  }

  :host([hidden]) {
    display: none;
  }

  .badge {
    display: inline-flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px 6px;
    max-inline-size: 100%;
    padding: 2px 8px;
    border: 1px solid var(--_line);
    border-radius: 6px;
    background: var(--_surface);
    font-size: 12px;
    line-height: 18px;
  }

  .dot {
    inline-size: 8px;
    block-size: 8px;
    border-radius: 50%;
    background: var(--_muted);
  }

  .word {
    font-weight: 600;
  }

  .live {
    border-color: transparent;
    background: var(--_live);
    color: #fff;
  }

  .live .dot {
    background: #fff;
  }

  .behind .dot {
    border: 2px solid var(--_live);
    background: none;
  }

  .upcoming .dot {
    background: var(--_accent);
  }

  .offline .dot,
  .ended .dot {
    border-radius: 2px;
  }

  .viewers {
    padding-inline-start: 6px;
    border-inline-start: 1px solid color-mix(in srgb, currentColor 45%, transparent);
  }

  @media (prefers-reduced-motion: no-preference) {
    .live .dot {
      animation: breathe 2.4s ease-in-out infinite;
    }
  }

  @keyframes breathe {
    50% {
      opacity: 0.35;
    }
  }

  @media (forced-colors: active) {
    .badge {
      border-color: CanvasText;
    }

    .dot {
      border: 2px solid CanvasText;
      background: Canvas;
    }

    .live .dot {
      background: CanvasText;
    }
  }
`;
