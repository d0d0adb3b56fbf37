import { css, type CSSResult } from 'lit';

export const streamKeyCardStyles: CSSResult = css`
  .warning {
    display: flex;
    gap: 8px;
    padding: 8px 10px;
    border: 1px solid var(--_line);
    border-inline-start: 3px solid var(--_warning);
    border-radius: 8px;
    font-size: 13px;
  }

  .warning .icon {
    color: var(--_warning);
  }

  .slot {
    display: grid;
    gap: 6px;
    padding-block-start: 12px;
    border-block-start: 1px solid var(--_line);
  }

  .slot .buttons {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }

  code {
    flex: 1 1 100%;
    min-inline-size: 0;
    padding: 10px 12px;
    border: 1px solid var(--_line);
    border-radius: 8px;
    background: color-mix(in srgb, var(--_text) 5%, var(--_surface));
    font:
      14px/1.5 ui-monospace,
      monospace;
    overflow-wrap: anywhere;
  }

  .masked {
    color: var(--_muted);
    letter-spacing: 2px;
    overflow: hidden;
    white-space: nowrap;
    user-select: none;
  }

  .text {
    user-select: all;
  }

  .new {
    padding: 8px 10px;
    border: 1px solid var(--_line);
    border-inline-start: 3px solid var(--_good);
    border-radius: 8px;
    font-size: 13px;
  }

  fieldset {
    display: grid;
    gap: 4px;
    min-inline-size: 0;
    margin: 0;
    padding: 8px 12px;
    border: 1px solid var(--_line);
    border-radius: 8px;
  }

  label {
    display: flex;
    align-items: start;
    gap: 10px;
    min-block-size: 44px;
    padding-block: 8px;
  }

  input {
    flex: none;
    inline-size: 20px;
    block-size: 20px;
    margin: 0;
    accent-color: var(--_accent);
  }

  @container (min-width: 560px) {
    .slot .line {
      display: flex;
      flex-wrap: wrap;
      gap: 8px;
    }

    .slot code {
      flex: 1 1 240px;
    }
  }

  .line {
    display: grid;
    gap: 8px;
  }

  .line > button {
    justify-self: start;
  }

  @media (forced-colors: active) {
    .warning,
    .new {
      border-color: CanvasText;
    }
  }
`;
