import { css, type CSSResult } from 'lit';

export const recordingStyles: CSSResult = css`
  .row .moment {
    margin-inline-end: 6px;
    padding: 0 4px;
    border-color: transparent;
    color: var(--_muted);
    font-size: 0.85em;
    font-variant-numeric: tabular-nums;
    text-decoration: underline dotted;
    unicode-bidi: isolate;
  }

  .row .moment:hover {
    border-color: var(--_line);
    color: var(--_text);
  }

  .toast.older {
    inset-block: 8px auto;
  }

  .composer.over {
    flex: none;
    margin: 0;
    padding: 12px;
    border-block-start: 1px solid var(--_line);
    color: var(--_muted);
    font-size: 13px;
  }
`;
