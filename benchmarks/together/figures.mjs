/** From what two pages read to how far apart they were: pure. Times in ms of the machine but where a name says seconds. */
import { median, percentile } from '../sync/figures.mjs';

/** Both pages are looked at again after so long, in ms. */
const GRID_MS = 10;

/** Being together counts once it has lasted this long, in ms. */
const HOLD_MS = 500;

/** A picture that is not replaced for longer than this stands: it is not on its way to the next, in ms. */
const STANDS_MS = 100;

/** A picture that is further from the last than this many times as fast as life is that of a seek. */
const FASTEST = 4;

/**
 * @typedef {object} Readings columns of equal length, one row for each look at the page
 * @property {number[]} t
 * @property {(number | null)[]} frame read from the picture; null: not readable
 * @property {number[]} clock where the player says that it is, in seconds of the event
 * @property {number[]} line where the group's timeline is, in seconds
 *
 * @typedef {object} Truth
 * @property {number} frameRate of the strips
 * @property {number} roundSeconds after which the strips begin anew
 *
 * @typedef {{ t: number[], value: number[] }} Track
 */

const spread = (values) => ({
  med: percentile(values, 0.5),
  p95: percentile(values, 0.95),
  max: percentile(values, 1),
});

/**
 * The instants of the event that a page's pictures show, in ms. A strip cannot tell one round of the recording from the next, but
 * the player is never half a round off.
 *
 * @param {Readings} readings
 * @param {Truth} truth
 * @returns {Track} the readable rows
 */
export function shown({ t, frame, clock }, { frameRate, roundSeconds }) {
  const roundMs = roundSeconds * 1000;
  const rows = t.map((at, k) => {
    if (frame[k] === null) return null;
    const withinMs = (frame[k] * 1000) / frameRate;
    return { at, value: withinMs + roundMs * Math.round((clock[k] * 1000 - withinMs) / roundMs) };
  });
  const readable = rows.filter((row) => row !== null);
  return { t: readable.map(({ at }) => at), value: readable.map(({ value }) => value) };
}

/** The rows at which the picture changed: when each was first seen. @param {Track} track @returns {Track} */
export function changes({ t, value }) {
  const keep = t.map((_, k) => k).filter((k) => k === 0 || value[k] !== value[k - 1]);
  return { t: keep.map((k) => t[k]), value: keep.map((k) => value[k]) };
}

