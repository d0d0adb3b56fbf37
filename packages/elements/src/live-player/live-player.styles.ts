import { css, type CSSResult } from 'lit';

/** The stage is dark in either colour scheme, and all that lies upon it follows the dark one. */
export const livePlayerStyles: CSSResult = css`
  :host {
    display: block;
    position: relative;
    aspect-ratio: 16 / 9;
    min-inline-size: 0;
    /* The width of a video that nobody gave one, for parents that ask how wide it is. */
    contain: inline-size;
    contain-intrinsic-inline-size: 300px;
    background: var(--_stage);
  }

  .base {
    /* A percentage of a height that comes from an aspect ratio is wrong by 0.7 % in WebKitGTK. */
    position: absolute;
    inset: 0;
    overflow: hidden;
    border-radius: inherit;
    container-type: size;
    color-scheme: dark;
    color: var(--_on-overlay);
    background: var(--_stage);
    user-select: none;
  }

  video,
  ::slotted(video),
  .embed:not(:empty) {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    object-fit: contain;
  }

  .spinner {
    position: absolute;
    inset: 0;
    margin: auto;
    inline-size: clamp(24px, 14cqmin, 44px);
    block-size: clamp(24px, 14cqmin, 44px);
    border: 3px solid rgb(255 255 255 / 0.22);
    border-block-start-color: var(--_on-overlay);
    border-radius: 50%;
    pointer-events: none;
    animation:
      appear 0.3s 0.5s backwards,
      turn 0.9s linear infinite;
  }

  @keyframes appear {
    from {
      opacity: 0;
    }
  }

  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .spinner {
      animation:
        appear 0.3s 0.5s backwards,
        appear 1.5s 0.8s infinite alternate;
    }
  }
`;
