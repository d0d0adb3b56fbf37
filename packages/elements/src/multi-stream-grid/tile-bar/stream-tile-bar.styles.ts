import { css } from 'lit';

/** For the tile that the bar is in. */
export const tileStyles = css`
  /* At rest only the name and a playing sound stay upon the picture. */
  :host(:not([hovered], :focus-within, [dragging], [uncovered])) stream-tile-bar {
    --_bar: none;
    --_buttons: none;
  }

  /* What a tap has brought is not pressed by the same tap, nor by the second of two. */
  stream-tile-bar {
    --_unready: 0.4s;
  }
  :host([hovered]) stream-tile-bar {
    --_unready: 0.2s;
  }

  /* What a player of ours says and offers upon its picture stays. */
  :host([audio-only]) live-player::part(video),
  :host([audio-only]) ::slotted(*) {
    visibility: hidden;
  }

  /* The handle for its size stands below a player that must not be covered. */
  :host([uncovered][resizable]) .media {
    margin-block-end: 24px;
  }

  @media (hover: none) {
    :host([focused]:not([uncovered])) stream-tile-bar {
      --_bar: initial;
      --_buttons: initial;
    }
  }
`;

/** How much is seen is the tile's to say, by two properties: the bar's background, and whether its buttons are there. */
export const styles = css`
  :host {
    display: block;
    container-type: inline-size;
    color: var(--_on-overlay);
  }

  .bar {
    display: flex;
    align-items: center;
    gap: 2px;
    block-size: 36px;
    padding: 2px 4px;
    background: var(--_bar, linear-gradient(rgb(0 0 0 / 0.72), rgb(0 0 0 / 0.4) 60%, transparent));
  }

  .bar > :is(button, input, .grip):not(.mute) {
    display: var(--_buttons, flex);
  }

  .bar > :is(button, input, .grip):not(.mute) {
    animation: unready var(--_unready);
  }

  @keyframes unready {
    from,
    to {
      pointer-events: none;
    }
  }

  /* In Chromium a focus in the menu is none within the tile. */
  .bar:has(:popover-open) {
    --_bar: initial;
    --_buttons: initial;
  }

  button,
  input,
  .grip,
  ::slotted(*) {
    pointer-events: auto;
  }

  .name {
    flex: 1;
    overflow: hidden;
    min-inline-size: 0;
    padding-inline: 4px;
    font-size: 13px;
    font-weight: 600;
    text-overflow: ellipsis;
    text-shadow: 0 1px 3px #000;
    white-space: nowrap;
  }

  ::slotted(*) {
    flex: 0 1 auto;
    min-inline-size: 24px;
  }

  .grip {
    padding: 6px 2px;
    cursor: grab;
    touch-action: none;
  }
  .grip:active {
    cursor: grabbing;
  }

  button {
    flex: none;
    padding: 5px;
    border: 0;
    border-radius: 6px;
    background: none;
  }
  button:hover {
    background: rgb(255 255 255 / 0.18);
  }

  .icon {
    filter: drop-shadow(0 1px 2px rgb(0 0 0 / 0.8));
  }

  .volume {
    inline-size: 72px;
    accent-color: var(--_accent);
  }

  .menu {
    pointer-events: auto;
  }
  @supports (position-area: block-end) {
    .menu {
      position-area: block-end span-inline-start;
    }
  }

  /* Above the middle, where the player has its spinner and its large button. */
  .audio-only {
    position: absolute;
    inset: 36px 0 50%;
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    margin: 0;
    font-size: 13px;
    font-weight: 600;
  }

  .corner {
    position: absolute;
    inset-block-end: 0;
    inset-inline-end: 0;
    inline-size: 24px;
    block-size: 24px;
    background: linear-gradient(
      135deg,
      transparent 55%,
      #ffffffd9 55% 65%,
      transparent 65% 75%,
      #ffffffd9 75% 85%,
      transparent 85%
    );
    pointer-events: auto;
    cursor: nwse-resize;
    touch-action: none;
  }

  :host(:dir(rtl)) .corner {
    scale: -1 1;
    cursor: nesw-resize;
  }

  @container (max-width: 340px) {
    .bar > .volume:not(.mute) {
      display: none;
    }
  }
  @container (max-width: 300px) {
    .bar > .pip:not(.mute) {
      display: none;
    }
  }
  @container (max-width: 230px) {
    .bar > .fullscreen:not(.mute) {
      display: none;
    }
  }
  @container (max-width: 200px) {
    .name {
      font-size: 11px;
    }
  }

  @container (max-width: 160px) {
    .bar > [popovertarget]:not(.mute) {
      display: none;
    }
  }
  @container (max-width: 120px) {
    .bar > .grip:not(.mute) {
      display: none;
    }
  }

  @media (forced-colors: active) {
    .bar {
      background: Canvas;
      color: CanvasText;
    }
  }
`;
