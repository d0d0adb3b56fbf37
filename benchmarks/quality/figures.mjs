/** From what was seen of a wall to its figures: pure. Times are in ms since the players were made, but where a name says seconds. */
import { median } from '../sync/figures.mjs';

/** A tile that covers less than this share of the time between two samples does not play. */
const MIN_PROGRESS = 0.5;

/** Further than this ahead of the time that went by, in seconds, a position has jumped. */
const JUMP_SECONDS = 0.5;

/** A tile without progress for this long at the end of a run hangs, in ms. */
const HUNG_MS = 8000;

/** The window in which a busy processor is judged, from the first frame of the first tile on. */
const CPU_WINDOW_MS = [8000, 10_000];

/**
 * @typedef {{ height: number, width: number, bitrateBps: number }} Rung
 *
 * @typedef {[height: number, seconds: number, dropped: number, frames: number]} TileSample `frames` has the dropped ones in it
 *
 * @typedef {object} WallState from `t` on
 * @property {number} t
 * @property {number} focus
 * @property {([width: number, height: number] | null)[]} boxes in device pixels; null: hidden
 * @property {number | null} bandwidthBps null: no limit
 *
 * @typedef {object} WallRecord
 * @property {Rung[]} ladder lowest first
 * @property {WallState[]} states
 * @property {{ t: number, tiles: TileSample[] }[]} samples
 * @property {{ t: number, tile: number }[]} seeks by the viewer
 * @property {(number | null)[]} firstFrames by tile
 * @property {{ t: number, tile: number, height: number | null, bytes: number }[]} requests
 */

/** The smallest rendition that covers the box, or else the largest there is. A hidden tile needs the least there is. */
export function usefulRung(ladder, box) {
  if (!box) return ladder[0];
  return ladder.find(({ width, height }) => width >= box[0] && height >= box[1]) ?? ladder.at(-1);
}

/**
 * The best that the focused tile could have: of use in its box, and on the link beside all others at their lowest.
 * @param {WallState} state
 * @param {Rung[]} ladder
 */
export function affordableRung({ focus, boxes, bandwidthBps }, ladder) {
  const cap = usefulRung(ladder, boxes[focus]);
  const others = boxes.filter((box, i) => box && i !== focus).length * ladder[0].bitrateBps;
  const left = (bandwidthBps ?? Number.POSITIVE_INFINITY) - others;
  return ladder.findLast(({ height, bitrateBps }) => height <= cap.height && bitrateBps <= left) ?? ladder[0];
}

const stateAt = (states, t) => states.findLast((state) => state.t <= t) ?? states[0];

/**
 * What each tile did between two samples.
 * @param {WallRecord} record
 */
function intervals({ samples, states, ladder }) {
  return samples.slice(1).map((sample, k) => {
    const before = samples[k];
    const state = stateAt(states, before.t);
    return {
      from: before.t,
      to: sample.t,
      seconds: (sample.t - before.t) / 1000,
      state,
      endState: stateAt(states, sample.t),
      affordable: affordableRung(state, ladder).height,
      tiles: sample.tiles.map(([, position], i) => {
        const [height, positionBefore] = before.tiles[i];
        return { height, advanced: position - positionBefore };
      }),
    };
  });
}

const plays = (tile, seconds) => tile.advanced >= MIN_PROGRESS * seconds && tile.advanced <= seconds + JUMP_SECONDS;

/** Seconds without progress of one tile while it is to be seen: after its start, and apart from the viewer's seeks. */
function standstill(all, tile, seeks) {
  const own = seeks.filter((seek) => seek.tile === tile).map(({ t }) => t);
  let started = false;
  let soughtAt = null;
  let [stalled, skipped] = [0, 0];
  const seekSeconds = [];
  const byFocus = { focus: 0, others: 0 };
  for (const { from, to, seconds, state, endState, tiles } of all) {
    const seek = own.find((t) => t >= from && t < to);
    if (seek !== undefined) soughtAt = seek;
    const moves = plays(tiles[tile], seconds);
    if (soughtAt !== null) {
      if (seek === undefined && moves) {
        seekSeconds.push((from - soughtAt) / 1000);
        soughtAt = null;
      }
      continue;
    }
    started ||= moves;
    if (!started || !state.boxes[tile] || !endState.boxes[tile]) continue;
    const { advanced } = tiles[tile];
    skipped += advanced > seconds + JUMP_SECONDS ? advanced - seconds : 0;
    if (advanced >= MIN_PROGRESS * seconds) continue;
    const lost = seconds - Math.max(0, advanced);
    stalled += lost;
    byFocus[state.focus === tile ? 'focus' : 'others'] += lost;
  }
  if (soughtAt !== null) seekSeconds.push(Number.POSITIVE_INFINITY);
  return { stalled, skipped, byFocus, seekSeconds };
}

