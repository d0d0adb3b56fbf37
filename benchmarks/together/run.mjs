/**
 * How far apart two browsers on one timeline are, with a link of 100 ± 30 ms between them, judged by what their pictures show.
 * `node benchmarks/together/run.mjs --help`. No build is needed.
 */
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { startBrowser } from '../browsers.mjs';
import { positions } from '../sync/cells.mjs';
import { median } from '../sync/figures.mjs';
import { watchIdle } from '../sync/idle.mjs';
import { PageHost } from '../sync/page-host.mjs';
import { Stage } from '../sync/stage.mjs';
import { bundlePage } from './bundle.mjs';
import { figures, summarize } from './figures.mjs';
import { RoomLink } from './link.mjs';
import { MeetingPoint } from './meeting-point.mjs';
import { describeRun, markdownTable } from './report.mjs';
import { PLAYERS, STEPS, WALL_SKEW_MS } from './steps.mjs';

const HELP = `node benchmarks/together/run.mjs [options]
  --contender <name,…>   shared-timeline, relay, dates   (default: the first two)
  --step <name,…>        ${STEPS.map(({ name }) => name).join(', ')}   (default: all)
  --runs <n>             5 by default
  --seed <n>             of the link's delays
  --json <file>          figures of every run
  --raw                  with --json: every reading too
`;

const { values: options } = parseArgs({
  options: {
    contender: { type: 'string', default: 'shared-timeline,relay' },
    step: { type: 'string' },
    runs: { type: 'string', default: '5' },
    seed: { type: 'string', default: '333' },
    json: { type: 'string' },
    raw: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (options.help) {
  console.log(HELP);
  process.exit();
}

const chosen = options.step?.split(',');
const steps = STEPS.filter(({ name }) => chosen?.includes(name) ?? true);

/** Beyond the length of the steps themselves, in ms: loading on a busy machine. */
const PATIENCE_MS = 90_000 + steps.reduce((sum, { settleMs, windowMs }) => sum + settleMs + windowMs, 0);

/** The machine's time is one, but each browser has found it out for itself. Beyond this its readings are worth nothing. */
const MAX_TRUTH_ERROR_MS = 3;

const USERS = [0, 1];
const contenders = options.contender.split(',');
const bundle = await bundlePage(contenders);
const pages = await new PageHost(bundle.folder).listen();
const stage = new Stage();

let serial = 0;
let version = '';
async function runOnce(contender, run) {
  serial++;
  const set = await stage.set({ players: PLAYERS, latencies: 'equal', media: 'examples' }, serial);
  const link = new RoomLink(Number(options.seed) + run);
  const meeting = new MeetingPoint(USERS.length);
  const ids = USERS.map((me) => `${serial}-${me}`);
  const browsers = [];
  let timer = null;
  const timeout = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error('The pages do not answer.')), PATIENCE_MS);
  });
  try {
    const address = await link.listen();
    const results = [];
    for (const me of USERS) {
      const page = {
        ...set,
        ...positions(run),
        contender,
        steps,
        run,
        me,
        link: address,
        wallSkewMs: WALL_SKEW_MS[me],
      };
      const { url, result } = pages.expect(ids[me], page, { meet: ({ name }) => meeting.arrive(name) });
      results.push(result);
      const browser = await startBrowser('chromium', (line) => console.error(`  page ${me}: ${line}`));
      browsers.push(browser);
      ({ version } = browser);
      await browser.open(url);
    }
    return { truth: set.truth, seen: await Promise.race([Promise.all(results), timeout]) };
  } finally {
    clearTimeout(timer);
    meeting.cancel();
    for (const id of ids) pages.forget(id);
    await Promise.all(browsers.map((browser) => browser.close()));
    link.close();
  }
}

/** A page in the background is drawn once a second, or not at all. */
const MIN_DRAWS_PER_SECOND = 15;

/** Throws where the pages were not fit to be judged. */
function check(seen) {
  for (const [me, { visibilityState, draws, truth }] of seen.entries()) {
    if (visibilityState !== 'visible') throw new Error(`Page ${me} is ${visibilityState}.`);
    const perSecond = (draws.length * 1000) / (draws.at(-1) - draws[0]);
    if (!(perSecond >= MIN_DRAWS_PER_SECOND)) throw new Error(`Page ${me} was drawn ${perSecond} times a second.`);
    if (Math.abs(truth.offMs) > MAX_TRUTH_ERROR_MS + truth.withinMs) {
      throw new Error(`Page ${me} has the machine's time wrong by ${truth.offMs} ms.`);
    }
  }
}

const results = [];
let frameRate = 30;
try {
  for (let run = 0; run < Number(options.runs); run++) {
    // They take turns, so that what else the machine does meets both.
    for (const contender of contenders) {
      const entry = { contender, run };
      const idle = watchIdle();
      try {
        const { truth, seen } = await runOnce(contender, run);
        entry.idleShare = idle();
        check(seen);
        ({ frameRate } = truth);
        const acts = Object.assign({}, ...seen.map((page) => page.acts));
        entry.figures = figures(
          seen.map(({ readings }) => readings),
          truth,
          steps,
          acts,
          seen.map(({ draws }) => draws),
        );
        entry.truth = seen.map((page) => page.truth);
        entry.dateSkewMs = seen.map(({ dateSkewMs }) => dateSkewMs);
        entry.timeOrigins = seen.map(({ timeOrigin }) => timeOrigin);
        entry.rooms = Object.fromEntries(steps.map(({ name }) => [name, seen.map(({ states }) => states[name])]));
        if (options.raw) Object.assign(entry, { acts, readings: seen.map(({ readings }) => readings) });
      } catch (error) {
        entry.failure = error.message;
      }
      results.push(entry);
      console.error(describeRun(entry, frameRate));
    }
  }
} finally {
  pages.close();
  stage.close();
  bundle.remove();
}

const rows = steps.flatMap((step) =>
  contenders.map((contender) => {
    const done = results.filter((entry) => entry.contender === contender && entry.figures);
    const runs = done.map((entry) => entry.figures[step.name]);
    return { step, contender, summary: runs.length > 0 ? summarize(runs, frameRate) : null };
  }),
);
const idleShare = median(results.filter((entry) => entry.figures).map((entry) => entry.idleShare));
const header =
  `${new Date().toISOString().slice(0, 10)}, ${version}, ${cpus().length} × ${cpus()[0].model}, ` +
  `CPU idle ${Math.round(idleShare * 100)} %`;
const failures = results.filter((entry) => entry.failure).length;
console.log(`\n${header}\n\n${markdownTable(rows)}${failures > 0 ? `\n\n${failures} runs failed.` : ''}`);
if (options.json) writeFileSync(options.json, JSON.stringify({ header, rows, runs: results }, null, 1));
