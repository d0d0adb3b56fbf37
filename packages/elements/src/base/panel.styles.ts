import { css, type CSSResult } from 'lit';

/** What the tools of a creator have in common: a framed panel with a heading, buttons large enough for fingers, notes, and dialogs. */
export const panelStyles: CSSResult = css`
  :host {
    --_good: var(--t333-good, light-dark(#1b6e3c, #5fd38d));
    --_warning: var(--t333-warning, light-dark(#b45309, #fbbf24));
    --_bad: var(--t333-bad, light-dark(#b3261e, #ffb4ab));
    display: block;
    min-inline-size: 0;
    container-type: inline-size;
  }

  :host([hidden]) {
    display: none;
  }

  .panel {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 12px;
    padding: 12px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
  }

  .panel:focus {
    outline: none;
  }

  h2,
  h3,
  p {
    margin: 0;
    overflow-wrap: anywhere;
  }

  h2 {
    font-size: 16px;
    line-height: 1.3;
  }

  h3 {
    font-size: 14px;
  }

  button,
  .button {
    min-block-size: 44px;
    padding: 6px 14px;
    border: 1px solid var(--_line);
    border-radius: 8px;
    background: var(--_surface);
    color: inherit;
    font: inherit;
  }

  button:enabled:hover {
    background: color-mix(in srgb, var(--_text) 10%, var(--_surface));
  }

  button:is(:disabled, [aria-disabled='true']) {
    opacity: 0.55;
    cursor: default;
  }

  .primary {
    border-color: transparent;
    background: var(--_accent);
    color: light-dark(#fff, #17171c);
    font-weight: 600;
  }

  .primary:enabled:hover {
    background: color-mix(in srgb, var(--_text) 14%, var(--_accent));
  }

  .danger {
    border-color: transparent;
    background: light-dark(#b3261e, #ffb4ab);
    color: light-dark(#fff, #3b0906);
    font-weight: 600;
  }

  .danger:enabled:hover {
    background: color-mix(in srgb, var(--_text) 14%, light-dark(#b3261e, #ffb4ab));
  }

  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
  }

  .head {
    justify-content: space-between;
  }

  .note {
    color: var(--_muted);
    font-size: 13px;
  }

  .failed {
    color: var(--_bad);
  }

  .icon {
    flex: none;
    inline-size: 20px;
    block-size: 20px;
  }

  dialog {
    inline-size: min(460px, 100vi - 24px);
    max-block-size: calc(100vb - 24px);
    padding: 20px;
    border: 1px solid var(--_line);
    border-radius: calc(var(--_radius) + 6px);
    overflow: auto;
    background: var(--_surface);
    color: var(--_text);
    box-shadow: 0 16px 60px rgb(0 0 0 / 0.5);
    text-align: start;
  }

  dialog[open] {
    display: grid;
    gap: 14px;
  }

  dialog::backdrop {
    background: rgb(0 0 0 / 0.6);
  }

  dialog h2 {
    font-size: 20px;
  }

  .answers {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }

  .answers button {
    flex: 1 1 8em;
  }

  @media (prefers-reduced-motion: no-preference) {
    dialog[open] {
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
    .panel,
    dialog,
    .primary,
    .danger {
      border-color: CanvasText;
    }

    .primary,
    .danger {
      border-width: 3px;
    }
  }
`;
