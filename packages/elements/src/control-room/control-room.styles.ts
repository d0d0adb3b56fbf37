import { css, type CSSResult } from 'lit';

export const controlRoomStyles: CSSResult = css`
  .bar {
    gap: 10px;
  }

  .facts {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 18px;
    min-inline-size: 0;
  }

  h2 {
    flex: 1 1 100%;
    font-size: 18px;
  }

  .pill {
    --_signal: var(--_muted);
    display: inline-flex;
    align-items: center;
    gap: 6px;
    padding: 3px 12px 3px 8px;
    border: 1.5px solid var(--_signal);
    border-radius: 999px;
    font-weight: 600;
  }

  .pill:dir(rtl) {
    padding-inline: 8px 12px;
  }

  .pill .icon {
    color: var(--_signal);
  }

  .preview,
  .starting {
    --_signal: var(--_accent);
  }

  .live {
    border-color: transparent;
    background: var(--t333-live, #c8102e);
    color: #fff;
  }

  .pill.live .icon {
    color: inherit;
  }

  .reconnecting,
  .error {
    --_signal: var(--_warning);
  }

  dl {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 18px;
    margin: 0;
  }

  dl div {
    display: flex;
    align-items: baseline;
    gap: 6px;
  }

  dt {
    color: var(--_muted);
    font-size: 13px;
  }

  dd {
    margin: 0;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }

  .acts {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }

  .acts button {
    flex: 1 1 auto;
  }

  .hint {
    color: var(--_muted);
  }

  .panels,
  .stage,
  .tools,
  .stage > section,
  .tools > section {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    align-content: start;
    gap: 12px;
    min-inline-size: 0;
  }

  .panels {
    margin-block-start: 12px;
  }

  /* A chat is as high as its place, and scrolls in it. */
  .stage > .chat {
    grid-template-rows: minmax(0, 1fr);
    block-size: 480px;
    align-content: stretch;
  }

  ::slotted([slot='chat']) {
    block-size: 100%;
    min-block-size: 0;
  }

  .picture {
    display: grid;
    place-items: center;
    aspect-ratio: 16 / 9;
    inline-size: 100%;
    /* There is nothing to see yet. */
    max-block-size: 320px;
    padding: 12px;
    border-radius: var(--_radius);
    background: var(--_stage);
    color: #d6d6de;
    text-align: center;
  }

  .picture .icon {
    inline-size: 40px;
    block-size: 40px;
    opacity: 0.6;
  }

  @container (min-width: 640px) {
    .bar {
      grid-template-columns: minmax(0, 1fr) auto;
      align-items: center;
    }

    .bar > :is(.note, .failed, .hint, .trouble) {
      grid-column: 1 / -1;
    }

    .tools {
      grid-template-columns: repeat(auto-fit, minmax(min(100%, 300px), 1fr));
    }

    .stage.two {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }

    .stage.two > .preview {
      grid-column: 1 / -1;
    }
  }

  /* Beside the picture: the chat, or how it arrives. */
  @container (min-width: 1040px) {
    .stage:is(.one, .two) {
      grid-template-columns: minmax(0, 2fr) minmax(320px, 1fr);
    }

    .stage.two > .preview {
      grid-column: 1;
    }

    .stage:not(.one, .two) {
      inline-size: min(100%, 960px);
      margin-inline: auto;
    }

    .stage > .chat {
      grid-column: 2;
      grid-row: 1 / span 2;
      block-size: auto;
      min-block-size: 420px;
      /* Its messages have no say in how high it is. */
      contain: size;
    }
  }

  @media (forced-colors: active) {
    .pill,
    .picture {
      border: 1.5px solid CanvasText;
    }
  }
`;
