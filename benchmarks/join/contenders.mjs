/** Who joins, and how. Each page is what its users write: one script, and a tag or a few lines. */

const MEDIA_CHROME_PARTS = ['media-play-button', 'media-mute-button', 'media-volume-range', 'media-time-range']
  .concat(['media-time-display', 'media-live-button', 'media-captions-button', 'media-fullscreen-button'])
  .map((part) => ({ tag: `<${part}></${part}>`, code: `import 'media-chrome/dist/${part}.js';` }));

const VIDEO = '<video autoplay muted playsinline></video>';

const hlsCode = (build, config) => `import Hls from '${build}';
  for (const video of document.querySelectorAll('video')) {
    const hls = new Hls(${config});
    hls.loadSource(video.dataset.src);
    hls.attachMedia(video);
  }`;

const hlsVideo = (src) => VIDEO.replace('<video', `<video data-src="${src}"`);

const PLAYER = "import '@t333/elements/live-player/define';";
const livePlayer = (src) => `<live-player controls autoplay muted src="${src}"></live-player>`;

const HLS_PLAYER = `import { HlsPlayer } from '@t333/core/player';
  const player = (globalThis.player = new HlsPlayer({ media: document.querySelector('video') }));
  player.load(globalThis.source);
  player.play();`;

const GRID = "import '@t333/elements/multi-stream-grid/define';";
const grid = (tiles) => `<multi-stream-grid>${tiles}</multi-stream-grid>`;

/** What a page can know of a recording when it is written. */
const knownOf = (source) => ({
  urls: ['360p/init.mp4', '360p/0.m4s'].map((file) => source.replace(/[^/]*$/, file)),
  codecs: 'avc1.64001e,mp4a.40.2',
  durationSeconds: 20,
});

/** The page's own scripts come when the beginning is there: until then they would take its share of the link. */
const boot = (source, { boot: snippet }, scripts, known) =>
  inline(`${snippet};
    t333Boot(document.querySelector('video'), globalThis.source = ${JSON.stringify(source)}, ${JSON.stringify({ known })}).then(() => {
      for (const [, src] of ${JSON.stringify(scripts).replaceAll('<', '\\u003c')}.matchAll(/(?:src|href)="([^"]*)"/g)) {
        document.head.append(Object.assign(document.createElement('script'), { type: 'module', src }));
      }
    })`);

const inline = (code) => `<script>${code}</script>`;

const preloads = (chunk) =>
  [/player\/hls-player\.ts$/, /hls\.light/]
    .map((source) => `<link rel="modulepreload" crossorigin href="${chunk(source)}">`)
    .join('');

const wallOf = (label, rest) => ({
  label,
  forWall: true,
  home: 'ours',
  code: GRID,
  html: livePlayer,
  wall: grid,
  place: ({ sources: [first, ...others], snippets, chunk, scripts }) => ({
    head:
      inline(`${snippets.prime}t333Prime(${JSON.stringify(first)},{first:true})${rest(JSON.stringify(others))}`) +
      scripts +
      preloads(chunk),
    tail: ' ',
  }),
});

/**
 * @typedef {object} Contender
 * @property {string} label
 * @property {'ours' | 'peers'} [home] where its packages are
 * @property {string} [code] of the page's module
 * @property {(src: string) => string} html one tile
 * @property {(tiles: string) => string} [wall] around all tiles
 * @property {string} [asset] another file than the master
 * @property {boolean} [forWall] for several tiles only
 * @property {(page: { sources: string[], chunk: (source: RegExp) => string, scripts: string, snippets: Record<string, string> })
 *   => { head?: string, tail?: string }} [place] what goes into the head, and after the tiles: by default the scripts
 */

/** @type {Record<string, Contender>} */
export const CONTENDERS = {
  progressive: {
    label: '`<video>` with a plain file: the limit',
    asset: 'progressive.mp4',
    html: (src) => VIDEO.replace('<video', `<video src="${src}"`),
  },
  'hls-defaults': { label: 'hls.js, defaults', home: 'peers', code: hlsCode('hls.js', '{}'), html: hlsVideo },
  'hls-light': {
    label: 'hls.js light, tuned',
    home: 'peers',
    code: hlsCode(
      'hls.js/light',
      '{ enableWorker: false, startLevel: 0, startFragPrefetch: true, testBandwidth: false }',
    ),
    html: hlsVideo,
  },
  'media-chrome': {
    label: 'media-chrome + hls-video-element',
    home: 'peers',
    code: `import 'hls-video-element'; import 'media-chrome/dist/media-controller.js'; import 'media-chrome/dist/media-control-bar.js';
      ${MEDIA_CHROME_PARTS.map(({ code }) => code).join('\n')}`,
    html: (src) =>
      `<media-controller><hls-video slot="media" autoplay muted playsinline src="${src}"></hls-video><media-control-bar>${MEDIA_CHROME_PARTS.map(
        ({ tag }) => tag,
      ).join('')}</media-control-bar></media-controller>`,
  },
  vidstack: {
    label: 'vidstack, default layout',
    home: 'peers',
    code: `import 'vidstack/player'; import 'vidstack/player/layouts/default'; import 'vidstack/player/ui';
      document.querySelector('media-player').addEventListener('provider-change', ({ detail }) => { if (detail?.type === 'hls') detail.library = () => import('hls.js'); });`,
    html: (src) =>
      `<media-player autoplay muted playsinline src="${src}"><media-provider></media-provider><media-video-layout></media-video-layout></media-player>`,
  },
  'mux-player': {
    label: 'mux-player',
    home: 'peers',
    code: "import '@mux/mux-player';",
    html: (src) => `<mux-player autoplay muted disable-tracking src="${src}"></mux-player>`,
  },
  t333: { label: '`<live-player>` as it comes', home: 'ours', code: PLAYER, html: livePlayer },
  't333-preload': {
    label: '`<live-player>`, its chunks preloaded',
    home: 'ours',
    code: PLAYER,
    html: livePlayer,
    place: ({ chunk, scripts }) => ({ head: scripts + preloads(chunk), tail: ' ' }),
  },
  't333-prime': {
    label: 'and primed, following the master',
    home: 'ours',
    code: PLAYER,
    html: livePlayer,
    place: ({ sources, snippets, chunk, scripts }) => ({
      head: inline(`${snippets.prime}t333Prime(${JSON.stringify(sources[0])})`) + scripts + preloads(chunk),
      tail: ' ',
    }),
  },
  grid: {
    label: '`<multi-stream-grid>` as it comes',
    forWall: true,
    home: 'ours',
    code: GRID,
    html: livePlayer,
    wall: grid,
  },
  'grid-first': wallOf('and the stream in focus primed, first', () => ''),
  'grid-lists': wallOf(
    'and the playlists of the others',
    (others) => `;${others}.forEach((url) => t333Prime(url, { depth: 'manifest' }))`,
  ),
  'grid-all': wallOf(
    'and all of the others after it',
    (others) => `.then(() => ${others}.forEach((url) => t333Prime(url)))`,
  ),
  't333-boot': {
    label: 'boot, following the master, then `HlsPlayer`',
    home: 'ours',
    code: HLS_PLAYER,
    html: () => VIDEO,
    place: ({ sources, snippets, scripts }) => ({ tail: boot(sources[0], snippets, scripts) }),
  },
  't333-boot-known': {
    label: 'boot, URLs known, then `HlsPlayer`',
    home: 'ours',
    code: HLS_PLAYER,
    html: () => VIDEO,
    place: ({ sources, snippets, scripts }) => ({ tail: boot(sources[0], snippets, scripts, knownOf(sources[0])) }),
  },
};
