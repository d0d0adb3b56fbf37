/** From what was seen in a page to figures: pure. Times in ms but where a name says seconds. */
import { median, percentile } from '../sync/figures.mjs';

/** A picture that stands for so long has stopped: ten frames. */
export const STAND_MS = 300;

/** Nobody looked for longer than this: what the picture did meanwhile is not known. */
const BLIND_MS = 250;

/** No picture comes from the future but by what the two clocks are apart. */
const EARLY_MS = 1000;

/** A single reading is a frame and a look apart from the next: the median of so long tells where a player is. */
const SMOOTH_MS = 1000;

/** So near to where it was before a player is back … */
export const BACK_WITHIN_MS = 100;

/** … if it stays there for so long: to pass is not to arrive. */
const STAYS_MS = 5000;

/**
 * @typedef {object} Sample one look at all videos
 * @property {number} t ms since 1970, by the wall clock of origin and page
 * @property {number[]} ats the same for each video
 * @property {(number | null)[]} frames the frame number that each picture shows; null if it cannot be read
 * @property {number[]} times positions, in seconds
 * @property {string[]} told what the player says of itself
 *
 * @typedef {object} Truth
 * @property {number} epochMs when frame 0 was filmed for the first time
 * @property {number} frameRate
 * @property {number} roundMs after which frame numbers begin anew
 *
 * @typedef {{ t: number, ms: number }} Reading how old the picture was
 */

/**
 * How old what is shown is; of a round, so it is known up to whole rounds only.
 * @param {number} frame
 * @param {number} t
 * @param {Truth} truth
 */
export function ageOf(frame, t, { epochMs, frameRate, roundMs }) {
  const age = (((t - epochMs - (frame * 1000) / frameRate) % roundMs) + roundMs) % roundMs;
  return age > roundMs - EARLY_MS ? age - roundMs : age;
}

/**
 * @param {Sample[]} samples
 * @param {number} video
 * @param {Truth} truth
 * @returns {Reading[]}
 */
export const readings = (samples, video, truth) =>
  samples.flatMap(({ t, ats, frames }) => {
    const frame = frames[video] ?? null;
    return frame === null ? [] : [{ t, ms: ageOf(frame, ats[video], truth) }];
  });

/**
 * The same, where a player may be whole rounds behind: its position tells which, for on one timeline each position was filmed at one time.
 * @param {Sample[]} samples
 * @param {number} video
 * @param {Truth} truth
 * @returns {Reading[]}
 */
export function readingsOfRounds(samples, video, truth) {
  let positionZeroMs = null;
  return samples.flatMap(({ t, ats, frames, times }) => {
    const frame = frames[video] ?? null;
    if (frame === null) return [];
    const age = ageOf(frame, ats[video], truth);
    const positionMs = times[video] * 1000;
    positionZeroMs ??= t - age - positionMs;
    const rounds = Math.round((t - positionMs - positionZeroMs - age) / truth.roundMs);
    return [{ t, ms: age + Math.max(0, rounds) * truth.roundMs }];
  });
}

/** @param {Reading[]} all */
export function summarize(all) {
  const ages = all.map(({ ms }) => ms);
  return { p50: median(ages), p95: percentile(ages, 0.95), max: percentile(ages, 1) };
}

/**
 * When the picture stood still though somebody looked.
 * @param {Sample[]} samples
 * @param {number} video
 * @returns {{ t: number, ms: number }[]} when each began, and how long it lasted
 */
export function stands(samples, video) {
  const found = [];
  let since = null;
  let last = null;
  let looked = null;
  const end = (t) => {
    if (since !== null && t - since >= STAND_MS) found.push({ t: since, ms: t - since });
  };
  for (const { t, frames } of samples) {
    const frame = frames[video] ?? null;
    if (looked !== null && t - looked > BLIND_MS) {
      end(looked);
      since = t;
    } else if (frame !== null && frame !== last) {
      end(t);
      since = t;
    }
    if (frame !== null) last = frame;
    looked = t;
  }
  if (looked !== null) end(looked);
  return found;
}

/** The median of the second around each reading. */
export function smooth(all) {
  let from = 0;
  let to = 0;
  return all.map(({ t }) => {
    while (all[from].t < t - SMOOTH_MS / 2) from++;
    while (to < all.length && all[to].t <= t + SMOOTH_MS / 2) to++;
    return { t, ms: median(all.slice(from, to).map(({ ms }) => ms)) };
  });
}

/**
 * When a player that something has happened to was back where it had been.
 * @param {Reading[]} all from then on, to when it must be back
 * @param {number} targetMs
 * @returns {{ leftMs: number, backMs: number | null } | null} null: it never left. `backMs`: null, it did not come back
 */
export function comeBack(all, targetMs) {
  const smoothed = smooth(all);
  const isNear = ({ ms }) => Math.abs(ms - targetMs) <= BACK_WITHIN_MS;
  const left = smoothed.findIndex((reading) => !isNear(reading));
  if (left < 0) return null;
  const leftMs = smoothed[left].t;
  const lastMs = smoothed.at(-1).t;
  let since = null;
  for (const reading of smoothed.slice(left)) {
    since = isNear(reading) ? (since ?? reading.t) : null;
    if (since !== null && reading.t - since >= Math.min(STAYS_MS, lastMs - leftMs)) return { leftMs, backMs: since };
  }
  return { leftMs, backMs: null };
}

/**
 * How far apart the pictures of a wall are, at each look at which all can be read.
 * @param {Sample[]} samples
 * @param {Truth} truth
 */
export function spreads(samples, truth) {
  return samples.flatMap(({ ats, frames }) => {
    if (frames.length === 0 || frames.includes(null)) return [];
    const ages = frames.map((frame, video) => ageOf(frame, ats[video], truth));
    return [Math.max(...ages) - Math.min(...ages)];
  });
}

/** Words that were told, in the order in which they came up, each with how long. */
export function toldOf(samples, video) {
  const words = new Map();
  for (const [i, { t, told }] of samples.entries()) {
    const next = samples[i + 1];
    if (next) words.set(told[video], (words.get(told[video]) ?? 0) + next.t - t);
  }
  return [...words].map(([word, ms]) => ({ word, ms }));
}

export { median, percentile };
