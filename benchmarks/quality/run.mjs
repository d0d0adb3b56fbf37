/**
 * How well nine players share a link and a processor: ours beside the alternatives'.
 * `node benchmarks/quality/run.mjs --help`. No build is needed, but ffmpeg.
 */
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { median } from '../sync/figures.mjs';
import { watchIdle } from '../sync/idle.mjs';
import { PageHost } from '../sync/page-host.mjs';
import { startBrowser } from '../browsers.mjs';
import { bundlePage } from './bundle.mjs';
import { figures, summarize } from './figures.mjs';
import { readProfile } from './profile.mjs';
import { startProfile } from './profiler.mjs';
import { describeRun, markdownTable } from './report.mjs';
import { FIRST_FOCUS, SCENARIOS, shorten } from './scenarios.mjs';
import { WallHost } from './wall-host.mjs';

/** Five tiles of 320 × 180 wide; one of 1280 × 720 and fifteen of those high. */
const VIEW = { width: 1600, height: 1260 };

const CONTENDERS = ['t333', 'hls-defaults', 'cap', 'cap-shared', 'by-count', 'cap-fps'];

const HELP = `node benchmarks/quality/run.mjs [options]
  --scenario <name,…>    ${Object.keys(SCENARIOS).join(', ')}   (default: all)
  --contender <name,…>   ${CONTENDERS.join(', ')}   (default: all but cap-fps, which is for cpu)
  --runs <n>             runs of each scenario, 5 by default
  --browser <name>       chromium, firefox, webkit; the last two run the short version
  --short                everything in half the time
  --round-trip <ms>      instead of the scenario's
  --own-hosts            each tile from a host of its own, as if the browser had more than six connections to one
  --json <file>          figures of every run
  --raw                  with --json: every sample and request too
`;

const { values: options } = parseArgs({
  options: {
    scenario: { type: 'string', default: Object.keys(SCENARIOS).join() },
    contender: { type: 'string' },
    runs: { type: 'string', default: '5' },
    browser: { type: 'string', default: 'chromium' },
    short: { type: 'boolean', default: false },
    'round-trip': { type: 'string' },
    'own-hosts': { type: 'boolean', default: false },
    json: { type: 'string' },
    raw: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (options.help) {
  console.log(HELP);
  process.exit();
}

/** Beyond the length of a scenario, in ms: loading on a busy machine. */
const PATIENCE_MS = 60_000;

const short = options.short || options.browser !== 'chromium';
const names = options.scenario.split(',');
const unknown = [
  ...names.filter((name) => !SCENARIOS[name]),
  ...(options.contender?.split(',') ?? []).filter((name) => !CONTENDERS.includes(name)),
];
if (unknown.length > 0) {
  console.error(`Unknown: ${unknown.join(', ')}\n${HELP}`);
  process.exit(1);
}
const chosen =
  options.contender?.split(',') ?? CONTENDERS.filter((name) => name !== 'cap-fps' || names.includes('cpu'));
/** Unless asked for by name, `cap-fps` takes part where frames are dropped only. */
const takesPart = (contender, name) => options.contender !== undefined || contender !== 'cap-fps' || name === 'cpu';

const scenarioOf = (name) => ({
  ...(short ? shorten(SCENARIOS[name]) : SCENARIOS[name]),
  ...(options['round-trip'] && { roundTripMs: Number(options['round-trip']) }),
});

const bundle = await bundlePage(chosen);
for (const [name, reason] of bundle.missing) console.error(`${name} is left out: ${reason}`);
const contenders = chosen.filter((name) => !bundle.missing.has(name));
const pages = await new PageHost(bundle.folder).listen();
const host = new WallHost({ ownHosts: options['own-hosts'] });
const browser = await startBrowser(options.browser, (line) => console.error(`  page: ${line}`), VIEW);

let serial = 0;
async function runOnce(scenario, contender, run) {
  const id = String(++serial);
  const { urls, ladder } = await host.open(id, scenario, run);
  let opened = null;
  let stopProfile = null;
  let profile = null;
  const page = { ...scenario, urls, contender, focus: FIRST_FOCUS };
  const { url, result } = pages.expect(id, page, {
    link: ({ bandwidthBps }) => host.setBandwidth(id, bandwidthBps),
    'start-profile': async () => {
      if (options.browser === 'chromium') stopProfile = await startProfile(opened.page);
    },
    'stop-profile': async () => (profile = await stopProfile?.()),
  });
  let timer = null;
  const timeout = new Promise((_, reject) => {
    const patience = PATIENCE_MS + scenario.seconds * 1000;
    timer = setTimeout(() => reject(new Error('The page does not answer.')), patience);
  });
  try {
    opened = await browser.open(url);
    const seen = await Promise.race([result, timeout]);
    const requests = host
      .requests(id)
      .map(({ atMs, tile, height, bytes }) => ({ t: atMs - seen.originMs, tile, height, bytes }));
    return { ...seen, requests, ladder, profile };
  } finally {
    clearTimeout(timer);
    pages.forget(id);
    await opened?.close();
    host.forget(id);
  }
}

const results = [];
try {
  for (const name of names) {
    const scenario = scenarioOf(name);
    // Contenders take turns, so that what else the machine does meets all of them.
    for (let run = 0; run < Number(options.runs); run++) {
      for (const contender of contenders.filter((each) => takesPart(each, name))) {
        const entry = { scenario: name, contender, run };
        const idle = watchIdle();
        try {
          const { profile, ...record } = await runOnce(scenario, contender, run);
          entry.idleShare = idle();
          entry.figures = { ...figures(record), ...(profile && readProfile(profile, bundle)) };
          entry.stats = record.stats;
          if (options.raw) entry.record = record;
        } catch (error) {
          entry.failure = error.message;
        }
        results.push(entry);
        console.error(describeRun(entry));
      }
    }
  }
} finally {
  await browser.close();
  pages.close();
  host.close();
  bundle.remove();
}

const groups = Map.groupBy(results, ({ scenario, contender }) => `${scenario},${contender}`);
const rows = [...groups.values()].map((group) => {
  const done = group.filter((entry) => entry.figures);
  const [{ scenario, contender }] = group;
  return {
    scenario,
    contender,
    failures: group.length - done.length,
    moves: SCENARIOS[scenario].events.filter(({ act }) => act === 'focus').length,
    idleShare: median(done.map((entry) => entry.idleShare)),
    summary: done.length > 0 ? summarize(done.map((entry) => entry.figures)) : null,
  };
});
const date = new Date().toISOString().slice(0, 10);
const header = `${date}, ${browser.version}, ${cpus().length} × ${cpus()[0].model}${short ? ', short version' : ''}`;
console.log(`\n${header}\n\n${markdownTable(rows)}`);
if (options.json) writeFileSync(options.json, JSON.stringify({ header, rows, runs: results }, null, 1));
