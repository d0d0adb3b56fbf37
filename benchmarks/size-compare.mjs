/**
 * What a page fetches to play one HLS stream with controls: ours beside the alternatives, each in its smallest usual set-up, all
 * bundled, served and played in the same way. `node benchmarks/size-compare.mjs`, after `npm run build`.
 *
 * The alternatives are installed into the system's temporary folder. Bytes are gzip -9; 1 kB = 1000 bytes.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import resolve from '@rollup/plugin-node-resolve';
import { rollup } from 'rollup';
import esbuild from 'rollup-plugin-esbuild';
import { openBrowser } from '../scripts/docs/demos.mjs';
import { serveFolder } from '../scripts/docs/serve-folder.mjs';
import { writeStaticMedia } from '../scripts/docs/static-media.mjs';
import { installPeers, PLAYERS } from './install-peers.mjs';

const ROOT = join(import.meta.dirname, '..');
const STREAM = '/streams/north/master.m3u8';

const VERSIONS = { ...PLAYERS, 'video.js': '8.24.1', '@rollup/plugin-commonjs': '29.0.3' };

/** Long enough for a busy machine: whoever has not played by then has failed. */
const PLAY_TIMEOUT_MS = 45_000;

/** As strict as ours, but open to policies of any name, which favours nobody. */
const POLICY =
  "default-src 'self'; media-src 'self' blob:; img-src 'self' data:; require-trusted-types-for 'script'; trusted-types *";

const MEDIA_CHROME_PARTS = [
  'media-controller',
  'media-control-bar',
  'media-play-button',
  'media-mute-button',
  'media-volume-range',
  'media-time-range',
  'media-time-display',
  'media-live-button',
  'media-captions-button',
  'media-pip-button',
  'media-fullscreen-button',
];

/** `unused` is a named import of which the page uses nothing. */
const CONTESTANTS = [
  {
    name: 't333 `<live-player>`',
    code: "import '@t333/elements/live-player/define';",
    html: `<live-player controls autoplay muted src="${STREAM}"></live-player>`,
    unused: "import { LivePlayer } from '@t333/elements';",
  },
  {
    name: 't333 `<multi-stream-grid>`',
    code: "import '@t333/elements/multi-stream-grid/define';",
    html: `<multi-stream-grid><live-player controls autoplay muted src="${STREAM}"></live-player></multi-stream-grid>`,
    unused: "import { MultiStreamGrid } from '@t333/elements';",
  },
  {
    name: 'hls.js light, the browser’s own controls',
    packages: ['hls.js'],
    code: `import Hls from 'hls.js/light'; const hls = new Hls(); hls.loadSource('${STREAM}'); hls.attachMedia(document.querySelector('video'));`,
    html: '<video controls autoplay muted></video>',
    unused: "import Hls from 'hls.js/light';",
  },
  {
    name: 'hls.js, the browser’s own controls',
    packages: ['hls.js'],
    code: `import Hls from 'hls.js'; const hls = new Hls(); hls.loadSource('${STREAM}'); hls.attachMedia(document.querySelector('video'));`,
    html: '<video controls autoplay muted></video>',
    unused: "import Hls from 'hls.js';",
  },
  {
    name: 'media-chrome + hls-video-element',
    packages: ['media-chrome', 'hls-video-element'],
    code: `import 'hls-video-element'; ${MEDIA_CHROME_PARTS.map((part) => `import 'media-chrome/dist/${part}.js';`).join(' ')}`,
    html: `<media-controller><hls-video slot="media" autoplay muted src="${STREAM}"></hls-video><media-control-bar>${MEDIA_CHROME_PARTS.slice(
      2,
    )
      .map((part) => `<${part}></${part}>`)
      .join('')}</media-control-bar></media-controller>`,
    unused: "import { MediaPlayButton } from 'media-chrome';",
  },
  {
    name: 'vidstack, default layout',
    packages: ['vidstack', 'hls.js'],
    code: `import 'vidstack/player'; import 'vidstack/player/layouts/default'; import 'vidstack/player/ui';
      document.querySelector('media-player').addEventListener('provider-change', ({ detail }) => { if (detail?.type === 'hls') detail.library = () => import('hls.js'); });`,
    html: `<media-player autoplay muted src="${STREAM}"><media-provider></media-provider><media-video-layout></media-video-layout></media-player>`,
    unused: "import { isHLSProvider } from 'vidstack';",
  },
  {
    name: 'mux-player',
    packages: ['@mux/mux-player'],
    code: "import '@mux/mux-player';",
    html: `<mux-player autoplay muted disable-tracking src="${STREAM}"></mux-player>`,
    unused: "import MuxPlayerElement from '@mux/mux-player';",
  },
  {
    name: 'video.js',
    packages: ['video.js'],
    code: "import videojs from 'video.js'; videojs(document.querySelector('video'));",
    html: `<video class="video-js" controls autoplay muted><source src="${STREAM}" type="application/x-mpegURL"></video>`,
    unused: "import videojs from 'video.js';",
  },
];

