import { css, type CSSResult } from 'lit';

export const moderationPanelStyles: CSSResult = css`
  :host {
    --_bad: var(--t333-bad, light-dark(#b3261e, #ffb4ab));
    display: block;
    block-size: 600px;
    min-inline-size: 0;
    container-type: inline-size;
  }

  :host([hidden]) {
    display: none;
  }

  .base {
    position: relative;
  }

  h2 {
    margin: 0;
    padding: 10px 12px;
    overflow: hidden;
    font-size: 15px;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  p {
    margin: 0;
    overflow-wrap: anywhere;
  }

  .note {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 12px;
    padding: 8px 12px;
    border-block-start: 1px solid var(--_line);
    background: color-mix(in srgb, var(--_text) 6%, var(--_surface));
    font-size: 13px;
  }

  .none,
  .keys {
    padding: 12px;
    color: var(--_muted);
  }

  .keys {
    padding-block: 4px 12px;
    font-size: 12px;
  }

  .tabs {
    display: flex;
    flex: none;
    overflow-x: auto;
    overscroll-behavior-x: contain;
    scrollbar-width: thin;
    border-block-end: 1px solid var(--_line);
  }

  [role='tab'] {
    display: flex;
    flex: none;
    align-items: center;
    gap: 6px;
    min-block-size: 44px;
    padding: 4px 12px;
    border: 0;
    border-block-end: 3px solid transparent;
    background: none;
    color: var(--_muted);
  }

  [role='tab'][aria-selected='true'] {
    border-color: var(--_accent);
    color: var(--_text);
    font-weight: 600;
  }

  [role='tab']:focus-visible {
    outline-offset: -3px;
  }

  .count {
    min-inline-size: 20px;
    padding-inline: 6px;
    border-radius: 99px;
    background: color-mix(in srgb, var(--_text) 12%, var(--_surface));
    color: var(--_text);
    font-size: 12px;
    font-variant-numeric: tabular-nums;
  }

  .scroller {
    flex: 1;
    min-block-size: 0;
    overflow: auto;
    overscroll-behavior: contain;
  }

  .scroller:focus-visible {
    outline-offset: -2px;
  }

  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }

  .item,
  .record {
    display: flow-root;
    padding: 10px 12px;
    border-block-end: 1px solid var(--_line);
  }

  .item:focus-visible {
    outline-offset: -2px;
  }

  .item.waiting .text {
    color: var(--_muted);
    text-decoration: line-through;
  }

  .who,
  .did {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 12px;
  }

  time,
  .time-left,
  .why {
    color: var(--_muted);
    font-size: 12px;
    font-variant-numeric: tabular-nums;
  }

  .score::before {
    content: '· ';
  }

  .quote {
    padding-inline-start: 8px;
    border-inline-start: 2px solid var(--_line);
    color: var(--_muted);
    font-size: 13px;
  }

  .failed {
    color: var(--_bad);
    font-size: 13px;
  }

  .acts,
  .confirm {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px;
  }

  .item > .acts,
  .words .acts {
    margin-block-start: 6px;
  }

  .confirm p {
    flex: 1 1 100%;
    font-weight: 600;
  }

  :is(.acts, .confirm, .record, .note, .act-note) button,
  .more {
    min-block-size: 36px;
    padding: 4px 14px;
    border: 1px solid var(--_line);
    border-radius: 8px;
    background: color-mix(in srgb, var(--_text) 5%, var(--_surface));
    color: var(--_text);
  }

  button:hover:enabled {
    background: color-mix(in srgb, var(--_text) 12%, var(--_surface));
  }

  button:disabled {
    opacity: 0.5;
    cursor: default;
  }

  :is(.acts, .confirm) button.danger {
    border-color: currentColor;
    color: var(--_bad);
  }

  .record button {
    margin-block-start: 4px;
  }

  .more {
    display: block;
    margin: 10px auto;
  }

  .panel {
    display: flex;
    flex-direction: column;
    gap: 10px;
    padding: 12px;
  }

  .item .panel {
    margin-block-start: 8px;
    border: 1px solid var(--_line);
    border-radius: 8px;
  }

  .panel h3 {
    margin: 0;
    color: var(--_muted);
    font-size: 12px;
  }

  .panel label {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: 36px;
  }

  .panel input[type='checkbox'] {
    inline-size: 18px;
    block-size: 18px;
    margin: 0;
    accent-color: var(--_accent);
  }

  .words {
    display: flex;
    flex-direction: column;
    gap: 4px;
    padding: 12px;
  }

  .words input {
    min-block-size: 44px;
  }

  .words label {
    font-size: 13px;
  }

  textarea,
  .words input {
    inline-size: 100%;
    padding: 6px 8px;
    border: 1px solid color-mix(in srgb, var(--_text) 45%, var(--_surface));
    border-radius: 8px;
    background: var(--_surface);
    color: inherit;
    font: inherit;
    resize: vertical;
  }

  textarea[aria-invalid='true'] {
    border-color: var(--_bad);
  }

  .act-note {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px;
    font-size: 13px;
  }

  @media (hover: none) {
    .keys {
      display: none;
    }

    :is(.acts, .confirm, .record, .note, .act-note, .own-time) button,
    .more {
      min-block-size: 44px;
    }
  }

  @container (min-width: 560px) {
    .item,
    .record {
      padding-inline: 16px;
    }

    .record button {
      float: inline-end;
    }
  }

  @media (forced-colors: active) {
    [role='tab'][aria-selected='true'] {
      border-color: Highlight;
    }

    .count {
      border: 1px solid CanvasText;
    }
  }
`;
