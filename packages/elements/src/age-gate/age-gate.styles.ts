import { css, type CSSResult } from 'lit';

export const ageGateStyles: CSSResult = css`
  :host {
    display: block;
    min-inline-size: 0;
  }

  :host([hidden]) {
    display: none;
  }

  .cover {
    display: grid;
    place-content: center;
    justify-items: center;
    gap: 12px;
    min-block-size: 180px;
    block-size: 100%;
    padding: 24px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: color-mix(in srgb, var(--_text) 4%, var(--_surface));
    text-align: center;
  }

  .cover > .icon {
    inline-size: 32px;
    block-size: 32px;
    color: var(--_muted);
  }

  p {
    margin: 0;
  }

  dialog {
    inline-size: min(440px, 100vi - 32px);
    max-block-size: calc(100vb - 32px);
    padding: 24px;
    border: 1px solid var(--_line);
    border-radius: calc(var(--_radius) + 6px);
    overflow: auto;
    background: var(--_surface);
    color: var(--_text);
    box-shadow: 0 16px 60px rgb(0 0 0 / 0.5);
    text-align: start;
  }

  dialog::backdrop {
    background: rgb(0 0 0 / 0.72);
  }

  h2 {
    margin: 0 0 8px;
    font-size: 22px;
    line-height: 1.25;
  }

  /* It takes the focus to be read first, and does nothing. */
  h2:focus-visible {
    outline: none;
  }

  #text {
    display: grid;
    gap: 8px;
  }

  .note {
    color: var(--_muted);
    font-size: 13px;
  }

  .status {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: 22px;
    margin-block: 10px;
  }

  .failed {
    color: light-dark(#b3261e, #ffb4ab);
    font-weight: 600;
  }

  .spinner {
    flex: none;
    inline-size: 18px;
    block-size: 18px;
    border: 2px solid var(--_line);
    border-block-start-color: var(--_accent);
    border-radius: 50%;
  }

  @media (prefers-reduced-motion: no-preference) {
    .spinner {
      animation: turn 0.9s linear infinite;
    }

    dialog[open] {
      animation: appear 0.2s;
    }
  }

  .answers {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }

  button {
    min-block-size: 44px;
    padding: 8px 18px;
    border: 1px solid var(--_line);
    border-radius: 10px;
    background: var(--_surface);
  }

  .answers button {
    flex: 1 1 8em;
  }

  .answers .accept {
    flex-grow: 3;
    border-color: transparent;
    background: var(--_accent);
    color: light-dark(#fff, #17171c);
    font-weight: 600;
  }

  button:hover {
    background: color-mix(in srgb, var(--_text) 10%, var(--_surface));
  }

  .answers .accept:hover {
    background: color-mix(in srgb, var(--_text) 14%, var(--_accent));
  }

  .answers [aria-disabled] {
    opacity: 0.5;
    cursor: default;
  }

  @keyframes appear {
    from {
      opacity: 0;
      translate: 0 8px;
    }
  }

  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }

  @media (forced-colors: active) {
    dialog,
    .cover,
    .answers .accept {
      border-color: CanvasText;
    }

    .answers .accept {
      border-width: 3px;
    }
  }
`;
