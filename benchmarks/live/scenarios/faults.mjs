/** One player, and one thing that goes wrong at the origin: whether it is back where it was by itself, and what it tells meanwhile. */
import { CONTENDERS } from '../contenders.mjs';
import { comeBack, median, readings, stands, toldOf } from '../figures.mjs';
import { percent, seconds } from '../report.mjs';
import { delay, TRUTH } from '../stage.mjs';

export const about = 'each fault of the origin';
export const contenders = ['t333', 'hls-defaults', 'hls-tuned', 'media-chrome', 'vidstack'];

const WARM_UP_MS = 15_000;
const BEFORE_MS = 8000;
/** After the end of a fault. */
const AFTER_MS = 45_000;

/** `lastsMs`: what is a moment lasts as long as the parts that are made in it. */
export const FAULTS = {
  late: { label: 'a part 1 s late', knobs: { late: 1000 }, lastsMs: 1000 },
  stall: { label: 'no network for 2.5 s', knobs: { outage: 2500 }, lastsMs: 2500 },
  gap: { label: 'a gap of 1 s, as the playlist says', knobs: { gap: 1 }, lastsMs: 1000 },
  lost: { label: '1 s of media is 404', knobs: { lose: 1 }, lastsMs: 1000 },
  'jump-on': { label: 'the clock jumps on by 3 s', knobs: { jump: 3000 }, lastsMs: 0 },
  'jump-back': { label: 'the clock jumps back by 3 s', knobs: { jump: -3000 }, lastsMs: 0 },
  discontinuity: { label: 'a discontinuity', knobs: { discontinuity: true }, lastsMs: 0 },
  restart: { label: 'the encoder starts anew', knobs: { restart: true }, lastsMs: 4000 },
  frozen: { label: 'a playlist frozen for 30 s', knobs: { freeze: 30 }, lastsMs: 30_000 },
};

export async function run(stage, name, { faults }) {
  const results = {};
  const kept = {};
  for (const fault of faults) {
    const { samples, ...result } = await runOne(stage, name, FAULTS[fault]);
    results[fault] = result;
    kept[fault] = samples;
    console.error(`  ${name}, ${fault}: ${tellOne(result)}`);
  }
  return { faults: results, samples: kept };
}

async function runOne(stage, name, { knobs, lastsMs }) {
  const opened = await stage.open({ contender: name });
  let requests = 0;
  opened.page.on('request', () => requests++);
  try {
    await delay(WARM_UP_MS + BEFORE_MS);
    const strike = Date.now();
    opened.setKnobs(knobs);
    requests = 0;
    await delay(lastsMs + AFTER_MS);
    const asked = requests;
    const samples = await opened.take();
    const all = readings(samples, 0, TRUTH);
    const targetMs = median(all.filter(({ t }) => t >= strike - BEFORE_MS && t < strike).map(({ ms }) => ms));
    const since = samples.filter(({ t }) => t >= strike);
    const stood = stands(since, 0);
    const came = comeBack(
      all.filter(({ t }) => t >= strike),
      targetMs,
    );
    return {
      targetMs,
      backMs: came ? came.backMs && Math.max(0, came.backMs - strike - lastsMs) : 0,
      disturbed: came !== null,
      stalls: stood.length,
      stalledMs: stood.reduce((sum, { ms }) => sum + ms, 0),
      endsMs: median(all.filter(({ t }) => t >= samples.at(-1).t - 3000).map(({ ms }) => ms)),
      told: toldOf(since, 0),
      requestsPerSecond: (asked * 1000) / (lastsMs + AFTER_MS),
      idleShare: opened.idle(),
      strike,
      samples,
    };
  } finally {
    await opened.close();
  }
}

const back = ({ backMs, disturbed }) => (!disturbed ? 'undisturbed' : backMs === null ? 'never' : seconds(backMs));

const tellOne = (result) =>
  `${back(result)} (target ${seconds(result.targetMs)}, ends at ${seconds(result.endsMs)}), ${result.stalls} stalls of ${seconds(result.stalledMs)}, ${result.requestsPerSecond.toFixed(1)} requests/s, idle ${percent(result.idleShare)}, told ${result.told.map(({ word, ms }) => `${word} ${seconds(ms)}`).join('; ')}`;

export const tell = () => 'done';

/** What a player says while nothing is wrong. */
const WELL = new Set(['playing', 'following']);

export const table = (rows, { faults }) =>
  [
    `One fault of the origin, and ${AFTER_MS / 1000} s after it`,
    '',
    '| | | back after | stalls | stood still | latency before | at the end | told meanwhile |',
    '| --- | --- | ---: | ---: | ---: | ---: | ---: | --- |',
    ...faults.flatMap((fault) =>
      rows.map(({ name, result }, i) => {
        const one = result.faults[fault];
        const told = one.told.filter(({ word }) => !WELL.has(word)).map(({ word, ms }) => `${word} ${seconds(ms)}`);
        return `| ${i === 0 ? FAULTS[fault].label : ''} | ${CONTENDERS[name]} | ${back(one)} | ${one.stalls} | ${seconds(one.stalledMs)} | ${seconds(one.targetMs)} | ${seconds(one.endsMs)} | ${told.join('; ')} |`;
      }),
    ),
  ].join('\n');
