import { css, type CSSResult } from 'lit';
import { iconStyles } from '../../base/icons.styles.ts';
import { sliderStyles } from '../../base/slider.styles.ts';

/** They lie upon the stage of `livePlayerStyles`, which is the container that the queries ask. */
export const controlsStyles: CSSResult = css`
  ${iconStyles}
  ${sliderStyles}

  :host(:fullscreen) {
    border-radius: 0;
  }

  .controls {
    --_button: 36px;
    position: absolute;
    inset: auto 0 0;
    padding: 28px 8px 4px;
    background: linear-gradient(transparent, rgb(0 0 0 / 0.45) 40%, rgb(0 0 0 / 0.8));
    transition: opacity 0.2s;
    pointer-events: none;
  }

  .controls.idle:not(:has(:focus-visible, :popover-open)) {
    opacity: 0;
  }

  .controls:is(:not(.idle), :has(:focus-visible, :popover-open)) > * {
    pointer-events: auto;
  }

  .base:has(.idle) {
    cursor: none;
  }

  .seek {
    --_slider-fill: var(--_accent);
    margin-inline: 4px;
  }

  .seek .slider {
    block-size: 18px;
  }

  .seek .thumb {
    scale: 0;
    transition: scale 0.12s;
  }

  .seek .slider:is(:hover, :active, :focus-visible) .thumb {
    scale: 1;
  }

  .row,
  .volume,
  .live {
    display: flex;
    align-items: center;
    gap: 2px;
  }

  .space {
    flex: 1;
  }

  .controls [part$='-button'] {
    display: grid;
    place-items: center;
    flex: none;
    inline-size: var(--_button);
    block-size: var(--_button);
    padding: 0;
    border: 0;
    border-radius: 8px;
    background: none;
  }

  .controls :is([part$='-button'], .live:enabled):hover {
    background: rgb(255 255 255 / 0.18);
  }

  .controls :focus-visible {
    outline-color: var(--_on-overlay);
    outline-offset: -2px;
  }

  .volume .slider {
    inline-size: 0;
    min-inline-size: 0;
    opacity: 0;
    transition: 0.15s;
  }

  .volume:is(:hover, :has(:focus-visible), :has(:active)) .slider {
    inline-size: 64px;
    margin-inline: 4px 8px;
    opacity: 1;
  }

  .time,
  .live {
    min-inline-size: 0;
    margin-inline: 6px;
    overflow: hidden;
    font-size: 13px;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }

  .time {
    direction: ltr;
    unicode-bidi: isolate;
  }

  .time span {
    opacity: 0.75;
  }

  .live {
    gap: 6px;
    min-block-size: 24px;
    padding: 0 4px;
    border: 0;
    border-radius: 4px;
    background: none;
    color: inherit;
    font-size: 12px;
    font-weight: 600;
    text-transform: uppercase;
  }

  .live:disabled {
    cursor: default;
  }

  .live::before {
    content: '';
    inline-size: 8px;
    block-size: 8px;
    border-radius: 50%;
    background: #9d9da8;
    forced-color-adjust: none;
  }

  .edge::before {
    background: #ff4a4a;
  }

  @container (inline-size < 440px) {
    .controls .pip,
    .time span {
      display: none;
    }
  }

  @container (inline-size < 340px) {
    .volume .slider,
    .live + .time {
      display: none;
    }
  }

  @container (inline-size < 290px) or (block-size < 150px) {
    .controls {
      --_button: 32px;
      padding: 16px 4px 2px;
    }
  }

  @container (inline-size < 240px) {
    .controls [popovertarget] {
      display: none;
    }

    .live {
      gap: 4px;
      margin: 0;
      padding: 0 2px;
      font-size: 11px;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .controls,
    .controls * {
      transition: none;
    }
  }

  @media (forced-colors: active) {
    .controls {
      padding-block-start: 4px;
      background: Canvas;
    }
  }
`;