/** Seconds from each move of the focus until the new one shows the best it can have; null: not before the next move. */
function secondsToTop({ states }, all) {
  const moves = states.filter((state, i) => i > 0 && state.focus !== states[i - 1].focus);
  return moves.map(({ t }, i) => {
    const until = moves[i + 1]?.t ?? Number.POSITIVE_INFINITY;
    const reached = all.find(
      ({ from, state, affordable, tiles }) => from >= t && from < until && tiles[state.focus].height >= affordable,
    );
    return reached ? (reached.from - t) / 1000 : null;
  });
}

function droppedShare({ samples }, fromMs, toMs) {
  const first = samples.find(({ t }) => t >= fromMs);
  const last = samples.findLast(({ t }) => t <= toMs);
  if (!first || !last || first === last) return null;
  const since = (column) =>
    last.tiles.reduce((sum, tile, i) => sum + Math.max(0, tile[column] - first.tiles[i][column]), 0);
  return since(2) / Math.max(1, since(3));
}

/** @param {WallRecord} record of one run */
export function figures(record) {
  const { ladder, states, seeks, firstFrames, requests, samples } = record;
  const all = intervals(record);
  const count = firstFrames.length;
  const tiles = Array.from({ length: count }, (_, i) => i);
  const sum = (values) => values.reduce((total, value) => total + value, 0);

  const wholeSeconds = sum(all.map(({ seconds }) => seconds));
  const focusHeight = sum(all.map(({ seconds, state, tiles: seen }) => seconds * seen[state.focus].height));
  const atTop = sum(
    all.map(({ seconds, state, affordable, tiles: seen }) => (seen[state.focus].height >= affordable ? seconds : 0)),
  );
  const others = all.flatMap(({ seconds, state, tiles: seen }) =>
    seen.flatMap(({ height }, i) => (i !== state.focus && state.boxes[i] ? [{ seconds, height }] : [])),
  );
  const stops = tiles.map((tile) => standstill(all, tile, seeks));

  const fetched = sum(requests.map(({ bytes }) => bytes));
  const oversize = sum(
    requests
      .filter(({ t, tile, height }) => height > usefulRung(ladder, stateAt(states, t).boxes[tile]).height)
      .map(({ bytes }) => bytes),
  );

  const end = samples.at(-1).t;
  const last = all.filter(({ from }) => from >= end - HUNG_MS);
  const hangs = (tile) =>
    states.at(-1).boxes[tile] && sum(last.map(({ tiles: seen }) => Math.max(0, seen[tile].advanced))) === 0;

  const begun = firstFrames.filter((t) => t !== null);
  const firstFrame = Math.min(...begun);
  const [cpuFrom, cpuTo] = CPU_WINDOW_MS;
  return {
    focusHeight: focusHeight / wholeSeconds,
    focusAtTopShare: atTop / wholeSeconds,
    othersHeight:
      sum(others.map(({ seconds, height }) => seconds * height)) / sum(others.map(({ seconds }) => seconds)),
    focusStallSeconds: sum(stops.map(({ byFocus }) => byFocus.focus)),
    othersStallSeconds: sum(stops.map(({ byFocus }) => byFocus.others)),
    skippedSeconds: sum(stops.map(({ skipped }) => skipped)),
    seekSeconds: stops.flatMap(({ seekSeconds }) => seekSeconds),
    topSeconds: secondsToTop(record, all),
    allStartedSeconds: begun.length < count ? null : Math.max(...begun) / 1000,
    megabytes: fetched / 1e6,
    oversizeMegabytes: oversize / 1e6,
    hungTiles: tiles.filter(hangs).length,
    droppedShare: droppedShare(record, firstFrame + cpuFrom, firstFrame + cpuTo),
    droppedShareOfAll: droppedShare(record, 0, end),
  };
}

const AVERAGED = [
  'focusHeight',
  'focusAtTopShare',
  'othersHeight',
  'focusStallSeconds',
  'othersStallSeconds',
  'skippedSeconds',
  'megabytes',
  'oversizeMegabytes',
  'hungTiles',
  'droppedShare',
  'droppedShareOfAll',
  'managerShare',
  'busyShare',
];

/** The median where what never came is longer than all that did; null: it is among those. */
function medianTime(values) {
  const middle = median(values.map((value) => value ?? Number.POSITIVE_INFINITY));
  return Number.isFinite(middle) ? middle : null;
}

/** The median of each figure over the runs of a scenario; moves of the focus and seeks count one by one. */
export function summarize(runs) {
  const known = (name) => runs.map((run) => run[name]).filter((value) => value !== null && value !== undefined);
  return {
    runs: runs.length,
    ...Object.fromEntries(AVERAGED.map((name) => [name, known(name).length > 0 ? median(known(name)) : null])),
    topSeconds: medianTime(runs.flatMap(({ topSeconds }) => topSeconds)),
    worstTopSeconds: medianTime(runs.map(({ topSeconds }) => worst(topSeconds))),
    seekSeconds: medianTime(runs.flatMap(({ seekSeconds }) => seekSeconds)),
    allStartedSeconds: medianTime(runs.map(({ allStartedSeconds }) => allStartedSeconds)),
  };
}

const worst = (times) => Math.max(...times.map((time) => time ?? Number.POSITIVE_INFINITY));
