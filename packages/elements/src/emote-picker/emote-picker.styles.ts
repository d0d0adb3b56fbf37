import { css, type CSSResult } from 'lit';

export const emotePickerStyles: CSSResult = css`
  :host {
    display: block;
    block-size: 360px;
    inline-size: 340px;
    max-inline-size: 100%;
    min-inline-size: 0;
  }

  :host([hidden]),
  :host([popover]:not(:popover-open)) {
    display: none;
  }

  :host([popover]) {
    padding: 0;
    border: 0;
    background: none;
    overflow: visible;
  }

  .base {
    position: relative;
    color: var(--_text);
  }

  .base:focus {
    outline: none;
  }

  input {
    flex: none;
    min-block-size: 36px;
    margin: 8px;
    padding: 4px 10px;
    border: 1px solid var(--_line);
    border-radius: 8px;
    background: color-mix(in srgb, var(--_text) 5%, var(--_surface));
    color: inherit;
    /* Smaller text makes iPhones zoom in. */
    font: 16px/1.4 var(--_font);
  }

  @media (hover: hover) {
    input {
      font-size: 14px;
    }
  }

  input:focus-visible {
    outline-offset: -1px;
  }

  input::placeholder {
    color: var(--_muted);
    opacity: 1;
  }

  .tabs {
    display: flex;
    flex: none;
    gap: 2px;
    padding: 0 8px;
    overflow: auto hidden;
    border-block-end: 1px solid var(--_line);
    scrollbar-width: none;
  }

  .tabs button {
    flex: none;
    max-inline-size: 10em;
    min-block-size: 32px;
    padding: 2px 8px;
    overflow: hidden;
    border: 0;
    border-block-end: 2px solid transparent;
    background: none;
    color: var(--_muted);
    font-size: 13px;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .tabs button[aria-current='true'] {
    border-color: var(--_accent);
    color: var(--_text);
  }

  .tabs button:focus-visible,
  .cell:focus-visible {
    outline-offset: -2px;
  }

  .scroller {
    flex: 1;
    min-block-size: 0;
    overflow: hidden auto;
    overscroll-behavior: contain;
    scroll-padding-block: 28px 4px;
    scrollbar-gutter: stable;
    scrollbar-width: thin;
  }

  .section {
    position: relative;
    contain: layout style;
  }

  .head {
    position: sticky;
    inset-block-start: 0;
    block-size: 28px;
    padding: 5px 12px;
    overflow: hidden;
    background: var(--_surface);
    color: var(--_muted);
    font-size: 12px;
    font-weight: 600;
    line-height: 18px;
    text-overflow: ellipsis;
    white-space: nowrap;
    z-index: 1;
  }

  .row {
    position: absolute;
    inset-inline: 4px;
    display: grid;
    grid-template-columns: repeat(var(--_columns), minmax(0, 1fr));
    block-size: var(--_cell);
    contain: strict;
  }

  .cell {
    --_emote: calc(var(--_cell) - 12px);
    position: relative;
    display: grid;
    place-items: center;
    min-inline-size: 0;
    padding: 0;
    overflow: hidden;
    border: 0;
    border-radius: 8px;
    background: none;
    /* For those that are characters. */
    font-size: 10px;
    line-height: 1.1;
  }

  .cell > span {
    max-inline-size: 100%;
    max-block-size: 100%;
    overflow: hidden;
    overflow-wrap: anywhere;
  }

  .cell > .character {
    font-size: calc(var(--_emote) - 4px);
    line-height: var(--_emote);
    white-space: nowrap;
  }

  @media (hover: hover) {
    .cell:hover {
      background: color-mix(in srgb, var(--_text) 10%, transparent);
    }
  }

  .emote {
    display: block;
    inline-size: var(--_emote);
    block-size: var(--_emote);
    overflow: hidden;
    object-fit: contain;
    font-size: 9px;
    line-height: 1;
  }

  .cell[aria-disabled='true'] {
    cursor: not-allowed;
  }

  .cell[aria-disabled='true'] > * {
    filter: grayscale(1);
    opacity: 0.45;
  }

  /* A lock. */
  .cell[aria-disabled='true']::after {
    content: '';
    position: absolute;
    inset-block-end: 4px;
    inset-inline-end: 4px;
    inline-size: 10px;
    block-size: 12px;
    background: var(--_text);
    clip-path: polygon(
      0 45%,
      15% 45%,
      15% 12%,
      30% 0,
      70% 0,
      85% 12%,
      85% 45%,
      100% 45%,
      100% 100%,
      0 100%,
      0 45%,
      32% 45%,
      68% 45%,
      68% 20%,
      60% 14%,
      40% 14%,
      32% 20%,
      32% 45%
    );
  }

  .note {
    position: absolute;
    inset-inline: 16px;
    inset-block: 50% auto;
    display: grid;
    justify-items: center;
    gap: 8px;
    color: var(--_muted);
    text-align: center;
    overflow-wrap: anywhere;
  }

  .note p {
    margin: 0;
  }

  .note button {
    min-block-size: 36px;
    padding: 4px 12px;
    border: 1px solid var(--_line);
    border-radius: 8px;
    background: none;
    color: var(--_text);
  }

  .preview {
    --_emote: 32px;
    display: flex;
    flex: none;
    align-items: center;
    gap: 8px;
    block-size: 44px;
    padding-inline: 12px;
    overflow: hidden;
    border-block-start: 1px solid var(--_line);
    white-space: nowrap;
  }

  .preview > * {
    flex: none;
  }

  .preview > .character {
    font-size: 28px;
    line-height: 1;
  }

  .preview > .name {
    flex: 0 1 auto;
    overflow: hidden;
    font-weight: 600;
    text-overflow: ellipsis;
  }

  .preview > .hint {
    flex: 1 1 0;
    overflow: hidden;
    color: var(--_muted);
    font-size: 12px;
    text-overflow: ellipsis;
  }

  /* Nobody points there. */
  @media (pointer: coarse) {
    .preview {
      display: none;
    }

    .tabs button {
      min-block-size: 44px;
    }
  }

  @media (forced-colors: active) {
    .tabs button[aria-current='true'] {
      border-color: Highlight;
    }

    .cell[aria-disabled='true']::after {
      background: GrayText;
      forced-color-adjust: none;
    }
  }
`;
