import { css } from 'lit';

/** For the tile that the card is in. */
export const cardedTileStyles = css`
  /* The bar has its place from the beginning, so that the player keeps its size when the bar comes. */
  :host([uncovered]) stream-tile-bar {
    min-block-size: 36px;
  }

  /* Nor may its corners be cut off. */
  :host([uncovered]) {
    border-end-start-radius: 0;
    border-end-end-radius: 0;
  }

  :host([carded]) .media {
    visibility: hidden;
  }
  /* In fullscreen it has room, whatever the layout says of its place there. */
  :host([too-small]:not([carded])) .media {
    visibility: visible;
  }

  tile-card {
    position: absolute;
    inset: 36px 0 0;
  }
`;

export const styles = css`
  :host {
    display: block;
    container-type: size;
    overflow: hidden;
    color: var(--_on-overlay);
  }

  img {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
    opacity: 0.4;
  }

  .content {
    position: absolute;
    inset: 0;
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: clamp(4px, 4cqmin, 12px);
    padding: 4px 8px;
    text-align: center;
    text-shadow: 0 1px 3px #000;
  }

  p {
    margin: 0;
    max-inline-size: 100%;
  }

  .name {
    overflow: hidden;
    font-size: clamp(13px, 8cqmin, 22px);
    font-weight: 600;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .why {
    font-size: 12px;
  }

  button {
    flex: none;
    min-block-size: 32px;
    padding: 4px 14px;
    border: 1px solid rgb(255 255 255 / 0.55);
    border-radius: 999px;
    background: rgb(12 12 16 / 0.82);
    text-shadow: none;
  }
  button:hover {
    background: rgb(60 60 70 / 0.9);
  }

  @container (block-size < 110px) or (inline-size < 150px) {
    .why {
      display: none;
    }
  }
  @container (block-size < 72px) {
    .name {
      display: none;
    }
  }

  @media (forced-colors: active) {
    button {
      border-color: ButtonText;
    }
  }
`;
