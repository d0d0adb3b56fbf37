import { css } from 'lit';

/**
 * The design tokens that all elements share. Each can be set on any ancestor; light or dark follows `color-scheme`.
 * Video wants a dark stage in both schemes, so `--t333-stage` and what lies upon pictures stay dark.
 */
export const tokens = css`
  :host {
    --_accent: var(--t333-accent, light-dark(#5b3df5, #a78bfa));
    --_surface: var(--t333-surface, light-dark(#ffffff, #17171c));
    --_text: var(--t333-text, light-dark(#1b1b21, #f2f2f5));
    --_muted: var(--t333-muted, light-dark(#5c5c68, #a5a5b2));
    --_line: var(--t333-line, light-dark(#d9d9e0, #33333d));
    --_stage: var(--t333-stage, #0c0c10);
    --_overlay: var(--t333-overlay, rgb(12 12 16 / 0.78));
    --_on-overlay: var(--t333-on-overlay, #fff);
    --_radius: var(--t333-radius, 10px);
    --_font: var(--t333-font, system-ui, sans-serif);
    font: 14px/1.4 var(--_font);
    color: var(--_text);
  }

  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }

  [hidden] {
    display: none !important;
  }

  button {
    font: inherit;
    color: inherit;
    cursor: pointer;
  }

  :focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }

  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;
