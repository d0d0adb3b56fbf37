/**
 * Offsets from the sound on a set that is harder than the example media, made at run time: `node benchmarks/align/run.mjs
 * [case …]`. Needs ffmpeg; no build.
 */
import { createReadStream, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startDevServer } from '@web/dev-server';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { openBrowser, openPage } from '../../scripts/docs/demos.mjs';
import { CASES, SECONDS, VIEWS } from './cases.mjs';
import { encode, hasFfmpeg, timestampOfZero } from './make-media.mjs';

const RIGHT_SECONDS = 0.03;
const GOAL_MS = 3000;
const MEDIA = '/align-media/';

if (!hasFfmpeg()) {
  console.error('This benchmark makes its media with ffmpeg, which is not installed.');
  process.exit(1);
}

const folder = mkdtempSync(path.join(tmpdir(), 't333-align-'));
const server = createServer();
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const url = `http://127.0.0.1:${server.address().port}`;
const TYPES = {
  '.m3u8': 'application/vnd.apple.mpegurl',
  '.m4s': 'video/mp4',
  '.mp4': 'video/mp4',
  '.ts': 'video/mp2t',
};
const media = (context, next) => {
  if (!context.path.startsWith(MEDIA)) return next();
  const file = path.join(folder, path.normalize(context.path.slice(MEDIA.length)));
  if (!file.startsWith(folder) || !existsSync(file)) return next();
  const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(context.get('range')) ?? [];
  const { size } = statSync(file);
  context.type = TYPES[path.extname(file)] ?? 'application/octet-stream';
  if (from === undefined) {
    context.body = createReadStream(file);
    return undefined;
  }
  const end = Math.min(size - 1, Number(to));
  context.status = 206;
  context.set('Content-Range', `bytes ${from}-${end}/${size}`);
  context.length = end - Number(from) + 1;
  context.body = createReadStream(file, { start: Number(from), end });
  return undefined;
};
const dev = await startDevServer({
  config: {
    rootDir: path.join(import.meta.dirname, '../..'),
    middlewareMode: { server },
    middleware: [media],
    nodeResolve: { exportConditions: ['@t333/source', 'browser', 'development'] },
    plugins: [
      esbuildPlugin({
        ts: true,
        target: 'es2022',
        tsconfig: path.join(import.meta.dirname, '../../tsconfig.base.json'),
      }),
    ],
  },
  autoExitProcess: false,
  logStartMessage: false,
  readCliArgs: false,
  readFileConfig: false,
});
server.on('request', dev.koaApp.callback());

const browser = await openBrowser();
const { page, faults } = await openPage(browser, { width: 800 });

/** What to add to a position of the first view for the same moment in this one, in seconds, in the middle of both. */
function truth({ views }, zeros, view) {
  const at = SECONDS / 2 - zeros[0];
  const moment = views[0].start + at * (1 + views[0].ppm / 1e6);
  return (moment - views[view].start) / (1 + views[view].ppm / 1e6) + zeros[view] - SECONDS / 2;
}

const methods = ['ours', 'waveform PHAT', 'waveform, plain'];
const totals = Object.fromEntries(
  methods.map((name) => [name, { right: 0, notFound: 0, silentRight: 0, wrong: 0, errors: [] }]),
);
const times = { worker: [], page: [] };
const rows = [];

/** @param {(number | null)[]} answers for each view but the first */
function judge(method, testCase, zeros, answers) {
  const total = totals[method];
  const row = { right: 0, 'not found': 0, 'rightly none': 0, wrong: 0 };
  const errors = [];
  for (const [i, answer] of answers.entries()) {
    const view = i + 1;
    const shared = testCase.groups[view] === testCase.groups[0];
    const error = answer === null ? NaN : Math.abs(answer - truth(testCase, zeros, view));
    if (answer === null && shared) row['not found']++;
    else if (answer === null) row['rightly none']++;
    else if (shared && error < RIGHT_SECONDS) row.right++;
    else row.wrong++;
    if (shared && error < RIGHT_SECONDS) errors.push(error * 1000);
  }
  total.right += row.right;
  total.notFound += row['not found'];
  total.silentRight += row['rightly none'];
  total.wrong += row.wrong;
  total.errors.push(...errors);
  rows.push({
    case: testCase.name,
    method,
    ...row,
    'max error, ms': errors.length > 0 ? Math.max(...errors).toFixed(1) : '',
  });
}

try {
  await page.goto(`${url}/benchmarks/align/`);
  await page.waitForFunction('globalThis.waveform');
  const wanted = process.argv.slice(2).map(Number);
  for (const [number, make] of CASES.entries()) {
    if (wanted.length > 0 && !wanted.includes(number)) continue;
    const testCase = make();
    const folders = testCase.views.map((_, view) => path.join(folder, `${number}-${view}`));
    const sources = testCase.views.map(({ format, sound }, view) => {
      const file = encode(folders[view], format, sound());
      return `${url}${MEDIA}${number}-${view}/${file}`;
    });
    const stamps = testCase.views.map(({ format }, view) => timestampOfZero(folders[view], format));
    // In turns, so that neither always finds the caches warm.
    const first = await page.evaluate((list, inWorker) => globalThis.ours(list, inWorker), sources, number % 2 === 0);
    const second = await page.evaluate((list, inWorker) => globalThis.ours(list, inWorker), sources, number % 2 === 1);
    times.worker.push((number % 2 === 0 ? first : second).ms);
    times.page.push((number % 2 === 0 ? second : first).ms);
    const zeros = stamps.map((stamp, view) => stamp - first.found[view].originSeconds);
    for (const { error } of first.found) if (error) console.log(`${testCase.name}: ${error}`);
    if (process.env.VERBOSE) {
      for (const [view, { offset }] of first.found.entries()) {
        console.log(
          testCase.views[view].format,
          zeros[view].toFixed(4),
          offset &&
            `${((offset.seconds - truth(testCase, zeros, view)) * 1000).toFixed(2)} ms, ${offset.certainty.toFixed(2)}`,
        );
      }
    }
    judge(
      'ours',
      testCase,
      zeros,
      first.found.slice(1).map(({ offset }) => offset?.seconds ?? null),
    );
    for (const [method, whitening] of [
      ['waveform PHAT', 1],
      ['waveform, plain', 0],
    ]) {
      const answers = await page.evaluate((list, value) => globalThis.waveform(list, value), sources, whitening);
      judge(
        method,
        testCase,
        zeros,
        answers.slice(1).map(({ seconds, ratio }) => (ratio >= 1.4 ? seconds : null)),
      );
    }
  }
} finally {
  await browser.close();
  await dev.stop();
  server.close();
  rmSync(folder, { recursive: true, force: true });
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
console.table(rows);
console.table(
  methods.map((method) => {
    const { right, notFound, silentRight, wrong, errors } = totals[method];
    return {
      method,
      right,
      'not found': notFound,
      'rightly none': silentRight,
      'confidently wrong': wrong,
      'median error, ms': median(errors).toFixed(1),
      'max error, ms': Math.max(...errors).toFixed(1),
    };
  }),
);
for (const [where, list] of Object.entries(times)) {
  console.log(
    `${VIEWS} videos, fetched, decoded and compared, in the ${where}: median ${Math.round(median(list))} ms, least ${Math.round(Math.min(...list))} (goal ${GOAL_MS} where the first 60 s suffice)`,
  );
}
for (const fault of faults) console.log(`The page says: ${fault}`);
if (totals.ours.wrong > 0) process.exitCode = 1;
