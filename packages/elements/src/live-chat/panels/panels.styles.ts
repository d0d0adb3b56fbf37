import { css, type CSSResult } from 'lit';

export const panelsStyles: CSSResult = css`
  .panel {
    position: absolute;
    inset-inline: 8px;
    inset-block: auto 8px;
    display: flex;
    flex-direction: column;
    max-block-size: calc(100% - 16px);
    overflow: clip;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
    box-shadow: 0 6px 24px rgb(0 0 0 / 0.35);
    z-index: 3;
  }

  .panel-head {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 8px;
    padding: 4px 4px 4px 12px;
    border-block-end: 1px solid var(--_line);
  }

  .panel-head:dir(rtl) {
    padding: 4px 12px 4px 4px;
  }

  .panel h2,
  .panel h3 {
    min-inline-size: 0;
    margin: 0;
    overflow: hidden;
    font-size: 14px;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .panel h3 {
    flex: none;
    color: var(--_muted);
    font-size: 12px;
  }

  .panel-body {
    display: flex;
    flex-direction: column;
    gap: 10px;
    padding: 12px;
    overflow: auto;
    overflow-wrap: anywhere;
  }

  .panel fieldset {
    display: flex;
    flex-direction: column;
    margin: 0;
    padding: 0;
    border: 0;
  }

  .panel legend {
    padding: 0;
    color: var(--_muted);
    font-size: 12px;
  }

  .panel label {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: 28px;
  }

  .panel input {
    inline-size: 18px;
    block-size: 18px;
    margin: 0;
    accent-color: var(--_accent);
  }

  .panel p {
    margin: 0;
  }

  .hint {
    color: var(--_muted);
    font-size: 12px;
  }

  .who,
  .acts,
  .confirm {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px;
  }

  .confirm p {
    flex: 1 1 100%;
    font-weight: 600;
  }

  .chip {
    padding: 0 8px;
    border: 1px solid var(--_line);
    border-radius: 99px;
    font-size: 12px;
  }

  .acts button,
  .confirm button {
    min-block-size: 36px;
    padding: 4px 12px;
    border: 1px solid var(--_line);
    border-radius: 8px;
    background: color-mix(in srgb, var(--_text) 5%, var(--_surface));
  }

  .panel button:hover:enabled {
    background: color-mix(in srgb, var(--_text) 12%, var(--_surface));
  }

  .panel button:disabled {
    opacity: 0.5;
    cursor: default;
  }

  .panel button.danger {
    border-color: currentColor;
    color: light-dark(#b3261e, #ffb4ab);
  }

  .said {
    margin: 0;
    padding: 0;
    font-size: 13px;
    list-style: none;
  }

  .said li {
    padding-block: 3px;
    overflow: clip;
  }

  .facts {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 2px 10px;
    margin: 0;
    font-size: 13px;
  }

  .facts dt {
    color: var(--_muted);
  }

  .facts dd {
    margin: 0;
  }

  .act-note {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px;
    font-size: 13px;
  }

  /* In view, wherever in the panel it was asked for. */
  .panel :is(.act-note, .toast) {
    position: sticky;
    inset-block-end: -12px;
    margin-inline: -12px;
    padding: 8px 12px;
    border-block-start: 1px solid var(--_line);
    background: var(--_surface);
  }

  .act-note.failed {
    color: light-dark(#b3261e, #ffb4ab);
  }

  .again {
    min-block-size: 32px;
    padding: 2px 12px;
    border: 1px solid var(--_line);
    border-radius: 6px;
    background: none;
    color: var(--_text);
  }

  /* Where it was done is where it is told. */
  .panel .toast {
    inset-inline: auto;
    border-width: 1px 0 0;
    border-radius: 0;
    box-shadow: none;
  }
`;
