/** From what was read in the page to the figures of a cell: pure. Times in ms but where a name says seconds. */

/** Two players are together when they are nearer than this, in ms: one frame at 30 fps, and the phases of the cameras. */
export const TOGETHER_MS = 40;

/** Being together counts once it has lasted this long, in ms: to pass each other is not to meet. */
const HOLD_MS = 500;

/** A player that covers less than this share of the time between two readings does not play. */
const MIN_PROGRESS = 0.5;

/** A seek may land this much before its target and still be it, in seconds. */
const LANDING_SECONDS = 0.3;

/**
 * @typedef {object} Sample one look at all players, within one task
 * @property {number} t ms
 * @property {number[]} clocks what the contender says each player's position is, in local seconds
 * @property {number[]} times each element's `currentTime`, in seconds
 * @property {(number | null)[]} a frame number read from each picture
 * @property {(number | null)[]} b the same, directly afterwards
 *
 * @typedef {object} Truth
 * @property {number[]} offsets `local = event + offset`, seconds
 * @property {number[]} phasesMs how much later than its strip says each player's frames were taken
 * @property {number} frameRate of the strips
 * @property {number} roundSeconds after which the strips begin anew
 */

/** Nearest rank; NaN of nothing. */
export function percentile(values, share) {
  if (values.length === 0) return Number.NaN;
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}

export const median = (values) => percentile(values, 0.5);

const spread = (values) => ({
  med: percentile(values, 0.5),
  p95: percentile(values, 0.95),
  max: percentile(values, 1),
});

/** To the nearest equivalent around 0. */
const fold = (value, period) => value - period * Math.round(value / period);

const pairs = (count) => Array.from({ length: count }, (_, i) => Array.from({ length: i }, (__, j) => [j, i])).flat();

/** The instant that a player's picture shows, in ms of the event, within one round; null if it cannot be read. */
const shownMs = (frame, player, { frameRate, phasesMs }) =>
  frame === null ? null : (frame * 1000) / frameRate + phasesMs[player];

/** The distance of two pictures in ms; null if one cannot be read. */
function pictureDistance(frames, [i, j], truth) {
  const [one, other] = [shownMs(frames[i], i, truth), shownMs(frames[j], j, truth)];
  return one === null || other === null ? null : Math.abs(fold(one - other, truth.roundSeconds * 1000));
}

const clockDistance = (clocks, [i, j], { offsets }) =>
  Math.abs(clocks[i] - offsets[i] - (clocks[j] - offsets[j])) * 1000;

/** Whether neither picture of the pair changed while the sample was taken. */
const isStable = ({ a, b }, [i, j]) => a[i] === b[i] && a[j] === b[j];

/**
 * The pairwise distances that remain when every player shows its newest frame at the best common instant: cameras whose shutters
 * are not in step cannot agree better. The instant lies in the widest gap between their phases.
 */
export function bestReachable(phasesMs, frameRate) {
  const period = 1000 / frameRate;
  const sorted = phasesMs.map((phase) => ((phase % period) + period) % period).toSorted((a, b) => a - b);
  const gaps = sorted.map((phase, i) => (sorted[i + 1] ?? sorted[0] + period) - phase);
  const first = (gaps.indexOf(Math.max(...gaps)) + 1) % sorted.length;
  const unfolded = sorted.map(
    (_, i) => sorted[(first + i) % sorted.length] + (first + i >= sorted.length ? period : 0),
  );
  return spread(pairs(phasesMs.length).map(([i, j]) => Math.abs(unfolded[i] - unfolded[j])));
}

/** Which players advanced from one sample to the next. */
const advancing = (before, { t, times }) =>
  times.map((time, i) => time - before.times[i] >= (MIN_PROGRESS * (t - before.t)) / 1000);

/**
 * @param {Sample[]} samples
 * @param {number} from ms
 * @param {(sample: Sample) => boolean} isTogether
 * @returns {number | null} ms from there until all have played on, together, for a while; null: never seen
 */
function timeUntil(samples, from, isTogether) {
  let since = null;
  for (let k = 1; k < samples.length; k++) {
    if (samples[k].t < from) continue;
    const holds = advancing(samples[k - 1], samples[k]).every(Boolean) && isTogether(samples[k]);
    if (!holds) since = null;
    else if (since === null) since = samples[k].t;
    if (since !== null && samples[k].t - since >= HOLD_MS) return since - from;
  }
  return null;
}

/** The longest time in ms for which a player showed no progress between two instants. */
function longestStop(samples, player, from, to) {
  let [longest, since] = [0, null];
  for (let k = 1; k < samples.length; k++) {
    if (samples[k].t < from || samples[k].t > to) continue;
    if (advancing(samples[k - 1], samples[k])[player]) since = null;
    else since ??= samples[k - 1].t;
    if (since !== null) longest = Math.max(longest, samples[k].t - since);
  }
  return longest;
}

