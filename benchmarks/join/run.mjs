/** How long from navigation to the first frame: ours beside the alternatives'. `node benchmarks/join/run.mjs --help` */
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { startBrowser } from '../browsers.mjs';
import { median } from '../sync/figures.mjs';
import { watchIdle } from '../sync/idle.mjs';
import { bundlePages } from './bundle.mjs';
import { CONTENDERS } from './contenders.mjs';
import { JoinHost } from './join-host.mjs';
import { makeMedia } from './make-media.mjs';

const LINKS = {
  '10mbit': { bandwidthBps: 10e6, roundTripMs: 50 },
  '3mbit': { bandwidthBps: 3e6, roundTripMs: 150 },
};

const ONE = Object.keys(CONTENDERS).filter((name) => !CONTENDERS[name].forWall);
const WALL = ['hls-defaults', 'grid', 'grid-first', 'grid-lists', 'grid-all'];

const HELP = `node benchmarks/join/run.mjs [options]
  --contender <name,…>   ${Object.keys(CONTENDERS).join(', ')}
  --link <name,…>        ${Object.keys(LINKS).join(', ')}   (default: both)
  --runs <n>             7 by default
  --master <file>        master.m3u8 (lowest first), middle.m3u8, wall.m3u8 (the default for several tiles)
  --chunked              segments of four fragments instead of one
  --tiles <n>            1 by default; 9 joins a wall
  --watch <seconds>      how long stalls are counted, 6 by default
  --browser <name>       chromium (default), firefox
  --json <file>          every run
  --trace                what was requested when
`;

const { values: options } = parseArgs({
  options: {
    contender: { type: 'string' },
    link: { type: 'string', default: Object.keys(LINKS).join() },
    runs: { type: 'string', default: '7' },
    master: { type: 'string' },
    chunked: { type: 'boolean', default: false },
    tiles: { type: 'string', default: '1' },
    watch: { type: 'string', default: '6' },
    browser: { type: 'string', default: 'chromium' },
    json: { type: 'string' },
    trace: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (options.help) {
  console.log(HELP);
  process.exit();
}

/** Whoever has not played by then has failed, in ms. */
const PATIENCE_MS = 15_000;

const tiles = Number(options.tiles);
const master = options.master ?? (tiles > 1 ? 'wall.m3u8' : 'master.m3u8');
const watchMs = Number(options.watch) * 1000;
const names = options.contender?.split(',') ?? (tiles > 1 ? WALL : ONE);
const site = await bundlePages(names);
for (const [name, reason] of site.missing) console.error(`${name} is left out: ${reason}`);
const contenders = names.filter((name) => !site.missing.has(name));
const host = new JoinHost({ site: site.folder, media: makeMedia({ chunked: options.chunked }) });
const base = await host.listen();
const browser = await startBrowser(options.browser, (line) => console.error(`  page: ${line}`));

async function runOnce(name, link) {
  host.reset(link);
  const path = site.page(name, { master, tiles, watchMs });
  const opened = await browser.open(base + path);
  try {
    await opened.page.waitForFunction(
      (count) => {
        const { videos } = globalThis.join;
        return videos.filter(({ done, firstFrameMs }) => done && firstFrameMs !== null).length >= count;
      },
      { timeout: PATIENCE_MS + watchMs, polling: 100 },
      tiles,
    );
    const { videos, marks, originMs } = await opened.page.evaluate(() => ({
      videos: globalThis.join.videos.filter(({ firstFrameMs }) => firstFrameMs !== null),
      marks: globalThis.join.marks,
      originMs: performance.timeOrigin,
    }));
    if (options.trace) {
      for (const { path: asked, atMs, endMs } of host.requests) {
        console.error(`    ${(atMs - originMs).toFixed(0)}–${endMs ? (endMs - originMs).toFixed(0) : '…'} ${asked}`);
      }
    }
    return { videos, marks };
  } finally {
    await opened.close();
  }
}

const results = [];
try {
  for (const link of options.link.split(',')) {
    for (let run = 0; run < Number(options.runs); run++) {
      // Contenders take turns, so that what else the machine does meets all of them.
      for (const name of contenders) {
        const entry = { link, name, run };
        const idle = watchIdle();
        try {
          const { videos, marks } = await runOnce(name, LINKS[link]);
          entry.idleShare = idle();
          entry.marks = marks;
          entry.firstMs = videos[0].firstFrameMs;
          entry.allMs = Math.max(...videos.map(({ firstFrameMs }) => firstFrameMs));
          entry.movingMs = videos[0].movingMs;
          entry.stalls = videos.reduce((sum, { stalls }) => sum + stalls, 0);
          entry.stalledMs = videos.reduce((sum, { stalledMs }) => sum + stalledMs, 0);
          entry.heights = videos[0].heights;
        } catch (error) {
          entry.failure = error.message;
        }
        results.push(entry);
        const told =
          entry.failure ??
          `${entry.firstMs.toFixed(0)} ms, all ${entry.allMs.toFixed(0)}, moves ${entry.movingMs?.toFixed(0)}, ${entry.stalls} stalls of ${entry.stalledMs.toFixed(0)} ms, ${JSON.stringify(entry.heights)}${entry.marks ? ` ${JSON.stringify(entry.marks)}` : ''}`;
        console.error(`${link} ${name}: ${told}`);
      }
    }
  }
} finally {
  await browser.close();
  host.close();
  site.remove();
}

const date = new Date().toISOString().slice(0, 10);
const header = `${date}, ${browser.version}, ${cpus().length} × ${cpus()[0].model}, ${master}${options.chunked ? ', chunked' : ''}, ${tiles} tile${tiles > 1 ? 's' : ''}`;
const rows = [...Map.groupBy(results, ({ link, name }) => `${link},${name}`).values()].map((group) => {
  const done = group.filter(({ failure }) => !failure);
  const of = (key) => (done.length > 0 ? median(done.map((entry) => entry[key])) : NaN);
  return {
    link: group[0].link,
    name: group[0].name,
    failures: group.length - done.length,
    firstMs: of('firstMs'),
    allMs: of('allMs'),
    movingMs: of('movingMs'),
    stalls: done.reduce((sum, { stalls }) => sum + stalls, 0),
    runs: done.length,
  };
});
const baseOf = (link, name) => rows.find((row) => row.link === link && row.name === name);
const ratio = (value, other) => (other ? (value / other).toFixed(2) : '');
console.log(`\n${header}\n`);
console.log(
  '| link | | first frame, ms | to the limit | to hls.js | plays, ms | all tiles, ms | to hls.js | stalls in all runs |',
);
console.log('| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |');
for (const { link, name, firstMs, allMs, movingMs, stalls, runs, failures } of rows) {
  const limit = baseOf(link, 'progressive');
  const hls = baseOf(link, 'hls-defaults');
  console.log(
    `| ${link} | ${CONTENDERS[name].label} | ${firstMs.toFixed(0)} | ${ratio(firstMs, limit?.firstMs)} | ${ratio(firstMs, hls?.firstMs)} | ${movingMs.toFixed(0)} | ${allMs.toFixed(0)} | ${ratio(allMs, hls?.allMs)} | ${stalls} in ${runs}${failures ? `, ${failures} failed` : ''} |`,
  );
}
if (options.json) writeFileSync(options.json, JSON.stringify({ header, rows, runs: results }, null, 1));
