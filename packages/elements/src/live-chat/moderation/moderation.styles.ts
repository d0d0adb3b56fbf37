import { css, type CSSResult } from 'lit';

export const moderationStyles: CSSResult = css`
  .person,
  .room {
    display: flex;
    flex-direction: column;
    gap: 8px;
  }

  .panel .field {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 2px 8px;
    font-size: 13px;
  }

  .panel :is(input:not([type='checkbox'], [type='radio']), select) {
    box-sizing: border-box;
    min-inline-size: 0;
    block-size: 36px;
    padding: 4px 8px;
    border: 1px solid color-mix(in srgb, var(--_text) 45%, var(--_surface));
    border-radius: 8px;
    background: var(--_surface);
    color: inherit;
    font: inherit;
  }

  .panel .field :is(input, select) {
    flex: 0 1 11em;
    inline-size: 11em;
  }

  .panel .field .reason {
    flex: 1 1 100%;
  }

  .own-time {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
  }

  .own-time input {
    inline-size: 5em;
  }

  .own-time button {
    min-block-size: 36px;
    padding: 4px 12px;
    border: 1px solid var(--_line);
    border-radius: 8px;
    background: color-mix(in srgb, var(--_text) 5%, var(--_surface));
  }

  .held-acts {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 6px;
    padding-block: 4px;
  }

  .row .held-acts button {
    min-block-size: 28px;
    padding-inline: 12px;
  }

  .held-acts .why {
    flex: 1 1 100%;
    color: var(--_muted);
    font-size: 0.9em;
  }

  .not-done {
    color: light-dark(#b3261e, #ffb4ab);
  }
`;
