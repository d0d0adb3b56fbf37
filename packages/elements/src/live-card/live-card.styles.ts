import { css, type CSSResult } from 'lit';

export const liveCardStyles: CSSResult = css`
  :host {
    display: block;
    min-inline-size: 0;
    container-type: inline-size;
  }

  :host([hidden]) {
    display: none;
  }

  .card {
    position: relative;
    display: grid;
    grid-template-rows: auto 1fr;
    block-size: 100%;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    overflow: hidden;
    background: var(--_surface);
  }

  .picture {
    position: relative;
    aspect-ratio: 16 / 9;
    overflow: hidden;
    background: var(--_stage);
  }

  img,
  .blank,
  .preview {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
  }

  img {
    object-fit: cover;
  }

  .blank {
    display: grid;
    place-items: center;
    color: rgb(255 255 255 / 0.45);
  }

  .blank .icon {
    inline-size: 40px;
    block-size: 40px;
  }

  :is(.offline, .ended) img {
    opacity: 0.45;
    filter: grayscale(1);
  }

  .preview:empty {
    display: none;
  }

  .preview live-player {
    inline-size: 100%;
    block-size: 100%;
    opacity: 0;
  }

  .preview .seen {
    opacity: 1;
    transition: opacity 0.2s;
  }

  .badge {
    position: absolute;
    inset-block-start: 8px;
    inset-inline: 8px auto;
    max-inline-size: calc(100% - 16px);
  }

  .uptime {
    position: absolute;
    inset-block-end: 8px;
    inset-inline-end: 8px;
    padding: 1px 6px;
    border-radius: 4px;
    background: var(--_overlay);
    color: var(--_on-overlay);
    font-size: 12px;
    font-variant-numeric: tabular-nums;
  }

  .words {
    display: grid;
    align-content: start;
    gap: 4px;
    min-inline-size: 0;
    min-block-size: 60px;
    padding: 10px 12px 12px;
  }

  h3 {
    display: -webkit-box;
    margin: 0;
    overflow: hidden;
    font-size: 15px;
    line-height: 1.3;
    overflow-wrap: anywhere;
    text-align: match-parent;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
  }

  a {
    color: inherit;
    text-decoration: none;
    outline: none;
  }

  a::after {
    content: '';
    position: absolute;
    inset: 0;
    border-radius: var(--_radius);
  }

  .card:hover a {
    text-decoration: underline;
    text-underline-offset: 3px;
  }

  a:focus-visible::after {
    outline: 3px solid var(--_accent);
    outline-offset: -3px;
  }

  .facts {
    display: flex;
    flex-wrap: wrap;
    margin: 0;
    color: var(--_muted);
    font-size: 13px;
    overflow-wrap: anywhere;
  }

  .facts span + span::before {
    content: '·';
    margin-inline: 6px;
  }

  .bone {
    block-size: 14px;
    border-radius: 4px;
    background: color-mix(in srgb, var(--_text) 12%, var(--_surface));
  }

  .bone.short {
    inline-size: 60%;
  }

  [aria-busy] .picture {
    background: color-mix(in srgb, var(--_text) 12%, var(--_surface));
  }

  @media (prefers-reduced-motion: no-preference) {
    .bone,
    [aria-busy] .picture {
      animation: wait 1.6s ease-in-out infinite alternate;
    }
  }

  @keyframes wait {
    to {
      opacity: 0.55;
    }
  }

  @media (forced-colors: active) {
    .card {
      border-color: CanvasText;
    }

    .bone {
      background: GrayText;
    }

    .uptime {
      border: 1px solid CanvasText;
    }
  }
`;
