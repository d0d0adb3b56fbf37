/**
 * How well several videos are kept together, judged by what their pictures show: ours beside the alternatives'.
 * `node benchmarks/sync/run.mjs --help`. No build is needed.
 */
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { startBrowser } from '../browsers.mjs';
import { bundlePage } from './bundle.mjs';
import { listCells, positions, SECTIONS } from './cells.mjs';
import { figures, median, summarize } from './figures.mjs';
import { PageHost } from './page-host.mjs';
import { watchIdle } from './idle.mjs';
import { describeRun, markdownTable } from './report.mjs';
import { Stage } from './stage.mjs';

const HELP = `node benchmarks/sync/run.mjs [options]
  --contender <name,…>   t333, timingsrc, vimeo, reseek-30s, reseek-1s   (default: all but the last)
  --players <n,…>        4, 6
  --cell <name,…>        play, seek, stall
  --latencies <name,…>   equal, unequal
  --section <name,…>     ${Object.keys(SECTIONS).join(', ')}   (default: grid)
  --runs <n>             runs of each cell, 5 by default
  --browser <name>       chromium, firefox, webkit
  --settle <ms>          from the action to the judged window
  --window <ms>          length of the judged window
  --json <file>          figures of every run
  --raw                  with --json: every reading too
  --validate             only prove the reader of pixels, on the media of the section
`;

const { values: options } = parseArgs({
  options: {
    contender: { type: 'string', default: 't333,timingsrc,vimeo,reseek-30s' },
    players: { type: 'string' },
    cell: { type: 'string' },
    latencies: { type: 'string' },
    section: { type: 'string', default: 'grid' },
    runs: { type: 'string' },
    browser: { type: 'string', default: 'chromium' },
    settle: { type: 'string' },
    window: { type: 'string' },
    json: { type: 'string' },
    raw: { type: 'boolean', default: false },
    validate: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (options.help) {
  console.log(HELP);
  process.exit();
}

const DEFAULT_RUNS = 5;
/** Beyond the length of the cell itself, in ms: loading on a busy machine, a stall that has to begin. */
const PATIENCE_MS = 60_000;

const list = (text) => text?.split(',');
const override = {
  ...(options.settle && { settleMs: Number(options.settle) }),
  ...(options.window && { windowMs: Number(options.window) }),
};
const cells = options.validate
  ? list(options.section).map((section) => ({
      section,
      players: 1,
      latencies: 'equal',
      action: 'validate',
      media: SECTIONS[section].media ?? 'examples',
      runs: 1,
    }))
  : listCells({
      sections: list(options.section),
      players: list(options.players)?.map(Number),
      actions: list(options.cell),
      latencies: list(options.latencies),
      override,
    });
const contenders = options.validate ? ['reseek-30s'] : list(options.contender);

const bundle = await bundlePage(contenders);
for (const [name, reason] of bundle.missing) console.error(`${name} is left out: ${reason}`);
const pages = await new PageHost(bundle.folder).listen();
const stage = new Stage();
const browser = await startBrowser(options.browser, (line) => console.error(`  page: ${line}`));

let serial = 0;
async function runOnce(cell, contender, run) {
  const id = String(++serial);
  const set = await stage.set(cell, serial);
  const page = { ...cell, ...set, ...positions(run), contender };
  let opened = null;
  const { url, result } = pages.expect(id, page, {
    'close-gate': ({ player }) => stage.hosts[player].closeGate(),
    'open-gate': ({ player }) => stage.hosts[player].openGate(),
    hide: () => opened.hide?.(),
    show: () => opened.show?.(),
  });
  let timer = null;
  const patience = PATIENCE_MS + (cell.settleMs ?? 0) + (cell.windowMs ?? 0) + (cell.hiddenMs ?? 0);
  const timeout = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error('The page does not answer.')), patience);
  });
  try {
    opened = await browser.open(url);
    return { ...(await Promise.race([result, timeout])), page };
  } finally {
    clearTimeout(timer);
    pages.forget(id);
    stage.openGates();
    await opened?.close();
  }
}

const results = [];
try {
  for (const cell of cells) {
    const runs = Number(options.runs ?? cell.runs ?? DEFAULT_RUNS);
    // Contenders take turns, so that what else the machine does meets all of them.
    for (let run = 0; run < runs; run++) {
      for (const contender of contenders.filter((name) => !bundle.missing.has(name))) {
        const { section, players, latencies, action } = cell;
        const entry = { section, players, latencies, action, contender, run };
        const idle = watchIdle();
        try {
          const record = await runOnce(cell, contender, run);
          if (options.validate) {
            const { wrong } = record;
            console.log(
              `${record.positions - wrong.length} of ${record.positions} positions show exactly their frame.`,
            );
            if (wrong.length > 0) console.table(wrong.slice(0, 20));
            process.exitCode = wrong.length > 0 ? 1 : 0;
            continue;
          }
          entry.idleShare = idle();
          const { page, ...seen } = record;
          const { truth, stalledPlayer, seekSeconds } = page;
          entry.figures = figures({
            ...seen,
            truth,
            stalledPlayer: action === 'stall' ? stalledPlayer : null,
            targetSeconds: action === 'seek' ? seekSeconds : null,
          });
          if (options.raw) Object.assign(entry, { record: seen, page });
        } catch (error) {
          entry.failure = error.message;
        }
        if (!options.validate) {
          results.push(entry);
          console.error(describeRun(entry));
        }
      }
    }
  }
} finally {
  await browser.close();
  pages.close();
  stage.close();
  bundle.remove();
}

if (results.length > 0) {
  const groups = Map.groupBy(results, ({ section, players, latencies, action, contender }) =>
    [section, players, latencies, action, contender].join(),
  );
  const rows = [...groups.values()].map((group) => {
    const done = group.filter((entry) => entry.figures);
    const { section, players, latencies, action, contender } = group[0];
    const summary = done.length > 0 ? summarize(done.map((entry) => entry.figures)) : null;
    const idleShare = median(done.map((entry) => entry.idleShare));
    return { section, players, latencies, action, contender, failures: group.length - done.length, idleShare, summary };
  });
  const header = `${new Date().toISOString().slice(0, 10)}, ${browser.version}, ${cpus().length} × ${cpus()[0].model}`;
  console.log(`\n${header}\n\n${markdownTable(rows)}`);
  if (options.json) writeFileSync(options.json, JSON.stringify({ header, rows, runs: results }, null, 1));
}