/** @returns the chunks, by file name */
async function bundle(code, home, plugins = []) {
  const user = join(home, 'entry.js');
  const bundler = await rollup({
    input: user,
    plugins: [
      {
        resolveId: (id) => (id === user ? id : null),
        load: (id) => (id === user ? code : id.endsWith('.css') ? '' : null),
      },
      resolve({ browser: true, exportConditions: ['production'] }),
      ...plugins,
      esbuild({
        target: 'es2022',
        define: { 'process.env.NODE_ENV': '"production"' },
        minify: true,
        legalComments: 'none',
      }),
    ],
    onLog: () => {},
  });
  const { output } = await bundler.generate({
    format: 'es',
    chunkFileNames: '[name]-[hash].js',
    inlineDynamicImports: false,
  });
  return new Map(output.map((chunk) => [chunk.fileName, chunk]));
}

const gzipped = (code) => gzipSync(code, { level: 9 }).length;

const total = (chunks, names, weigh) => [...names].reduce((sum, name) => sum + weigh(chunks.get(name).code), 0);

/** What the entry imports statically, itself included. */
function atOnce(chunks, name = 'entry.js', seen = new Set()) {
  if (seen.has(name)) return seen;
  seen.add(name);
  for (const next of chunks.get(name).imports) atOnce(chunks, next, seen);
  return seen;
}

async function play(browser, url) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage({ type: 'window' });
  const scripts = new Set();
  page.on('response', (response) => {
    const { protocol, pathname } = new URL(response.url());
    if (response.request().resourceType() === 'script' && protocol === 'http:') scripts.add(basename(pathname));
  });
  await page.evaluateOnNewDocument(() => {
    globalThis.violations = [];
    document.addEventListener('securitypolicyviolation', (event) =>
      globalThis.violations.push(event.violatedDirective),
    );
  });
  await page.goto(url, { waitUntil: 'load' });
  await page.mouse.move(200, 200);
  const plays = await page
    .waitForFunction(
      () => {
        const find = (root) =>
          Array.from(root.querySelectorAll('*')).flatMap((node) =>
            node.shadowRoot ? find(node.shadowRoot).concat(node) : [node],
          );
        return find(document).some((node) => node.localName === 'video' && node.currentTime > 1 && node.videoWidth > 0);
      },
      { timeout: PLAY_TIMEOUT_MS, polling: 250 },
    )
    .then(
      () => true,
      () => false,
    );
  await page.mouse.move(220, 220);
  await page.waitForNetworkIdle({ idleTime: 1000, timeout: 5000 }).catch(() => {});
  const violations = await page.evaluate(() => globalThis.violations);
  await context.close();
  return { plays, violations, scripts: [...scripts] };
}

const kilobytes = (bytes) => (bytes / 1000).toFixed(1);

const site = mkdtempSync(join(tmpdir(), 'size-compare-'));
let open = null;
let strict = null;
const browser = await openBrowser();
try {
  const peers = await installPeers(VERSIONS);
  const commonjs = createRequire(join(peers, 'package.json'))('@rollup/plugin-commonjs');
  const plugins = [commonjs()];
  writeStaticMedia(join(site, 'streams'));
  writeFileSync(
    join(site, 'page.css'),
    'body { margin: 0; } body > * { display: block; width: 800px; height: 450px; }',
  );
  open = await serveFolder(site);
  strict = await serveFolder(site, '/', { 'Content-Security-Policy': POLICY });

  const rows = [];
  for (const [index, { name, packages, code, html, unused }] of CONTESTANTS.entries()) {
    const home = packages ? peers : ROOT;
    const chunks = await bundle(code, home, plugins);
    mkdirSync(join(site, String(index)));
    for (const [file, chunk] of chunks) writeFileSync(join(site, String(index), file), chunk.code ?? chunk.source);
    writeFileSync(
      join(site, `${index}.html`),
      `<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="page.css"><body>${html}<script type="module" src="${index}/entry.js"></script></body>`,
    );
    const { plays, scripts } = await play(browser, `${open.url}${index}.html`);
    const held = await play(browser, `${strict.url}${index}.html`);
    const left = await bundle(unused, home, plugins);
    const first = total(chunks, atOnce(chunks), gzipped);
    const all = total(chunks, scripts, gzipped);
    const unusedBytes = total(left, atOnce(left), ({ length }) => Math.max(0, length - 1));
    const versions = packages?.map((one) => `${one} ${VERSIONS[one]}`).join(', ') ?? 'this tree';
    const count = held.violations.length;
    const policy = `${held.plays ? 'plays' : 'does not play'}${count ? `, ${count} violation${count > 1 ? 's' : ''}` : ''}`;
    rows.push(
      `| ${name} | ${versions} | ${kilobytes(first)} | ${plays ? kilobytes(all) : 'does not play'} | ${policy} | ${unusedBytes.toLocaleString('en')} |`,
    );
    console.error(rows.at(-1));
  }
  const date = new Date().toISOString().slice(0, 10);
  console.log(`\n${date}, ${await browser.version()}, Rollup and esbuild's minifier, ${cpus()[0].model}\n`);
  console.log(
    '| | versions | kB at once | kB until it plays, with controls | under the strict policy | bytes left by an unused import |',
  );
  console.log('| --- | --- | ---: | ---: | --- | ---: |');
  console.log(rows.join('\n'));
} finally {
  await browser.close();
  open?.close();
  strict?.close();
  rmSync(site, { recursive: true, force: true });
}
