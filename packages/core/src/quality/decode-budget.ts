/** The browser's own word on the machine (Compute Pressure); null where it says nothing. */
export type Pressure = 'nominal' | 'fair' | 'serious' | 'critical';

export const isPressed = (pressure: Pressure | null): boolean => pressure === 'serious' || pressure === 'critical';

/** What all players together did in the last 2 s. */
export interface DecodeSample {
  /** Milliseconds, on a clock that never goes back. */
  readonly atMs: number;
  /** The share of frames that came too late to be shown, 0 to 1. */
  readonly droppedRatio: number;
  /** What is being decoded, as `decodeCostOf()` counts it, the dropped frames included. */
  readonly decodedPixelsPerSecond: number;
  readonly pressure: Pressure | null;
}

export interface DecodeBudget {
  /** Pixels a second; Infinity as long as nothing was too much. */
  readonly pixelsPerSecond: number;
  /** The end of the last window that was counted, milliseconds. */
  readonly atMs: number;
  /** Windows in a row with too many frames dropped. */
  readonly badWindows: number;
  /** Windows in a row under pressure. */
  readonly pressedWindows: number;
  /** Since when hardly a frame is dropped and nothing was changed, milliseconds; null while frames are dropped. */
  readonly goodSinceMs: number | null;
  /** The least that is known to be too much, pixels a second; Infinity while nothing is. */
  readonly tooMuch: number;
  /** How long hardly a frame may be dropped before that much is tried again, milliseconds. */
  readonly retryAfterMs: number;
  /** The last change was a raise: if frames are dropped again, it was too much. */
  readonly trying: boolean;
}

/** Dropped frames come in bursts: in shorter windows one burst looks like a slow machine. */
export const DECODE_WINDOW_MS = 2000;
/** More than this is seen as stutter … */
export const BAD_DROPPED_RATIO = 0.1;
/** … and less than this is not seen. */
export const GOOD_DROPPED_RATIO = 0.02;
/** A seek or a switch makes one bad window. */
const BAD_WINDOWS = 2;
/** Of what is decoded; less where more than this was dropped. */
const CUT = 0.8;
/** Where nearly everything is dropped something else is wrong too: how much would be right cannot be told from it. */
const DEEPEST_CUT = 0.25;
/** Enough for one or two tiles of nine to go up a rendition. */
const RAISE = 1.15;
const RAISE_AFTER_MS = 15_000;
/** A machine that was too slow twice will be a third time: each retry that fails doubles the wait, up to this. */
const MAX_RETRY_AFTER_MS = 240_000;
/** The pressure flickers when idle: one reading says nothing. */
const PRESSED_WINDOWS = 2;

export const UNLIMITED_DECODING: DecodeBudget = {
  pixelsPerSecond: Infinity,
  atMs: -Infinity,
  badWindows: 0,
  pressedWindows: 0,
  goodSinceMs: null,
  tooMuch: Infinity,
  retryAfterMs: RAISE_AFTER_MS,
  trying: false,
};

/**
 * What may be decoded, learned from the frames that were dropped.
 *
 * | seen | then |
 * | --- | --- |
 * | two windows in a row with more than 10 % dropped | 0.8 of what is decoded now, or what was not dropped if that is less |
 * | less than 2 % dropped for 15 s, no pressure | 1.15 times as much |
 * | a raise that failed | to try as much again takes twice as long, up to 4 min, until as much went well for 15 s |
 *
 * Pressure never lowers it. A sample within 2 s of the last one that counted changes nothing.
 */
export function nextDecodeBudget(budget: DecodeBudget, sample: DecodeSample): DecodeBudget {
  const { atMs, droppedRatio, decodedPixelsPerSecond, pressure } = sample;
  if (!(atMs - budget.atMs >= DECODE_WINDOW_MS) || !(droppedRatio >= 0) || !(decodedPixelsPerSecond > 0)) return budget;
  const next: DecodeBudget = {
    ...budget,
    atMs,
    badWindows: droppedRatio > BAD_DROPPED_RATIO ? budget.badWindows + 1 : 0,
    pressedWindows: isPressed(pressure) ? budget.pressedWindows + 1 : 0,
    goodSinceMs: droppedRatio < GOOD_DROPPED_RATIO ? (budget.goodSinceMs ?? atMs) : null,
  };
  if (next.badWindows >= BAD_WINDOWS) return cut(next, sample);
  const steadyMs = next.goodSinceMs === null ? -1 : atMs - next.goodSinceMs;
  if (steadyMs < RAISE_AFTER_MS || next.pressedWindows >= PRESSED_WINDOWS) return next;
  const isProven = decodedPixelsPerSecond >= next.tooMuch;
  const raised = next.pixelsPerSecond * RAISE;
  if (raised === Infinity || (!isProven && raised >= next.tooMuch && steadyMs < next.retryAfterMs)) return next;
  const memory = isProven ? { tooMuch: Infinity, retryAfterMs: RAISE_AFTER_MS } : {};
  return { ...next, ...memory, pixelsPerSecond: raised, goodSinceMs: atMs, trying: true };
}

function cut(budget: DecodeBudget, { droppedRatio, decodedPixelsPerSecond }: DecodeSample): DecodeBudget {
  const kept = Math.max(Math.min(CUT, 1 - droppedRatio), DEEPEST_CUT);
  return {
    ...budget,
    pixelsPerSecond: Math.min(budget.pixelsPerSecond, kept * decodedPixelsPerSecond),
    badWindows: 0,
    tooMuch: Math.min(budget.tooMuch, decodedPixelsPerSecond),
    retryAfterMs: budget.trying ? Math.min(budget.retryAfterMs * 2, MAX_RETRY_AFTER_MS) : budget.retryAfterMs,
    trying: false,
  };
}
