import { css } from 'lit';

export const sliderStyles = css`
  .slider {
    position: relative;
    display: flex;
    align-items: center;
    min-inline-size: 24px;
    block-size: 24px;
    cursor: pointer;
    touch-action: pan-y;
    user-select: none;
  }

  .at {
    display: contents;
  }

  .track {
    position: relative;
    flex: 1;
    block-size: 4px;
    border-radius: 2px;
    overflow: hidden;
    background: color-mix(in srgb, currentColor 28%, transparent);
  }

  .track::after,
  .mark {
    content: '';
    position: absolute;
    inset-block: 0;
    background: color-mix(in srgb, currentColor 40%, transparent);
  }

  .track::after {
    inset-inline-start: 0;
    inline-size: calc(var(--_at, 0) * 100%);
    background: var(--_slider-fill, currentColor);
  }

  .thumb {
    position: absolute;
    inset-inline-start: calc(var(--_at, 0) * (100% - 12px));
    inline-size: 12px;
    block-size: 12px;
    border-radius: 50%;
    background: currentColor;
    box-shadow: 0 0 2px rgb(0 0 0 / 0.5);
  }

  .hint {
    position: absolute;
    inset-block-end: 100%;
    inset-inline-start: clamp(1.5em, calc(var(--_hint, 0) * 100%), calc(100% - 1.5em));
    inline-size: 0;
    display: flex;
    justify-content: center;
    font-size: 12px;
    font-variant-numeric: tabular-nums;
    text-shadow:
      0 0 4px #000,
      0 0 1px #000;
    pointer-events: none;
  }

  .slider:not(:active) .hint {
    visibility: hidden;
  }

  @media (hover: hover) {
    .slider:hover .hint {
      visibility: visible;
    }
  }

  @media (forced-colors: active) {
    .slider {
      --_slider-fill: Highlight;
    }

    .track,
    .thumb {
      forced-color-adjust: none;
      color: CanvasText;
    }
  }
`;
