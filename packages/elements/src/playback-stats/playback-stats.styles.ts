import { css, type CSSResult } from 'lit';

export const playbackStatsStyles: CSSResult = css`
  :host([hidden]) {
    display: none;
  }

  .base {
    padding: 12px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
  }

  .figures {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(132px, 100%), 1fr));
    gap: 8px 16px;
    margin: 0;
  }

  .chart {
    inline-size: 100%;
    block-size: 64px;
  }

  .empty {
    margin: 0;
    color: var(--_muted);
  }

  .row button {
    min-block-size: 44px;
  }
`;
