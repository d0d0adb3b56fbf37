import { css } from 'lit';

export const styles = css`
  :host {
    display: block;
    position: relative;
    min-block-size: 120px;
    min-inline-size: 0;
    contain: layout;
  }

  :host(:fullscreen) {
    background: var(--_stage);
  }

  .stage {
    position: absolute;
    inset: 0;
  }

  ::slotted([slot^='tile-']) {
    display: block;
    inline-size: 100%;
    block-size: 100%;
  }

  .empty {
    position: absolute;
    inset: 0;
    display: grid;
    place-content: center;
    padding: 1rem;
    border: 2px dashed var(--_line);
    border-radius: var(--_radius);
    color: var(--_muted);
    text-align: center;
  }
`;
