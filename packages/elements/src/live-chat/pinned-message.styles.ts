import { css, type CSSResult } from 'lit';

export const pinnedMessageStyles: CSSResult = css`
  .pinned {
    display: flex;
    flex: none;
    align-items: start;
    padding: 4px 4px 4px 12px;
    border-block-end: 1px solid var(--_line);
    background: color-mix(in srgb, var(--_accent) 12%, var(--_surface));
    font-size: 13px;
  }

  .pinned:dir(rtl) {
    padding: 4px 12px 4px 4px;
  }

  .pinned p {
    --_emote: 28px;
    flex: 1;
    min-inline-size: 0;
    max-block-size: 4.5em;
    margin: 6px 0;
    overflow: hidden auto;
    overflow-wrap: anywhere;
    line-height: 1.5;
  }

  .pin-name {
    font-weight: 700;
  }
`;
