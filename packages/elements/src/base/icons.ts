import { html, type TemplateResult } from 'lit';

/**
 * Draws an icon on a 24 × 24 grid in the colour of the text around it. It is decoration: the button says what it does.
 *
 * @param lines path data that is stroked
 * @param shapes path data that is filled
 */
export const icon = (lines: string, shapes = ''): TemplateResult => html`
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path class="shapes" d=${shapes}></path>
    <path d=${lines}></path>
  </svg>
`;

const SPEAKER = 'M4 9.8v4.4h3.2l4.3 3.6V6.2L7.2 9.8z';

export const playIcon = (): TemplateResult => icon('M8 5.8v12.4L18 12z', 'M8 5.8v12.4L18 12z');
export const pauseIcon = (): TemplateResult => icon('', 'M6.5 5h4v14h-4zm7 0h4v14h-4z');
export const replayIcon = (): TemplateResult => icon('M5.6 9a7 7 0 1 1-.6 3.6M5 4.4V9h4.6');
export const volumeIcon = (): TemplateResult =>
  icon(`${SPEAKER}M15 9.2a4 4 0 0 1 0 5.6m2.8-8.4a8 8 0 0 1 0 11.2`, SPEAKER);
export const mutedIcon = (): TemplateResult => icon(`${SPEAKER}m11.5-.1 4.6 4.6m0-4.6-4.6 4.6`, SPEAKER);
export const captionsIcon = (): TemplateResult => icon('M3.5 6h17v12h-17zM7 11h3m3 0h4M7 14.5h5.5m3 0H17');
export const qualityIcon = (): TemplateResult =>
  icon(
    'M3.5 7.5H13m6 0h1.5m-17 9H5m6 0h9.5M16 5.2a2.3 2.3 0 1 1 0 4.6 2.3 2.3 0 0 1 0-4.6zm-8 9a2.3 2.3 0 1 1 0 4.6 2.3 2.3 0 0 1 0-4.6z',
  );
export const pictureInPictureIcon = (): TemplateResult => icon('M3.5 5.5h17v13h-17z', 'M12 11.8h6.2v4.4H12z');
export const fullscreenIcon = (): TemplateResult => icon('M4 9V4h5m6 0h5v5m0 6v5h-5m-6 0H4v-5');
export const exitFullscreenIcon = (): TemplateResult => icon('M9 4v5H4m16 0h-5V4m0 16v-5h5M4 15h5v5');
export const closeIcon = (): TemplateResult => icon('M6 6l12 12M18 6L6 18');
export const gripIcon = (): TemplateResult => icon('M9 6v.01M15 6v.01M9 12v.01M15 12v.01M9 18v.01M15 18v.01');
