/** Nine cameras of one event: how far apart the pictures are. */
import { median, readings, spreads, stands, summarize } from '../figures.mjs';
import { percent, seconds } from '../report.mjs';
import { delay, NINE, TRUTH } from '../stage.mjs';

export const about = 'nine cameras of one event';
export const contenders = ['t333', 'hls-tuned'];
/** Nine pictures are as much as a machine can do. */
export const alone = true;

/** Joining, and coming together. */
const WARM_UP_MS = 30_000;

/** Each by its own name, so that all of a contender stand side by side. */
const WALLS = {
  t333: [
    { label: '**grid, equaliser on**', contender: 't333-grid', equalize: true },
    { label: 'grid, equaliser off', contender: 't333-grid' },
  ],
  'hls-tuned': [{ label: 'nine hls.js, `liveSyncDuration: 1`', contender: 'hls-tuned' }],
};
export const modules = ['t333-grid', 'hls-tuned'];

const PROTOCOLS = { h2: 'HTTP/2', h1: 'HTTP/1.1' };

export async function run(stage, name, { wallSeconds }) {
  const walls = [];
  const kept = [];
  for (const protocol of Object.keys(PROTOCOLS)) {
    for (const wall of WALLS[name] ?? []) {
      const { samples, ...result } = await runOne(stage, { ...wall, protocol, streams: NINE }, wallSeconds);
      walls.push({ label: wall.label, protocol, ...result });
      kept.push(samples);
      console.error(`  ${PROTOCOLS[protocol]}, ${wall.label}: ${tellOne(result)}`);
    }
  }
  return { walls, samples: kept };
}

async function runOne(stage, play, wallSeconds) {
  const opened = await stage.open(play);
  try {
    await delay(WARM_UP_MS + wallSeconds * 1000);
    const samples = await opened.take();
    const seen = samples.filter(({ t }) => t >= samples[0].t + WARM_UP_MS);
    const tiles = NINE.map((_, tile) => readings(seen, tile, TRUTH));
    const stood = NINE.flatMap((_, tile) => stands(seen, tile));
    const apart = spreads(seen, TRUTH);
    return {
      ...summarize(apart.map((ms) => ({ ms }))),
      looks: apart.length / Math.max(1, seen.length),
      latencyMs: median(tiles.flat().map(({ ms }) => ms)),
      tiles: tiles.map((tile) => summarize(tile).p50),
      stalls: stood.length,
      stalledMs: stood.reduce((sum, { ms }) => sum + ms, 0),
      idleShare: opened.idle(),
      samples,
    };
  } finally {
    await opened.close();
  }
}

const ms = (value) => (Number.isFinite(value) ? `${value.toFixed(0)} ms` : '–');

const tellOne = ({ p50, p95, max, looks, latencyMs, tiles, stalls, stalledMs, idleShare }) =>
  `apart ${ms(p50)}, p95 ${ms(p95)}, max ${ms(max)} (${percent(looks)} of looks), latency ${seconds(latencyMs)} [${tiles.map(seconds).join(' ')}], ${stalls} stalls of ${seconds(stalledMs)}, idle ${percent(idleShare)}`;

export const tell = () => 'done';

export const table = (rows, { wallSeconds }) =>
  [
    `Nine tiles over ${wallSeconds} s`,
    '',
    '| | | apart, p50 | p95 | most | latency | stalls | stood still |',
    '| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...rows
      .flatMap(({ result }) => result.walls)
      .map(
        ({ label, protocol, p50, p95, max, latencyMs, stalls, stalledMs }) =>
          `| ${PROTOCOLS[protocol]} | ${label} | ${ms(p50)} | ${ms(p95)} | ${ms(max)} | ${seconds(latencyMs)} | ${stalls} | ${seconds(stalledMs)} |`,
      ),
  ].join('\n');
