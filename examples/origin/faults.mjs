/** When faults strike, as pure functions of the wall clock: a restarted server, and every other one, has the same faults. */

/**
 * @typedef {object} Schedule
 * @property {number} [at] of the first strike, in ms since 1970; one period after the epoch if absent
 * @property {number} [every] s from one strike to the next; only one if `at` is there alone, else {@link defaultEverySeconds}
 */

/** Rare enough for a player to recover in between, often enough to watch. */
export const defaultEverySeconds = 60;

/**
 * @typedef {object} Strikes
 * @property {number} firstMs
 * @property {number} everyMs `Infinity`: only once
 */

/**
 * @param {Schedule} schedule
 * @param {number} epochMs
 * @returns {Strikes}
 */
export function strikesOf({ at, every }, epochMs) {
  const everyMs =
    every === undefined ? (at === undefined ? defaultEverySeconds * 1000 : Number.POSITIVE_INFINITY) : every * 1000;
  return { firstMs: at ?? epochMs + everyMs, everyMs };
}

/**
 * @param {Strikes} strikes
 * @param {number} timeMs
 * @returns {number} strikes until then, inclusive
 */
export function strikesUntil({ firstMs, everyMs }, timeMs) {
  return timeMs < firstMs ? 0 : Math.floor((timeMs - firstMs) / everyMs) + 1;
}

/**
 * @param {Strikes} strikes
 * @param {number} timeMs
 * @returns {number} time of the last strike until then, inclusive; `-Infinity` if there was none
 */
export function lastStrikeMs({ firstMs, everyMs }, timeMs) {
  const count = strikesUntil({ firstMs, everyMs }, timeMs);
  return count === 0 ? Number.NEGATIVE_INFINITY : count === 1 ? firstMs : firstMs + (count - 1) * everyMs;
}

/** A strike this close to the end of a span does not hit it: that is rounding. */
const graceMs = 1;

/**
 * Whether any of a span of time falls into the `lengthMs` after a strike.
 * @param {Strikes} strikes
 * @param {number} lengthMs
 * @param {{ startMs: number, endMs: number }} span more than a few ms
 */
export function isStruck(strikes, lengthMs, { startMs, endMs }) {
  return lengthMs > 0 && lastStrikeMs(strikes, endMs - graceMs) + lengthMs > startMs;
}

/**
 * A clock that stands still for `lengthMs` after each strike, then catches up at once.
 * @param {Strikes} strikes
 * @param {number} lengthMs
 * @param {number} nowMs
 */
export function heldTime(strikes, lengthMs, nowMs) {
  const last = lastStrikeMs(strikes, nowMs);
  return nowMs < last + lengthMs ? last : nowMs;
}

/**
 * When the clock of {@link heldTime} gets to a time.
 * @param {Strikes} strikes
 * @param {number} lengthMs
 * @param {number} timeMs
 * @returns {number} never before `timeMs`
 */
export function releaseTime(strikes, lengthMs, timeMs) {
  const heldMs = heldTime(strikes, lengthMs, timeMs);
  return heldMs === timeMs ? timeMs : Math.min(heldMs + lengthMs, heldMs + strikes.everyMs);
}
