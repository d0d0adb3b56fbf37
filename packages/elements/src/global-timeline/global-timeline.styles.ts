import { css, type CSSResult } from 'lit';

export const globalTimelineStyles: CSSResult = css`
  :host {
    --_lane: 14px;
    display: block;
    min-inline-size: 0;
    container-type: inline-size;
  }

  .scale {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 8px;
    padding-block: 22px 4px;
    padding-inline: 8px;
  }

  .names {
    display: grid;
    gap: 3px;
    align-content: center;
    max-inline-size: min(30cqi, 160px);
    margin: 0;
    padding: 0;
    color: var(--_muted);
    font-size: 11px;
    line-height: var(--_lane);
    list-style: none;
  }

  .names:empty {
    display: none;
  }

  .names li {
    position: relative;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .seek {
    grid-column: 2;
    min-inline-size: 0;
  }

  .names:empty + .seek {
    grid-column: 1 / -1;
  }

  .seek .slider {
    block-size: auto;
    min-block-size: 24px;
    padding-block: 4px;
  }

  .seek .track {
    display: grid;
    gap: 3px;
    block-size: auto;
    border-radius: 0;
    overflow: visible;
    background: none;
  }

  .seek .track::after {
    content: none;
  }

  .lane {
    position: relative;
    block-size: var(--_lane);
    border-radius: 3px;
    overflow: hidden;
    background: color-mix(in srgb, var(--_text) 8%, transparent);
  }

  .cover,
  .buffer {
    position: absolute;
    inset-block: 0;
    min-inline-size: 1px;
  }

  .cover {
    border-radius: 3px;
    background: color-mix(in srgb, var(--_text) 30%, transparent);
  }

  .buffer {
    background: color-mix(in srgb, var(--_accent) 55%, transparent);
  }

  .lane:is(.stalled, .error) .cover {
    background: repeating-linear-gradient(-45deg, #d33 0 4px, color-mix(in srgb, #d33 40%, transparent) 4px 8px);
  }

  .marker {
    position: absolute;
    inset-block: -4px;
    inline-size: 2px;
    margin-inline-start: -1px;
    background: var(--_muted);
  }

  .marker::before {
    content: '';
    position: absolute;
    inset-block-start: -3px;
    inset-inline-start: -3px;
    inline-size: 8px;
    block-size: 8px;
    border-radius: 50% 50% 50% 0;
    rotate: -45deg;
    background: inherit;
  }

  .seek .thumb {
    inset-inline-start: calc(var(--_at, 0) * 100% - 1.5px);
    inset-block: 0;
    inline-size: 3px;
    block-size: auto;
    border-radius: 2px;
    background: var(--_accent);
    box-shadow: 0 0 0 1px var(--_surface);
  }

  .seek .thumb::before {
    content: '';
    position: absolute;
    inset-block-start: -6px;
    inset-inline-start: -4.5px;
    inline-size: 12px;
    block-size: 12px;
    border-radius: 50%;
    background: inherit;
    box-shadow: 0 0 0 1px var(--_surface);
  }

  .seek .hint {
    inset-inline-start: clamp(4em, calc(var(--_hint, 0) * 100%), calc(100% - 4em));
    inset-block-end: calc(100% + 4px);
    color: var(--_text);
    text-shadow: none;
    white-space: nowrap;
  }

  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px;
    padding-inline: 4px;
  }

  .space {
    flex: 1;
  }

  .row button {
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 36px;
    block-size: 36px;
    padding: 0;
    border: 0;
    border-radius: 8px;
    background: none;
  }

  .row button:hover {
    background: color-mix(in srgb, currentColor 12%, transparent);
  }

  .copied .share {
    color: var(--_accent);
  }

  .time {
    direction: ltr;
    unicode-bidi: isolate;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }

  .time span,
  .row .waiting {
    color: var(--_muted);
  }

  .row .waiting {
    flex: 1 1 0;
    overflow: hidden;
    min-inline-size: 0;
    margin-inline-start: 8px;
    text-overflow: ellipsis;
    white-space: nowrap;
    animation: appear 0.2s 0.5s backwards;
  }

  .waiting + .space {
    display: none;
  }

  @container (max-width: 320px) {
    .time span {
      display: none;
    }
  }

  @keyframes appear {
    from {
      opacity: 0;
    }
  }

  .rate,
  .result input {
    min-block-size: 32px;
    border: 1px solid var(--_line);
    border-radius: 8px;
    background: var(--_surface);
    color: inherit;
    font: inherit;
  }

  .result {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
    margin: 4px 8px;
  }

  .result input {
    flex: 1;
    min-inline-size: 10em;
    padding-inline: 8px;
  }

  @media (forced-colors: active) {
    .lane {
      outline: 1px solid GrayText;
      outline-offset: -1px;
    }

    .cover,
    .buffer,
    .marker,
    .seek .thumb {
      forced-color-adjust: none;
    }

    .cover {
      background: GrayText;
    }

    .buffer,
    .marker {
      background: CanvasText;
    }

    .marker {
      outline: 1px solid Canvas;
    }

    .seek .thumb {
      background: Highlight;
    }
  }
`;
