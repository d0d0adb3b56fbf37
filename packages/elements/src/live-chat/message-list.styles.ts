import { css, type CSSResult } from 'lit';

export const messageListStyles: CSSResult = css`
  /* A column in reverse begins at its end, and stays there while pictures and boxes change their sizes. */
  .scroller {
    display: flex;
    flex: 1;
    flex-direction: column-reverse;
    min-block-size: 0;
    overflow: hidden auto;
    overflow-anchor: none;
    overscroll-behavior: contain;
    scrollbar-width: thin;
  }

  .rows {
    --_emote: 28px;
    flex: none;
    padding-block-end: 4px;
    font-size: var(--_chat-size, 13px);
    line-height: 1.5;
    overflow-wrap: anywhere;
  }

  .row {
    contain: content;
    padding: 3px 12px;
  }

  .row.long {
    max-block-size: 20em;
  }

  .name {
    font-weight: 700;
    cursor: pointer;
  }

  .emote {
    display: inline-block;
    inline-size: var(--_emote);
    block-size: var(--_emote);
    margin-block: -5px;
    overflow: hidden;
    object-fit: contain;
    font-size: 9px;
    line-height: 1;
    vertical-align: middle;
  }

  .over {
    margin-inline-start: calc(-1 * var(--_emote));
  }
`;
