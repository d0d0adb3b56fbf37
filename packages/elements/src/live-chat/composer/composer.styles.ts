import { css, type CSSResult } from 'lit';

export const composerStyles: CSSResult = css`
  .composer {
    position: relative;
    padding: 8px 12px;
    border-block-start: 1px solid var(--_line);
  }

  .composer.closed {
    color: var(--_muted);
    text-align: center;
  }

  .composer .line {
    display: flex;
    align-items: end;
    gap: 8px;
  }

  textarea {
    flex: 1;
    field-sizing: content;
    min-inline-size: 0;
    min-block-size: 40px;
    max-block-size: 7.5em;
    padding: 8px 10px;
    border: 1px solid var(--_line);
    border-radius: 8px;
    background: color-mix(in srgb, var(--_text) 5%, var(--_surface));
    color: inherit;
    /* Smaller text makes iPhones zoom in. */
    font: 16px/1.4 var(--_font);
    overflow-wrap: anywhere;
    resize: none;
    unicode-bidi: plaintext;
  }

  @media (hover: hover) {
    textarea {
      font-size: 14px;
    }
  }

  textarea::placeholder {
    color: var(--_muted);
    opacity: 1;
  }

  textarea:focus-visible {
    outline-offset: -1px;
  }

  textarea[aria-invalid] {
    border-color: light-dark(#b3261e, #ffb4ab);
  }

  .line > .emotes {
    inline-size: 40px;
    block-size: 40px;
  }

  .emotes[aria-expanded='true'] {
    background: color-mix(in srgb, var(--_text) 10%, transparent);
  }

  .picker {
    position: absolute;
    inset-inline: auto 8px;
    inset-block: auto 8px;
    inline-size: calc(100% - 16px);
    max-inline-size: 400px;
    block-size: calc(100% - 16px);
    max-block-size: 400px;
    border-radius: var(--_radius);
    box-shadow: 0 6px 24px rgb(0 0 0 / 0.35);
    z-index: 3;
  }

  .send {
    flex: none;
    min-block-size: 40px;
    padding: 0 14px;
    border: 1px solid transparent;
    border-radius: 8px;
    background: var(--_accent);
    color: light-dark(#fff, #17171c);
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }

  .send:disabled {
    opacity: 0.5;
    cursor: default;
  }

  .bar {
    display: flex;
    align-items: center;
    gap: 8px;
    margin-block-end: 6px;
    color: var(--_muted);
    font-size: 12px;
  }

  .bar span {
    flex: 1;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .edit {
    padding: 4px 8px;
    border: 1px solid var(--_line);
    border-radius: 6px;
    background: none;
  }

  .under {
    display: flex;
    justify-content: space-between;
    gap: 8px;
    color: var(--_muted);
    font-size: 12px;
    font-variant-numeric: tabular-nums;
  }

  .under:not(:empty) {
    min-block-size: 17px;
  }

  .counter.over {
    color: light-dark(#b3261e, #ffb4ab);
    font-weight: 700;
  }

  .suggestions {
    position: absolute;
    inset: auto 12px 100%;
    max-block-size: 260px;
    margin: 0 0 4px;
    padding: 4px;
    overflow: auto;
    border: 1px solid var(--_line);
    border-radius: 8px;
    background: var(--_surface);
    box-shadow: 0 6px 24px rgb(0 0 0 / 0.35);
    list-style: none;
    z-index: 2;
  }

  .suggestions li {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: 36px;
    padding: 0 8px;
    border-radius: 6px;
    overflow: hidden;
    white-space: nowrap;
    cursor: pointer;
  }

  .suggestions [aria-selected='true'] {
    background: color-mix(in srgb, var(--_accent) 22%, transparent);
  }

  @media (forced-colors: active) {
    .send,
    .suggestions [aria-selected='true'] {
      border: 2px solid Highlight;
    }
  }
`;
