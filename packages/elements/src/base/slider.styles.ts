import { css } from 'lit';

export const sliderStyles = css`
  .slider {
    --_thumb: 12px;
    position: relative;
    display: flex;
    align-items: center;
    min-inline-size: 24px;
    block-size: 24px;
    cursor: pointer;
    touch-action: pan-y;
    user-select: none;
  }

  .slider .track {
    position: relative;
    flex: 1;
    block-size: 4px;
    border-radius: 2px;
    overflow: hidden;
    background: color-mix(in srgb, currentColor 28%, transparent);
  }

  .slider .track::after {
    content: '';
    position: absolute;
    inset-block: 0;
    inset-inline-start: 0;
    inline-size: calc(var(--_at) * 100%);
    background: var(--_slider-fill, currentColor);
  }

  .slider .mark {
    position: absolute;
    inset-block: 0;
    inset-inline-start: calc(var(--_from) * 100%);
    inline-size: calc((var(--_to) - var(--_from)) * 100%);
    background: color-mix(in srgb, currentColor 40%, transparent);
  }

  .slider .thumb {
    position: absolute;
    inset-inline-start: calc(var(--_at) * (100% - var(--_thumb)));
    inline-size: var(--_thumb);
    block-size: var(--_thumb);
    border-radius: 50%;
    background: currentColor;
    box-shadow: 0 0 2px rgb(0 0 0 / 0.5);
  }

  .slider .hint {
    position: absolute;
    inset-block-end: 100%;
    inset-inline-start: clamp(1.5em, calc(var(--_hint, 0) * 100%), calc(100% - 1.5em));
    inline-size: 0;
    display: flex;
    justify-content: center;
    visibility: hidden;
    font-size: 12px;
    font-variant-numeric: tabular-nums;
    text-shadow:
      0 0 4px #000,
      0 0 1px #000;
    pointer-events: none;
  }

  @media (hover: hover) {
    .slider:hover .hint {
      visibility: visible;
    }
  }

  .slider:active .hint {
    visibility: visible;
  }

  @media (forced-colors: active) {
    .slider .track {
      border: 1px solid CanvasText;
      forced-color-adjust: none;
      background: Canvas;
    }

    .slider .track::after,
    .slider .thumb {
      forced-color-adjust: none;
      background: Highlight;
    }

    .slider .mark {
      background: GrayText;
    }
  }
`;
