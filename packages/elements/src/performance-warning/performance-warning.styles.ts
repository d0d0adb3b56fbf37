import { css, type CSSResult } from 'lit';

/** The host has no height of its own and keeps to the lower edge of the window: the notice lies upon what is above it, where that is wide. */
export const performanceWarningStyles: CSSResult = css`
  :host {
    --_signal: light-dark(#1d4ed8, #93c5fd);
    display: block;
    position: sticky;
    inset-block-end: 0;
    z-index: 2;
    min-inline-size: 0;
    container-type: inline-size;
  }

  .notice {
    position: absolute;
    inset-block-end: 8px;
    inset-inline: 8px;
    display: flex;
    align-items: start;
    gap: 10px;
    inline-size: fit-content;
    max-inline-size: min(640px, 100% - 16px);
    margin-inline: auto;
    padding-block: 8px;
    padding-inline: 12px 8px;
    border: 1px solid var(--_line);
    border-inline-start: 4px solid var(--_signal);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
    box-shadow: 0 6px 24px rgb(0 0 0 / 0.35);
  }

  /* On a phone it would lie upon all the small tiles of a wall. */
  @container (max-width: 600px) {
    .notice {
      position: static;
      margin: 8px auto;
    }
  }
  @media (max-width: 600px) {
    :host {
      position: relative;
    }
  }

  .notice.warning {
    --_signal: light-dark(#b45309, #fbbf24);
  }

  .notice > .icon {
    flex: none;
    margin-block-start: 4px;
    color: var(--_signal);
  }

  .content {
    display: flex;
    flex: 1;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px 14px;
    min-inline-size: 0;
  }

  .text {
    flex: 1 1 16em;
    margin: 0;
    padding-block: 5px;
    font-variant-numeric: tabular-nums;
    overflow-wrap: anywhere;
  }

  .acts {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
    min-inline-size: 0;
  }

  .acts:not(:has(button)) {
    display: none;
  }

  .acts button {
    max-inline-size: 100%;
    min-block-size: 32px;
    padding: 4px 12px;
    border: 1px solid var(--_line);
    border-radius: 8px;
    overflow: hidden;
    background: none;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .acts .optimize {
    border-color: var(--_accent);
  }

  .dismiss {
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 32px;
    block-size: 32px;
    padding: 0;
    border: 0;
    border-radius: 8px;
    background: none;
  }

  button:hover {
    background: color-mix(in srgb, currentColor 12%, transparent);
  }

  @media (prefers-reduced-motion: no-preference) {
    .notice {
      animation: appear 0.2s;
    }
  }

  @keyframes appear {
    from {
      opacity: 0;
      translate: 0 8px;
    }
  }

  @media (forced-colors: active) {
    .notice {
      border-color: CanvasText;
    }

    .notice.warning {
      border-inline-start-width: 8px;
    }
  }
`;
