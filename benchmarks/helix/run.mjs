/**
 * Our client beside @twurple/api, against the same mock of Twitch. `node benchmarks/helix/run.mjs`, with names of cases to run only those. Takes about
 * eight minutes, most of them waiting for points. The other client is installed into a temporary folder.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { run } from '../../scripts/run.mjs';
import { CASES } from './cases.mjs';
import { sizes } from './sizes.mjs';

const VERSIONS = { '@twurple/api': '8.2.0', '@twurple/auth': '8.2.0' };
const execute = promisify(execFile);
const wanted = process.argv.slice(2);

const folder = mkdtempSync(join(tmpdir(), 'helix-'));

async function measure(contestant, name, variant = '') {
  const file = join(import.meta.dirname, 'case.mjs');
  const argv = ['--conditions=@t333/source', file, contestant, name, folder, variant];
  const { stdout } = await execute(process.execPath, argv);
  const result = JSON.parse(stdout);
  console.error(name, contestant, variant, result);
  return result;
}

/** The median of five runs, in turns: a second or two is as noisy as the machine is busy. */
async function medians(name) {
  const took = { ours: [], twurple: [], pool: [] };
  for (let round = 0; round < 5; round++) {
    for (const contestant of Object.keys(took)) took[contestant].push((await measure(contestant, name)).seconds);
  }
  return Object.fromEntries(
    Object.entries(took).map(([contestant, all]) => [contestant, all.toSorted((a, b) => a - b)[2]]),
  );
}

/** Of a time that is long: a tenth of a second is as much as repeats. */
const tenths = (seconds) => seconds.toFixed(1);
const refusals = ({ seconds, refused, answered }) => `${tenths(seconds)} s, ${refused} × 429, ${answered} answered`;
const faults = ({ pending, mostTries, answered }) =>
  `${pending} pending after 12 s, ≤ ${mostTries} tries, ${answered} answered`;

/** What a row says of a result. */
const ROWS = {
  storm: [
    '401 storm of 20, one-use refresh tokens',
    ({ tokenPosts, answered }) => `${tokenPosts} token POSTs, ${answered}/20 answered`,
  ],
  oneTick: ['2,000 user look-ups in one tick', ({ requests }) => `${requests} requests`],
  spread: ['2,000 user look-ups over 2 s', ({ requests }) => `${requests} requests`],
  unbatchable: ['2,000 calls that cannot batch, 800/min', refusals],
  otherUser: ['user B while the bucket of user A is empty', ({ seconds }) => `${tenths(seconds)} s`],
  resets: ['20 calls, 4 connections break', faults],
  noHeaders: ['20 calls, answers without headers', faults],
  unavailable: ['20 calls, nothing but 503', faults],
  html: ['20 calls, nothing but web pages', faults],
  slowOnes: ['700 calls, 1 % take 1 s, median of 5'],
  twoProcesses: ['two processes, one bucket, 1,200 calls', refusals],
};
/** Mostly waiting: both clients may wait at the same time. */
const PATIENT = new Set(['unbatchable', 'otherUser', 'twoProcesses']);

try {
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: VERSIONS }));
  await run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd: folder, quiet: true });
  const lines = [];
  for (const name of wanted.length > 0 ? wanted.filter((one) => one in CASES) : Object.keys(CASES)) {
    const [title, tell] = ROWS[name];
    if (name === 'slowOnes') {
      const { ours, twurple, pool } = await medians(name);
      const besidePool = (took) => `${took} s (${(took / pool).toFixed(2)} × a plain pool of 80)`;
      lines.push(`| ${title} | ${besidePool(ours)} | ${besidePool(twurple)} |`);
      continue;
    }
    const mine = measure('ours', name);
    if (!PATIENT.has(name)) await mine;
    const their = await measure('twurple', name);
    const cells = [tell(await mine), tell(their)];
    if (name === 'oneTick' || name === 'spread') {
      cells[1] += `; ${tell(await measure('twurple', name, 'batched'))} where asked to batch`;
    }
    lines.push(`| ${title} | ${cells.join(' | ')} |`);
  }
  if (wanted.length === 0 || wanted.includes('sizes')) {
    const { ours, twurple } = await sizes(folder);
    const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
    lines.push(
      `| one \`get('/streams')\` with an app token, gzip | ${kilobytes(ours)} | ${kilobytes(twurple)}, without a breaker |`,
    );
  }
  console.log(`\n${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${cpus()[0].model}\n`);
  console.log(`| | t333 | @twurple/api ${VERSIONS['@twurple/api']} |\n| --- | --- | --- |\n${lines.join('\n')}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
