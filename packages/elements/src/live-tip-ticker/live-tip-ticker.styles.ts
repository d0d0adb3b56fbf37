import { css, type CSSResult } from 'lit';

export const liveTipTickerStyles: CSSResult = css`
  :host {
    --_from: 110%;
    position: relative;
    display: block;
    min-inline-size: 0;
  }

  :host(:dir(rtl)) {
    --_from: -110%;
  }

  :host([hidden]) {
    display: none;
  }

  /* Upon a player: dark as its bars are, whatever the page is, and clicks beside a tip are the player's. */
  :host([position]) {
    position: absolute;
    inset-inline: 0;
    z-index: 1;
    color-scheme: dark;
    pointer-events: none;
  }

  :host([position='top']) {
    inset-block-start: 0;
  }

  :host([position='bottom']) {
    inset-block-end: 0;
  }

  .base {
    display: flex;
    flex-direction: column;
    gap: 6px;
    overflow: clip;
  }

  :host([position]) .base {
    align-items: start;
    padding: 8px;
  }

  :host([position='bottom']) .base {
    flex-direction: column-reverse;
  }

  .tip,
  .controls {
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
    pointer-events: auto;
  }

  :host([position]) :is(.tip, .controls) {
    border-color: transparent;
    background: var(--_overlay);
    color: var(--_on-overlay);
    font-size: 13px;
  }

  /* It keeps to itself whatever is written: letters that pile up, and lines without end. */
  .tip {
    contain: content;
    display: flex;
    gap: 10px;
    max-inline-size: 100%;
    max-block-size: 13em;
    padding: 8px 12px;
    overflow: hidden auto;
    border-inline-start: 4px solid var(--_accent);
    scrollbar-width: thin;
  }

  :host([position]) .tip {
    max-inline-size: min(100%, 420px);
    max-block-size: 8em;
    border-inline-start-color: var(--_accent);
  }

  .tip:focus-visible {
    outline-offset: -3px;
  }

  .words {
    flex: 1;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  p {
    margin: 0;
  }

  .head {
    display: flex;
    flex-wrap: wrap;
    gap: 0 8px;
    font-weight: 700;
  }

  .name {
    max-inline-size: 100%;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .amount {
    font-variant-numeric: tabular-nums;
  }

  .controls {
    display: flex;
    align-items: center;
    padding: 2px;
    font-size: 12px;
  }

  .controls bdi {
    padding-inline: 6px 10px;
  }

  .controls button {
    display: grid;
    flex: none;
    place-items: center;
    inline-size: 36px;
    block-size: 36px;
    padding: 0;
    border: 0;
    border-radius: 8px;
    background: none;
  }

  .controls button:hover {
    background: color-mix(in srgb, currentColor 14%, transparent);
  }

  .controls [aria-disabled] {
    opacity: 0.45;
    cursor: default;
  }

  .tip {
    animation: slide 300ms cubic-bezier(0.2, 0.7, 0.2, 1);
  }

  .tip.leaving {
    animation: leave 300ms ease-in forwards;
  }

  @media (prefers-reduced-motion: reduce) {
    .tip:not(.leaving) {
      animation-name: fade;
    }
  }

  @keyframes slide {
    from {
      translate: var(--_from);
    }
  }

  @keyframes fade {
    from {
      opacity: 0;
    }
  }

  @keyframes leave {
    to {
      opacity: 0;
    }
  }

  @media (forced-colors: active) {
    .tip,
    .controls,
    :host([position]) :is(.tip, .controls) {
      border-color: CanvasText;
      background: Canvas;
      color: CanvasText;
    }

    .controls [aria-disabled] {
      color: GrayText;
      opacity: 1;
    }
  }
`;
