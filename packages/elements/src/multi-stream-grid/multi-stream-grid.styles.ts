import { css } from 'lit';

export const styles = css`
  :host {
    display: block;
    position: relative;
    min-block-size: 120px;
    min-inline-size: 0;
    contain: layout;
  }

  /* 16:9 for a wall that nobody gave a height: a float holds up its parent and nothing else. */
  :host::before {
    content: '';
    float: left;
    padding-block-end: 56.25%;
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

  /* Children that have no tile yet: a page from the server, before its scripts. */
  .unplaced {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 240px), 1fr));
    gap: 8px;
  }
  :host(:has(> :not([slot]))) .empty {
    display: none;
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
