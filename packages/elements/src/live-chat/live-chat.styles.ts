import { css, type CSSResult } from 'lit';

/** Shapes on a square of 16, as polygons: they need no pictures, which a page's policy may forbid. */
const shapes = css`
  .badge.broadcaster {
    background: #c2362b;
    clip-path: polygon(0 20%, 62% 20%, 62% 40%, 100% 20%, 100% 80%, 62% 60%, 62% 80%, 0 80%);
  }

  .badge.moderator {
    background: #1f8a4c;
    clip-path: polygon(50% 0, 100% 18%, 100% 55%, 50% 100%, 0 55%, 0 18%);
  }

  .badge.vip {
    background: #c8379b;
    clip-path: polygon(22% 8%, 78% 8%, 100% 38%, 50% 96%, 0 38%);
  }

  .badge.subscriber {
    background: #8257e6;
    clip-path: polygon(50% 0, 63% 35%, 100% 36%, 70% 59%, 81% 95%, 50% 74%, 19% 95%, 30% 59%, 0 36%, 37% 35%);
  }

  .badge:is(.staff, .admin) {
    background: #4a7fd6;
    clip-path: polygon(
      36% 0,
      64% 0,
      64% 36%,
      100% 36%,
      100% 64%,
      64% 64%,
      64% 100%,
      36% 100%,
      36% 64%,
      0 64%,
      0 36%,
      36% 36%
    );
  }
`;

export const liveChatStyles: CSSResult = css`
  :host {
    display: block;
    block-size: 600px;
    min-inline-size: 0;
  }

  :host([hidden]) {
    display: none;
  }

  .size-small {
    --_chat-size: 12px;
  }

  .size-large {
    --_chat-size: 17px;
  }

  .header {
    display: flex;
    flex: none;
    flex-wrap: wrap;
    align-items: center;
    justify-content: end;
    gap: 4px;
    min-block-size: 44px;
    padding-inline: 12px 4px;
    border-block-end: 1px solid var(--_line);
    font-size: 13px;
  }

  .status {
    flex: 1;
    min-inline-size: 0;
    font-size: 12px;
    line-height: 1.25;
  }

  /* A sentence has a line of its own. */
  .status.problem {
    flex: 1 1 100%;
    order: 1;
    padding-block-end: 6px;
    padding-inline-end: 8px;
  }

  .status.problem::before {
    display: inline-block;
    inline-size: 8px;
    block-size: 8px;
    margin-inline-end: 6px;
    border-radius: 50%;
    background: #d8a31a;
    content: '';
  }

  .viewers {
    flex: none;
    margin-inline-end: 4px;
    color: var(--_muted);
    font-variant-numeric: tabular-nums;
  }

  [part$='-button']:has(.icon) {
    display: grid;
    flex: none;
    place-items: center;
    inline-size: 36px;
    block-size: 36px;
    padding: 0;
    border: 0;
    border-radius: 8px;
    background: none;
  }

  [part$='-button']:has(.icon):hover {
    background: color-mix(in srgb, var(--_text) 10%, transparent);
  }

  .stage {
    position: relative;
    display: flex;
    flex: 1;
    flex-direction: column;
    min-block-size: 0;
  }

  .scroller:focus-visible {
    outline-offset: -2px;
  }

  .empty {
    position: absolute;
    inset-inline: 12px;
    inset-block-end: 12px;
    margin: 0;
    color: var(--_muted);
    text-align: center;
    pointer-events: none;
  }

  .jump {
    position: absolute;
    inset-block-end: 10px;
    inset-inline: 0;
    inline-size: fit-content;
    max-inline-size: calc(100% - 24px);
    min-block-size: 36px;
    margin-inline: auto;
    padding: 4px 16px;
    border: 1px solid transparent;
    border-radius: 99px;
    background: var(--_accent);
    color: light-dark(#fff, #17171c);
    font-weight: 600;
    font-variant-numeric: tabular-nums;
    box-shadow: 0 2px 12px rgb(0 0 0 / 0.35);
    z-index: 1;
  }

  /* Until the composer is here. */
  .composer-place {
    flex: none;
    min-block-size: 57px;
    border-block-start: 1px solid var(--_line);
  }

  .row:focus-visible {
    outline-offset: -2px;
  }

  @media (hover: hover) {
    .row:hover {
      background: color-mix(in srgb, var(--_text) 6%, transparent);
    }
  }

  .row time,
  .row .channel {
    margin-inline-end: 6px;
    color: var(--_muted);
    font-size: 0.85em;
    font-variant-numeric: tabular-nums;
    unicode-bidi: isolate;
  }

  .row.system {
    color: var(--_muted);
  }

  .row.mentioned {
    background: color-mix(in srgb, var(--_accent) 16%, transparent);
    box-shadow: inset 3px 0 var(--_accent);
  }

  .row.mentioned:dir(rtl) {
    box-shadow: inset -3px 0 var(--_accent);
  }

  .row:is(.highlighted, .announcement, .shown) {
    background: color-mix(in srgb, #d8a31a 14%, transparent);
  }

  .row:is(.sending, .held) .text {
    opacity: 0.65;
  }

  .action {
    font-style: italic;
  }

  .mention {
    font-weight: 600;
  }

  .gone,
  .state,
  .bits {
    color: var(--_muted);
    font-style: italic;
  }

  .failed .state {
    color: light-dark(#b3261e, #ffb4ab);
  }

  .deleted .text {
    color: var(--_muted);
    text-decoration: line-through;
  }

  .reply,
  .first {
    display: block;
    overflow: hidden;
    color: var(--_muted);
    font-size: 0.88em;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .row .reply {
    inline-size: 100%;
    padding: 0;
    border: 0;
    border-radius: 0;
    font-size: 0.88em;
    text-align: start;
  }

  .reply:focus-visible {
    outline-offset: -2px;
  }

  .first {
    color: var(--_accent);
    font-weight: 600;
  }

  .row a {
    color: var(--_accent);
  }

  .row button {
    padding: 2px 8px;
    border: 1px solid var(--_line);
    border-radius: 6px;
    background: none;
    font-size: 0.9em;
  }

  .badge {
    display: inline-block;
    inline-size: 16px;
    block-size: 16px;
    margin-inline-end: 4px;
    object-fit: contain;
    vertical-align: -3px;
    forced-color-adjust: none;
  }

  .badge.words {
    inline-size: auto;
    block-size: auto;
    max-inline-size: 9em;
    padding-inline: 5px;
    overflow: hidden;
    border: 1px solid var(--_line);
    border-radius: 4px;
    color: var(--_muted);
    font-size: 0.8em;
    line-height: 1.3;
    text-overflow: ellipsis;
    vertical-align: bottom;
    white-space: nowrap;
  }

  ${shapes}

  @media (forced-colors: active) {
    .row.mentioned {
      border-inline-start: 3px solid Highlight;
    }

    .jump {
      border-color: ButtonText;
    }
  }
`;