/** The last row that is not later; -1: there is none. */
function indexAt(t, at) {
  let [low, high] = [-1, t.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (t[middle] <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** What a page showed at an instant; NaN outside its track. @param {Track} track */
export const stepAt = ({ t, value }, at) => value[indexAt(t, at)] ?? Number.NaN;

/**
 * The same, on the way from one value to the next, unless that was long in coming or went elsewhere; NaN outside the track.
 * @param {Track} track
 */
export function between({ t, value }, at) {
  const k = indexAt(t, at);
  if (k < 0) return Number.NaN;
  if (k === t.length - 1) return value[k];
  const tookMs = t[k + 1] - t[k];
  const byMs = value[k + 1] - value[k];
  if (tookMs > STANDS_MS || Math.abs(byMs) > FASTEST * STANDS_MS) return value[k];
  return value[k] + (byMs * (at - t[k])) / tookMs;
}

const instants = (from, to) => {
  const count = Math.floor((to - from) / GRID_MS) + 1;
  return Array.from({ length: Math.max(0, count) }, (_, k) => from + k * GRID_MS);
};

/** What one page has over the other, in ms of the event, at every instant of a window. */
const leads = ([one, other], read, from, to) =>
  instants(from, to)
    .map((at) => read(one, at) - read(other, at))
    .filter((lead) => !Number.isNaN(lead));

/** How far a page's picture is behind its player's clock, in ms: what no clock tells. */
const lag = (track, clock, from, to) => median(leads([clock, track], between, from, to));

const absolute = (values) => spread(values.map(Math.abs));

const isMoving = ({ t }, at) => at - t[indexAt(t, at)] <= STANDS_MS;

/** How long it took until the pages were within a frame of each other, both playing or both not, and stayed so; null: not seen. */
function timeUntilTogether(pages, { from, to, plays, frameMs }) {
  let since = null;
  for (const at of instants(from, to)) {
    const isNear = Math.abs(between(pages[0], at) - between(pages[1], at)) <= frameMs;
    if (!isNear || pages.some((page) => isMoving(page, at) !== plays)) since = null;
    else since ??= at;
    if (since !== null && at - since >= HOLD_MS) return since - from;
  }
  return null;
}

const columnMs = (page, name) => ({ t: page.t, value: page[name].map((seconds) => seconds * 1000) });

/** How often something happened in the window, per second. */
const perSecond = (t, from, to) => (t.filter((at) => at >= from && at <= to).length * 1000) / (to - from);

/**
 * @param {Readings[]} pages two
 * @param {Truth} truth
 * @param {{ name: string, act: string, settleMs: number, windowMs: number }[]} steps
 * @param {Record<string, number>} acts when each step was done
 * @param {number[][]} draws when each page was drawn
 * @returns {Record<string, object>} by the names of the steps
 */
export function figures(pages, truth, steps, acts, draws) {
  const frameMs = 1000 / truth.frameRate;
  const tracks = pages.map((page) => changes(shown(page, truth)));
  const [clocks, lines] = ['clock', 'line'].map((name) => pages.map((page) => columnMs(page, name)));
  return Object.fromEntries(
    steps.map(({ name, act, settleMs, windowMs }) => {
      const from = acts[name] + settleMs;
      const to = from + windowMs;
      const pictures = leads(tracks, between, from, to);
      const rows = pages.flatMap(({ t, frame }) => frame.filter((_, k) => t[k] >= from && t[k] <= to));
      return [
        name,
        {
          apart: absolute(pictures),
          leadMs: median(pictures),
          onScreen: absolute(leads(tracks, stepAt, from, to)),
          clock: absolute(leads(clocks, between, from, to)),
          line: absolute(leads(lines, between, from, to)),
          lagMs: tracks.map((track, page) => lag(track, clocks[page], from, to)),
          togetherMs: timeUntilTogether(tracks, { from: acts[name], to, plays: act !== 'pause', frameMs }),
          unreadableShare: rows.filter((frame) => frame === null).length / rows.length,
          drawsPerSecond: draws.map((t) => perSecond(t, from, to)),
          readingsPerSecond: Math.min(...pages.map(({ t }) => perSecond(t, from, to))),
        },
      ];
    }),
  );
}

/** Beyond a frame by this is still a frame: the pages are drawn at instants of their own, in ms. */
const FRAME_TOLERANCE_MS = 0.5;

export const isWithinFrame = ({ apart }, frameRate) => apart.max <= 1000 / frameRate + FRAME_TOLERANCE_MS;

/** The median of each figure of one step over its runs. A run that never got together counts as infinitely long. */
export function summarize(runs, frameRate) {
  const over = (read) => median(runs.map(read));
  const spreadOver = (name) =>
    Object.fromEntries(['med', 'p95', 'max'].map((key) => [key, over((run) => run[name][key])]));
  const togetherMs = over((run) => run.togetherMs ?? Number.POSITIVE_INFINITY);
  return {
    runs: runs.length,
    runsWithinFrame: runs.filter((run) => isWithinFrame(run, frameRate)).length,
    apart: spreadOver('apart'),
    worstMs: Math.max(...runs.map(({ apart }) => apart.max)),
    onScreen: spreadOver('onScreen'),
    clock: spreadOver('clock'),
    line: spreadOver('line'),
    togetherMs: togetherMs === Number.POSITIVE_INFINITY ? null : togetherMs,
    drawsPerSecond: over((run) => Math.min(...run.drawsPerSecond)),
    readingsPerSecond: over((run) => run.readingsPerSecond),
  };
}
