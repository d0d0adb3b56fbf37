/**
 * Mounts a grid of nine live streams, lets every tile play, removes it, fifty times over, and prints what is left:
 * `node benchmarks/mount-unmount.mjs [--rounds=50]`. Needs a build. Ends with 1 when anything grows.
 */
import path from 'node:path';
import { startOrigin } from '../examples/origin/index.mjs';
import { openBrowser, openPage } from '../scripts/docs/demos.mjs';
import { serveFolder } from '../scripts/docs/serve-folder.mjs';
import { countInPage } from './mount-unmount/count-in-page.mjs';
import { takeStock } from './mount-unmount/take-stock.mjs';

const TILES = 9;
const STEP = 10;
const ROUND_TIMEOUT_MS = 120_000;
/** Compiled code and caches settle in the first rounds; a leak of one grid is some hundred kB a round. */
const MAX_HEAP_GROWTH_MB = 2;

const rounds = Number(/^--rounds=(\d+)$/.exec(process.argv[2] ?? '')?.[1] ?? 50);

const origin = await startOrigin();
const { streams } = await (await fetch(`${origin.url}/streams.json`)).json();
const addresses = Array.from(
  { length: TILES },
  (_, tile) => `${origin.url}/${streams[tile % streams.length].live}?tile=${tile}`,
);

const site = await serveFolder(path.join(import.meta.dirname, '..'));
const browser = await openBrowser();
const { page, faults } = await openPage(browser, { width: 1280 });
await page.evaluateOnNewDocument(countInPage);
await page.goto(`${site.url}benchmarks/mount-unmount/`);
const devtools = await page.createCDPSession();

/** Mounts one grid. Resolves in ms from then to nine pictures that move. */
const mount = (sources) =>
  page.evaluate(async (streamsToPlay) => {
    await customElements.whenDefined('multi-stream-grid');
    const mountedAt = performance.now();
    const grid = document.createElement('multi-stream-grid');
    grid.style.cssText = 'display: block; width: 1200px; height: 700px';
    document.body.append(grid);
    grid.streams = streamsToPlay;
    const videosOf = (root) =>
      Array.from(root.querySelectorAll('*')).flatMap((element) => {
        if (element.shadowRoot) return videosOf(element.shadowRoot);
        return element.localName === 'video' ? element : [];
      });
    const isPlaying = (video) => video.getVideoPlaybackQuality().totalVideoFrames > 3 && video.currentTime > 0;
    let videos = [];
    while (videos.length < streamsToPlay.length || !videos.every(isPlaying)) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      videos = videosOf(grid.shadowRoot);
    }
    return performance.now() - mountedAt;
  }, sources);

const unmount = () => page.evaluate(() => document.querySelector('multi-stream-grid').remove());

const rows = [];
const times = [];
try {
  for (let round = 1; round <= rounds; round++) {
    const timeout = new Promise((_, reject) => {
      setTimeout(reject, ROUND_TIMEOUT_MS, new Error(`Round ${round} does not play`)).unref();
    });
    times.push(await Promise.race([mount(addresses), timeout]));
    // What plays is counted once too: a count that never sees anything would prove nothing.
    if (round === 1) console.table([{ round: 'playing', ...(await takeStock(page, devtools)) }]);
    await unmount();
    if (round === 1 || round % STEP === 0) rows.push({ round, ...(await takeStock(page, devtools)) });
  }
} finally {
  await browser.close();
  site.close();
  await origin.close();
}

console.table(rows);
const median = times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)];
console.log(
  `${rounds} rounds of ${TILES} live tiles; from mount to nine moving pictures: median ${Math.round(median)} ms`,
);
const [first, last] = [rows.at(rows.length > 2 ? 1 : 0), rows.at(-1)];
const grown = Object.keys(last).filter((key) => key !== 'round' && key !== 'heapMB' && last[key] > first[key]);
if (last.heapMB > first.heapMB + MAX_HEAP_GROWTH_MB) grown.push('heapMB');
for (const fault of faults) console.log(`The page says: ${fault}`);
console.log(grown.length === 0 ? 'Nothing is left.' : `Grown: ${grown.join(', ')}`);
if (grown.length > 0) process.exitCode = 1;
