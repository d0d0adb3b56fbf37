import { css } from 'lit';

export const styles = css`
  :host {
    position: absolute;
    inset: 0 auto auto 0;
    display: block;
    overflow: hidden;
    container-type: inline-size;
    background: var(--_stage);
    border-radius: var(--_radius);
    color: var(--_on-overlay);
    transition:
      transform 220ms ease,
      width 220ms ease,
      height 220ms ease;
  }

  :host(:focus-visible) {
    outline: 3px solid var(--_accent);
    outline-offset: 1px;
  }

  :host([audible]) {
    box-shadow: 0 0 0 2px var(--_accent);
  }

  :host([inset]) {
    z-index: 1;
    box-shadow: 0 4px 18px rgb(0 0 0 / 0.5);
  }

  :host([dragging]) {
    z-index: 3;
    opacity: 0.85;
    transition: none;
    cursor: grabbing;
  }

  :host([target]) {
    outline: 3px dashed var(--_accent);
    outline-offset: -3px;
  }

  .media,
  ::slotted(*),
  live-player {
    display: block;
    inline-size: 100%;
    block-size: 100%;
    border-radius: 0;
  }

  .bar {
    position: absolute;
    inset: 0 0 auto;
    display: flex;
    align-items: center;
    gap: 2px;
    min-block-size: 36px;
    padding: 2px 4px;
    background: linear-gradient(rgb(0 0 0 / 0.72), rgb(0 0 0 / 0.45) 60%, transparent);
    transition: opacity 140ms;
  }

  /* Embeds with a minimum size must not be covered: their bar has a place of its own. */
  :host([uncovered]) {
    display: flex;
    flex-direction: column-reverse;
  }
  :host([uncovered]) .media {
    flex: 1;
    min-block-size: 0;
  }
  :host([uncovered]) .bar {
    position: static;
    background: var(--_stage);
  }

  /* At rest only the name and a playing sound stay upon the picture. */
  :host(:not([uncovered], :hover, :focus-within, [focused])) .bar {
    background: none;
    pointer-events: none;
  }
  :host(:not([uncovered], :hover, :focus-within, [focused])) .bar > :not(.name, .mute) {
    opacity: 0;
  }

  @media (hover: hover) {
    :host([focused]:not([uncovered], :hover, :focus-within)) .bar > :not(.name, .mute) {
      opacity: 0;
    }
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

  .grip {
    display: flex;
    padding: 6px 2px;
    cursor: grab;
    touch-action: none;
  }

  button {
    display: flex;
    flex: none;
    padding: 6px;
    border: 0;
    border-radius: 6px;
    background: none;
    color: inherit;
  }
  button:hover {
    background: rgb(255 255 255 / 0.18);
  }

  svg {
    inline-size: 20px;
    block-size: 20px;
    filter: drop-shadow(0 1px 2px rgb(0 0 0 / 0.8));
  }

  .volume {
    inline-size: 72px;
    accent-color: var(--_accent);
  }

  .corner {
    position: absolute;
    inset: auto 0 0 auto;
    display: none;
    inline-size: 24px;
    block-size: 24px;
    border-end-end-radius: var(--_radius);
    background: linear-gradient(135deg, transparent 55%, rgb(255 255 255 / 0.85) 55% 65%, transparent 65% 75%, rgb(255 255 255 / 0.85) 75% 85%, transparent 85%);
    cursor: nwse-resize;
    touch-action: none;
  }
  :host(:dir(rtl)) .corner {
    scale: -1 1;
    cursor: nesw-resize;
  }
  :host([resizable]) .corner {
    display: block;
  }

  @container (max-width: 300px) {
    .volume,
    .pip {
      display: none;
    }
  }
  @container (max-width: 200px) {
    .grip,
    .fullscreen {
      display: none;
    }
    .name {
      font-size: 11px;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    :host,
    .bar {
      transition: none;
    }
  }

  @media (forced-colors: active) {
    :host {
      border: 1px solid CanvasText;
    }
    :host([audible]) {
      border: 3px solid Highlight;
    }
    .bar {
      background: Canvas;
      color: CanvasText;
    }
  }
`;