/**
 * @param {object} record of one run
 * @param {Sample[]} record.samples
 * @param {{ t: number, player: number, rate: number }[]} record.rates every change of a playback rate
 * @param {{ t: number, player: number, type: string }[]} record.events `seeking` and `pause` of the elements
 * @param {Record<string, number>} record.marks when things happened: `action`, `judgeFrom`, `judgeTo`, perhaps `stalled`
 * @param {Truth} record.truth
 * @param {number | null} record.targetSeconds of a seek, on the event's clock
 * @param {number | null} record.stalledPlayer
 * @param {number[]} record.dropped frames, by player, from the action on
 */
export function figures({ samples, rates, events, marks, truth, targetSeconds, stalledPlayer, dropped }) {
  const { action, judgeFrom, judgeTo } = marks;
  const count = truth.offsets.length;
  const all = pairs(count);
  const judged = samples.filter(({ t }) => t >= judgeFrom && t <= judgeTo);
  const rows = judged.flatMap((sample) =>
    all.map((pair) => ({
      stable: isStable(sample, pair),
      distance: pictureDistance(sample.a, pair, truth),
      clock: clockDistance(sample.clocks, pair, truth),
    })),
  );
  const readable = rows.filter(({ distance }) => distance !== null);
  const stable = readable.filter((row) => row.stable);

  const arrived = ({ times }) =>
    targetSeconds === null || times.every((time, i) => time - truth.offsets[i] > targetSeconds - LANDING_SECONDS);
  const clocksTogether = (sample) =>
    arrived(sample) && all.every((pair) => clockDistance(sample.clocks, pair, truth) < TOGETHER_MS);
  const picturesTogether = (sample) =>
    arrived(sample) &&
    sample.a.every((frame) => frame !== null) &&
    all.every((pair) => !isStable(sample, pair) || pictureDistance(sample.a, pair, truth) < TOGETHER_MS);

  const minutes = (judgeTo - judgeFrom) / 60_000;
  const since = rates.filter(({ t }) => t >= action);
  const others = Array.from({ length: count }, (_, i) => i).filter((i) => i !== stalledPlayer);
  return {
    pix: spread(stable.map(({ distance }) => distance)),
    raw: spread(readable.map(({ distance }) => distance)),
    unstableShare: 1 - stable.length / readable.length,
    unreadableShare: 1 - readable.length / rows.length,
    best: bestReachable(truth.phasesMs, truth.frameRate),
    clock: spread(rows.map(({ clock }) => clock)),
    rateChangesPerMinute: rates.filter(({ t }) => t >= judgeFrom && t <= judgeTo).length / count / minutes,
    rateChanges: since.length,
    highestRate: Math.max(1, ...since.map(({ rate }) => rate)),
    lowestRate: Math.min(1, ...since.map(({ rate }) => rate)),
    seeks: events.filter(({ t, type }) => type === 'seeking' && t >= action).length,
    togetherByClockMs: timeUntil(samples, action, clocksTogether),
    togetherByPicturesMs: timeUntil(samples, action, picturesTogether),
    othersStoppedMs:
      marks.stalled === undefined
        ? null
        : Math.max(...others.map((player) => longestStop(samples, player, marks.stalled, judgeTo))),
    dropped: dropped.reduce((sum, frames) => sum + frames, 0),
    readings: judged.length,
  };
}

/** A picture is as good as it gets when it is within this of the best reachable, in ms. */
const BEST_TOLERANCE_MS = 1;

export const isBest = ({ pix, best }) =>
  pix.med <= best.med + BEST_TOLERANCE_MS &&
  pix.p95 <= best.p95 + BEST_TOLERANCE_MS &&
  pix.max <= best.max + BEST_TOLERANCE_MS;

/** The median of each figure over the runs of a cell. A run that never got there counts as the longest. */
export function summarize(runs) {
  const over = (read) => median(runs.map(read).filter((value) => value !== null));
  const spreadOver = (name) =>
    Object.fromEntries(['med', 'p95', 'max'].map((key) => [key, over((run) => run[name][key])]));
  const overTimes = (name) => {
    const middle = median(runs.map((run) => run[name] ?? Number.POSITIVE_INFINITY));
    return middle === Number.POSITIVE_INFINITY ? null : middle;
  };
  return {
    runs: runs.length,
    bestRuns: runs.filter(isBest).length,
    pix: spreadOver('pix'),
    raw: spreadOver('raw'),
    best: runs[0].best,
    clock: spreadOver('clock'),
    unstableShare: over((run) => run.unstableShare),
    unreadableShare: over((run) => run.unreadableShare),
    rateChangesPerMinute: over((run) => run.rateChangesPerMinute),
    rateChanges: over((run) => run.rateChanges),
    highestRate: over((run) => run.highestRate),
    lowestRate: over((run) => run.lowestRate),
    seeks: over((run) => run.seeks),
    togetherByClockMs: overTimes('togetherByClockMs'),
    togetherByPicturesMs: overTimes('togetherByPicturesMs'),
    othersStoppedMs: runs[0].othersStoppedMs === null ? null : over((run) => run.othersStoppedMs),
    dropped: over((run) => run.dropped),
  };
}
