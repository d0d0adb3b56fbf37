import { html, type TemplateResult } from 'lit';

/**
 * Draws an icon in the colour of the text around it. It is decoration: the button says what it does.
 *
 * @param path one of those below: path data to stroke on a 24 × 24 grid
 */
export const icon = (path: string): TemplateResult =>
  html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d=${path}></path></svg>`;

/**
 * A button that shows an icon, as part of another element's template.
 *
 * @param name its class; its part is `{name}-button`
 */
export const iconButton = (name: string, label: string, path: string, onClick: () => void): TemplateResult => html`
  <button type="button" part="${name}-button" class=${name} aria-label=${label} title=${label} @click=${onClick}>
    ${icon(path)}
  </button>
`;

const SPEAKER = 'M4 9.5v5h3l5 4v-13l-5 4z';

// Solid shapes are narrow ones, which their own stroke fills.
export const playIcon = 'M8 6v12l10-6zm1.5 2.7v6.6L15 12zm1.2 2.2v2.2l1.8-1.1z';
export const pauseIcon = 'M8 6v12h1V6zm7 0v12h1V6z';
export const replayIcon = 'M5.6 9a7 7 0 1 1-.6 3.6M5 4.4V9h4.6';
export const volumeIcon = `${SPEAKER}m11-.3a4 4 0 0 1 0 5.6m2.8-8.4a8 8 0 0 1 0 11.2`;
export const mutedIcon = `${SPEAKER}m11.5.2 4.6 4.6m0-4.6-4.6 4.6`;
export const pictureInPictureIcon = 'M3.5 5.5h17v13h-17zM13 13h4v1h-4z';
export const fullscreenIcon = 'M4 9V4h5m6 0h5v5m0 6v5h-5m-6 0H4v-5';
export const exitFullscreenIcon = 'M9 4v5H4m16 0h-5V4m0 16v-5h5M4 15h5v5';
export const closeIcon = 'M6 6l12 12M18 6L6 18';
export const gripIcon = 'M9 6v.01M15 6v.01M9 12v.01M15 12v.01M9 18v.01M15 18v.01';
