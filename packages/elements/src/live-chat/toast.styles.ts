import { css, type CSSResult } from 'lit';

/** A note over the messages, with a button. */
export const toastStyles: CSSResult = css`
  .toast {
    position: absolute;
    inset-inline: 8px;
    inset-block-end: 8px;
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 8px 8px 8px 12px;
    border: 1px solid var(--_line);
    border-radius: 8px;
    background: var(--_surface);
    box-shadow: 0 6px 24px rgb(0 0 0 / 0.35);
    overflow-wrap: anywhere;
    z-index: 2;
  }

  .toast span {
    flex: 1;
  }

  .undo {
    flex: none;
    min-block-size: 32px;
    padding: 2px 12px;
    border: 1px solid var(--_line);
    border-radius: 6px;
    background: none;
    font-weight: 600;
  }

  @media (forced-colors: active) {
    .undo {
      border-color: ButtonText;
    }
  }
`;
