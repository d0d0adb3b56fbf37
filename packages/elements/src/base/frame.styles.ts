import { css, type CSSResult } from 'lit';

/** A framed column as high as its element, whose parts scroll by themselves. */
export const frameStyles: CSSResult = css`
  .base {
    display: flex;
    flex-direction: column;
    block-size: 100%;
    overflow: hidden;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
  }
`;
