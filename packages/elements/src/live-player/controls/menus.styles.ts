import { css, type CSSResult } from 'lit';
import { popoverMenuStyles } from '../../base/popover-menu.styles.ts';

/** The browser draws captions at the foot of the video, where the bar is. */
export const menusStyles: CSSResult = css`
  ${popoverMenuStyles}

  .base:has(.controls:not(.idle)) video::-webkit-media-text-track-container {
    translate: 0 -56px;
  }
`;
