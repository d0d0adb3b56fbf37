import { css } from 'lit';

/** For tiles, as long as one of them follows the pointer. */
export const dragStyles = css`
  :host([dragging]) {
    z-index: 3;
    opacity: 0.85;
    transition: none;
  }

  :host([target]) {
    outline: 3px dashed var(--_accent);
    outline-offset: -3px;
  }
`;
