/** Who takes part, by the page's module, and the name in a table. */
export const CONTENDERS = {
  t333: '**`<live-player>`**',
  'hls-defaults': 'hls.js, defaults',
  'hls-tuned': 'hls.js, `liveSyncDuration: 1`, rates up to 1.5',
  'media-chrome': 'media-chrome + hls-video-element',
  vidstack: 'vidstack',
};
