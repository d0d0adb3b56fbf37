/** One player, and a network that is down now and then: how often the picture stands, and how soon it is where it was. */
import { CONTENDERS } from '../contenders.mjs';
import { BACK_WITHIN_MS, comeBack, median, readings, stands } from '../figures.mjs';
import { percent, seconds } from '../report.mjs';
import { delay, TRUTH } from '../stage.mjs';

export const about = 'nothing is delivered for 2.5 s, again and again';
export const contenders = ['t333', 'hls-defaults', 'hls-tuned', 'media-chrome', 'vidstack'];

const WARM_UP_MS = 15_000;
/** Where a player is before anything happens is its target. */
const BEFORE_MS = 10_000;
const OUTAGE_MS = 2500;
const EVERY_MS = 60_000;

export async function run(stage, name, { outages }) {
  const opened = await stage.open({ contender: name });
  try {
    await delay(WARM_UP_MS + BEFORE_MS);
    const strikes = [];
    for (let i = 0; i < outages; i++) {
      strikes.push(Date.now());
      opened.setKnobs({ outage: OUTAGE_MS });
      await delay(EVERY_MS);
    }
    const samples = await opened.take();
    return { ...figures(samples, strikes), idleShare: opened.idle(), samples };
  } finally {
    await opened.close();
  }
}

export function figures(samples, strikes) {
  const all = readings(samples, 0, TRUTH);
  const within = (list, from, to) => list.filter(({ t }) => t >= from && t < to);
  const before = (strike) => median(within(all, strike - BEFORE_MS, strike).map(({ ms }) => ms));
  const targetMs = before(strikes[0]);
  const each = strikes.map((strike) => {
    const fromMs = before(strike);
    // Who had not come back from the last one does not come back by staying there.
    const came = comeBack(
      within(all, strike, strike + EVERY_MS),
      Math.abs(fromMs - targetMs) <= BACK_WITHIN_MS ? fromMs : targetMs,
    );
    const stood = within(stands(samples, 0), strike, strike + EVERY_MS);
    return {
      backMs: came ? came.backMs && Math.max(0, came.backMs - strike - OUTAGE_MS) : 0,
      stalls: stood.length,
      stalledMs: stood.reduce((sum, { ms }) => sum + ms, 0),
      endsMs: median(within(all, strike + EVERY_MS - 5000, strike + EVERY_MS).map(({ ms }) => ms)),
    };
  });
  return { targetMs, strikes, each };
}

const back = ({ backMs }) => (backMs === null ? 'never' : seconds(backMs));

export const tell = ({ targetMs, each, idleShare }) =>
  `target ${seconds(targetMs)}; ${each.map((one) => `back after ${back(one)}, ${one.stalls} stalls of ${seconds(one.stalledMs)}, ends at ${seconds(one.endsMs)}`).join('; ')}; idle ${percent(idleShare)}`;

export const table = (rows) =>
  [
    `Back at its latency after ${seconds(OUTAGE_MS)} without a network, each time`,
    '',
    '| | latency before | back after, median | longest | came back | stalls each | stood still each | at the end |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...rows.map(({ name, result: { targetMs, each } }) => {
      const times = each.map(({ backMs }) => backMs ?? Number.POSITIVE_INFINITY);
      const longest = Math.max(...times);
      const middle = median(times);
      const of = (key) => each.reduce((sum, one) => sum + one[key], 0) / each.length;
      return `| ${CONTENDERS[name]} | ${seconds(targetMs)} | ${Number.isFinite(middle) ? seconds(middle) : 'never'} | ${Number.isFinite(longest) ? seconds(longest) : 'never'} | ${each.filter(({ backMs }) => backMs !== null).length} of ${each.length} | ${of('stalls').toFixed(1)} | ${seconds(of('stalledMs'))} | ${seconds(each.at(-1).endsMs)} |`;
    }),
  ].join('\n');
