/** One player, undisturbed: how far behind the camera its picture is. */
import { CONTENDERS } from '../contenders.mjs';
import { readings, stands, summarize } from '../figures.mjs';
import { percent, seconds } from '../report.mjs';
import { delay, TRUTH } from '../stage.mjs';

export const about = 'one player, undisturbed';
export const contenders = ['t333', 'hls-defaults', 'hls-tuned', 'media-chrome', 'vidstack'];

/** Starting is another benchmark's. */
const WARM_UP_MS = 15_000;

export async function run(stage, name, { minutes }) {
  const opened = await stage.open({ contender: name });
  try {
    await delay(WARM_UP_MS + minutes * 60_000);
    const samples = await opened.take();
    const seen = samples.filter(({ t }) => t >= samples[0].t + WARM_UP_MS);
    const stood = stands(seen, 0);
    return {
      ...summarize(readings(seen, 0, TRUTH)),
      stalls: stood.length,
      stalledMs: stood.reduce((sum, { ms }) => sum + ms, 0),
      rateChanges: seen.filter(({ rates }, i) => i > 0 && rates[0] !== seen[i - 1].rates[0]).length / minutes,
      idleShare: opened.idle(),
      samples,
    };
  } finally {
    await opened.close();
  }
}

export const tell = ({ p50, p95, max, stalls, stalledMs, rateChanges, idleShare }) =>
  `p50 ${seconds(p50)}, p95 ${seconds(p95)}, max ${seconds(max)}, ${stalls} stalls of ${seconds(stalledMs)}, ${rateChanges.toFixed(1)} rate changes a minute, idle ${percent(idleShare)}`;

export const table = (rows, { minutes }) =>
  [
    `Latency over ${minutes} min`,
    '',
    '| | p50 | p95 | longest | stalls | stood still | rate changes a minute |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...rows.map(
      ({ name, result: { p50, p95, max, stalls, stalledMs, rateChanges } }) =>
        `| ${CONTENDERS[name]} | ${seconds(p50)} | ${seconds(p95)} | ${seconds(max)} | ${stalls} | ${seconds(stalledMs)} | ${rateChanges.toFixed(1)} |`,
    ),
  ].join('\n');
