/** What a fast chat costs beside videos: ours beside the alternatives. `node benchmarks/chat/run.mjs --help` */
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { startBrowser } from '../browsers.mjs';
import { median } from '../sync/figures.mjs';
import { watchIdle } from '../sync/idle.mjs';
import { bundlePage } from './bundle.mjs';
import { makeEmotes } from './emotes.mjs';
import { startHost } from './host.mjs';

const CONTENDERS = [
  'none',
  'feed',
  't333',
  'lit-repeat',
  'lit-repeat-10hz',
  'tanstack',
  'tanstack-10hz',
  'lit-virtualizer',
];

const HELP = `node benchmarks/chat/run.mjs [options]
  --contender <name,…>   ${CONTENDERS.join(', ')}
  --tiles <n,…>          how many videos play: 1,9 by default
  --rate <n>             messages a second, 1000 by default
  --runs <n>             3 by default
  --seconds <n>          that are measured, 15 by default
  --minutes <n>          instead: one run of each that long, a line for each minute
  --json <file>          every run
`;

const { values: options } = parseArgs({
  options: {
    contender: { type: 'string', default: CONTENDERS.join() },
    tiles: { type: 'string', default: '1,9' },
    rate: { type: 'string', default: '1000' },
    runs: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '15' },
    minutes: { type: 'string' },
    json: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
if (options.help) {
  console.log(HELP);
  process.exit();
}

/** Players choose their renditions, and the list fills. */
const WARM_UP_MS = 5000;

const names = options.contender.split(',');
const emotes = makeEmotes();
const site = await bundlePage(names.filter((name) => name !== 'none'));
for (const [name, reason] of site.missing) console.error(`${name} is left out: ${reason}`);
const contenders = names.filter((name) => !site.missing.has(name));
const host = await startHost({ page: site.folder, emotes: emotes.folder });
const browser = await startBrowser('chromium', (line) => console.error(`  page: ${line}`));

async function open(name, tiles) {
  const opened = await browser.open(host.url);
  const { page } = opened;
  const session = await page.createCDPSession();
  await session.send('Performance.enable', { timeDomain: 'timeTicks' });
  // What a thread has worked, whatever else the machine did meanwhile.
  const worked = await page.createCDPSession();
  await worked.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.waitForFunction('globalThis.bench');
  await page.evaluate((count) => globalThis.bench.play(count), tiles);
  await page.evaluate((...all) => globalThis.bench.chat(...all), name, {
    rate: Number(options.rate),
    emotes: emotes.names,
  });
  await page.evaluate((ms) => globalThis.bench.watch(ms), WARM_UP_MS);
  return { opened, page, session, worked };
}

async function metrics(session) {
  const { metrics: list } = await session.send('Performance.getMetrics');
  return Object.fromEntries(list.map(({ name, value }) => [name, value]));
}

/** One stretch of time, on an open page. */
async function measure({ page, session, worked }, durationMs) {
  const idle = watchIdle();
  const before = await metrics(session);
  const workedBefore = await metrics(worked);
  const watched = await page.evaluate((ms) => globalThis.bench.watch(ms), durationMs);
  const after = await metrics(session);
  const workedAfter = await metrics(worked);
  const seconds = after.Timestamp - before.Timestamp;
  const share = (key) => (after[key] - before[key]) / seconds;
  return {
    ...watched,
    busy: share('TaskDuration'),
    work: (workedAfter.TaskDuration - workedBefore.TaskDuration) / seconds,
    script: share('ScriptDuration'),
    layout: share('LayoutDuration'),
    style: share('RecalcStyleDuration'),
    nodes: after.Nodes,
    idleShare: idle(),
  };
}

const percent = (value) => (value === null ? '' : `${(value * 100).toFixed(1)} %`);
const results = [];

const line = ({ fps, busy, work, script, layout, style, videoFps, dropped, p95Ms, pinned, idleShare }) =>
  `${fps.toFixed(1)} fps, busy ${percent(busy)}, works ${percent(work)} (script ${percent(script)}, layout ${percent(layout)}, style ${percent(style)}), video ${videoFps.toFixed(1)} fps, ${dropped} dropped, p95 ${p95Ms.toFixed(1)} ms, pinned ${percent(pinned)}, CPU idle ${percent(idleShare)}`;

async function runShort() {
  for (const tiles of options.tiles.split(',').map(Number)) {
    for (let run = 0; run < Number(options.runs); run++) {
      // Contenders take turns, so that what else the machine does meets all of them.
      for (const name of contenders) {
        const opened = await open(name, tiles);
        const figures = await measure(opened, Number(options.seconds) * 1000);
        await opened.opened.close();
        results.push({ tiles, run, name, ...figures });
        console.error(`${tiles} × video, ${name}: ${line(figures)}`);
      }
    }
  }
}

async function runLong(minutes) {
  for (const tiles of options.tiles.split(',').map(Number)) {
    for (const name of contenders) {
      const opened = await open(name, tiles);
      for (let minute = 1; minute <= minutes; minute++) {
        const figures = await measure(opened, 60_000);
        await opened.session.send('HeapProfiler.collectGarbage');
        const { JSHeapUsedSize, Nodes } = await metrics(opened.session);
        results.push({ tiles, name, minute, ...figures, heapMb: JSHeapUsedSize / 1e6, nodes: Nodes });
        console.error(
          `${tiles} × video, ${name}, minute ${minute}: heap ${(JSHeapUsedSize / 1e6).toFixed(2)} MB, ${Nodes} nodes, ${line(figures)}`,
        );
      }
      await opened.opened.close();
    }
  }
}

try {
  await (options.minutes ? runLong(Number(options.minutes)) : runShort());
} finally {
  await browser.close();
  host.close();
  site.remove();
}

const date = new Date().toISOString().slice(0, 10);
const header = `${date}, ${browser.version}, ${cpus().length} × ${cpus()[0].model}, ${options.rate} messages a second`;
const rows = [...Map.groupBy(results, ({ tiles, name }) => `${tiles},${name}`).values()].map((group) => {
  const of = (key) => median(group.map((entry) => entry[key] ?? NaN));
  const { tiles, name } = group[0];
  const keys = ['fps', 'busy', 'work', 'videoFps', 'dropped', 'p95Ms', 'pinned', 'idleShare'];
  return Object.assign({ tiles, name }, Object.fromEntries(keys.map((key) => [key, of(key)])));
});
if (!options.minutes) {
  console.log(`\n${header}\n`);
  console.log(
    '| videos | | frames a second | × without chat | main thread | its work | of it the chat | video frames a second | × without chat | dropped | pinned | CPU idle |',
  );
  console.log('| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |');
  for (const { tiles, name, fps, busy, work, videoFps, dropped, pinned, idleShare } of rows) {
    const none = rows.find((row) => row.tiles === tiles && row.name === 'none');
    const ratio = (value, other) => (other ? (value / other).toFixed(2) : '');
    console.log(
      `| ${tiles} | ${name} | ${fps.toFixed(1)} | ${ratio(fps, none?.fps)} | ${percent(busy)} | ${percent(work)} | ${none ? percent(work - none.work) : ''} | ${videoFps.toFixed(1)} | ${ratio(videoFps, none?.videoFps)} | ${dropped} | ${Number.isNaN(pinned) ? '' : percent(pinned)} | ${percent(idleShare)} |`,
    );
  }
}
if (options.json) writeFileSync(options.json, JSON.stringify({ header, rows, runs: results }, null, 1));
