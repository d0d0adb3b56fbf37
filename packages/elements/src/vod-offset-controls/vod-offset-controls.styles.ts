import { css, type CSSResult } from 'lit';

export const vodOffsetControlsStyles: CSSResult = css`
  :host {
    --_alarm: light-dark(#c62828, #ff8a80);
    display: block;
    min-inline-size: 0;
    container-type: inline-size;
  }

  p {
    margin: 0;
  }

  .search,
  .matching {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
    padding: 8px;
  }

  .matching {
    border-radius: var(--_radius);
    background: color-mix(in srgb, var(--_accent) 14%, transparent);
  }

  .matching p {
    flex: 1 1 14em;
  }

  progress {
    flex: 1;
    accent-color: var(--_accent);
  }

  .member {
    display: grid;
    gap: 6px;
    padding: 10px 8px;
  }

  .member + .member {
    border-block-start: 1px solid var(--_line);
  }

  .head {
    display: flex;
    align-items: center;
    gap: 12px;
    min-inline-size: 0;
  }

  .name {
    flex: 1;
    min-inline-size: 0;
    overflow: hidden;
    font-weight: 600;
    text-align: match-parent;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .nudges {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px;
    direction: ltr;
  }

  .side {
    display: flex;
    gap: 4px;
  }

  .nudge,
  .act,
  .offset {
    min-block-size: 32px;
    border: 1px solid var(--_line);
    border-radius: 8px;
    background: var(--_surface);
    color: inherit;
  }

  .nudge {
    padding: 4px 6px;
    font-size: 13px;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }

  .act {
    padding: 4px 10px;
    font-size: 13px;
  }

  .nudge:hover,
  .act:enabled:hover {
    background: color-mix(in srgb, var(--_text) 10%, var(--_surface));
  }

  .act:disabled {
    opacity: 0.5;
    cursor: default;
  }

  .here,
  .matching .act {
    border-color: var(--_accent);
  }

  .offset {
    flex: 1 0 8em;
    max-inline-size: 11em;
    min-inline-size: 0;
    padding-inline: 8px;
    font: inherit;
    font-variant-numeric: tabular-nums;
    text-align: center;
  }

  .offset[aria-invalid='true'] {
    border-color: var(--_alarm);
  }

  .wrong {
    color: var(--_alarm);
    font-size: 13px;
  }

  .origin {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 10px;
    color: var(--_muted);
    font-size: 13px;
  }

  .found {
    color: var(--_text);
  }

  .acts {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
  }

  @container (inline-size < 560px) {
    .offset {
      order: -1;
      flex-basis: 100%;
      max-inline-size: none;
    }

    .side {
      flex: 1 1 240px;
    }

    .nudge {
      flex: 1;
      padding-inline: 2px;
    }
  }

  @container (inline-size < 330px) {
    .act {
      padding-inline: 6px;
      font-size: 12px;
    }
  }
`;
