import { css } from 'lit';

export const styles = css`
  :host {
    /* On a wall the bar gives a tile its sound, of players that the page has brought, too. */
    --_unmute: none;
    position: absolute;
    inset: 0 auto auto 0;
    overflow: hidden;
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

  /* Its rules forbid to show the player so small. */
  :host([too-small]) .media {
    visibility: hidden;
  }

  .media,
  live-player {
    display: block;
    inline-size: 100%;
    block-size: 100%;
    border-radius: 0;
  }

  /* Below the bar. */
  live-player::part(status) {
    padding-block-start: 36px;
  }

  stream-tile-bar {
    position: absolute;
    inset: 0;
    pointer-events: none;
  }

  /* Embeds with a smallest size must not be covered: their bar has a place of its own. */
  :host([uncovered]) {
    display: flex;
    flex-direction: column-reverse;
  }
  :host([uncovered]) .media {
    flex: 1;
    min-block-size: 0;
  }
  :host([uncovered]) stream-tile-bar {
    --_bar: var(--_stage);
    position: static;
  }

  @media (prefers-reduced-motion: reduce) {
    :host {
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
  }
`;
