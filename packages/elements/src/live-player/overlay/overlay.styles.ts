import { css, type CSSResult } from 'lit';
import { iconStyles } from '../../base/icons.styles.ts';

export const overlayStyles: CSSResult = css`
  ${iconStyles}

  .base:focus-visible {
    outline-offset: -2px;
  }

  .spinner {
    filter: drop-shadow(0 0 3px rgb(0 0 0 / 0.6));
  }

  .status {
    position: absolute;
    inset: 0;
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: clamp(6px, 4cqmin, 14px);
    padding: 8px;
    text-align: center;
    text-wrap: balance;
    font-size: clamp(12px, 5cqmin, 16px);
    pointer-events: none;
  }

  .status p {
    margin: 0;
  }

  .status.empty,
  .status [part='hint'] {
    color: #9d9da8;
  }

  .status.empty,
  .status.error,
  .status.upcoming {
    border: 1px solid rgb(255 255 255 / 0.07);
    border-radius: inherit;
  }

  .status.error {
    background: rgb(12 12 16 / 0.82);
    pointer-events: auto;
  }

  .status.upcoming {
    background: rgb(12 12 16 / 0.74);
  }

  .status [part='title'] {
    max-inline-size: 100%;
    overflow: hidden;
    text-overflow: ellipsis;
    font-weight: 600;
  }

  .status [part='countdown'],
  .status.upcoming [part='message'] {
    font-size: clamp(13px, 10cqmin, 34px);
    font-weight: 700;
    font-variant-numeric: tabular-nums;
  }

  .status.upcoming [part='hint'] {
    color: #d3d3da;
    font-size: clamp(11px, 4cqmin, 14px);
  }

  @container (block-size < 120px) {
    .status.upcoming :is([part='title'], [part='hint']) {
      display: none;
    }
  }

  /* They would come and go each time that it is tried again. */
  .status.error ~ .controls,
  .status.upcoming ~ .controls,
  .spinner:has(~ .status.error),
  .spinner:has(~ .status.upcoming) {
    display: none;
  }

  .status.over,
  .status.ended,
  .status.notice {
    justify-content: start;
  }

  .status.over p,
  .status.ended p,
  .status.notice p {
    max-inline-size: 100%;
    padding: 3px 9px;
    border-radius: 1em;
    background: var(--_overlay);
    font-size: clamp(11px, 4cqmin, 13px);
  }

  /* Too small for both. */
  @container (block-size < 160px) {
    .spinner:has(~ .notice p) {
      display: none;
    }
  }

  .pill,
  .start {
    display: flex;
    align-items: center;
    justify-content: center;
    border: 0;
    color: var(--_on-overlay);
    background: var(--_overlay);
  }

  .pill {
    gap: 6px;
    min-block-size: 28px;
    padding: 2px 14px;
    border-radius: 2em;
    font-size: 13px;
    font-weight: 600;
  }

  .error .pill {
    color: #131318;
    background: #f4f4f6;
  }

  .error .pill:hover {
    background: #fff;
  }

  .unmute {
    /* None within what has a button of its own for it. */
    display: var(--_unmute, flex);
    position: absolute;
    inset-block-start: clamp(6px, 3cqmin, 14px);
    inset-inline-start: clamp(6px, 3cqmin, 14px);
    padding-inline: 8px 12px;
  }

  .unmute .icon {
    inline-size: 18px;
    block-size: 18px;
  }

  .start {
    position: absolute;
    inset: 0;
    z-index: 1;
    margin: auto;
    inline-size: clamp(40px, 22cqmin, 76px);
    block-size: clamp(40px, 22cqmin, 76px);
    padding: 0;
    border-radius: 50%;
    transition: scale 0.15s;
  }

  .start .icon {
    inline-size: 52%;
    block-size: 52%;
  }

  .start:hover {
    scale: 1.07;
  }

  .start:hover,
  .unmute:hover {
    background: rgb(40 40 50 / 0.9);
  }

  @media (prefers-reduced-motion: reduce) {
    .start {
      transition: none;
    }
  }

  @media (forced-colors: active) {
    .pill,
    .start,
    .status:not(.error, .empty, .upcoming) p {
      border: 1px solid;
    }
  }
`;
