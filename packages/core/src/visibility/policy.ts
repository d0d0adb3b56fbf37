import type { Lifecycle } from '../player/player.ts';
import { VISIBLE_RATIO } from './observe-element.ts';

/** Scrolling past and back takes a few seconds; a live playlist that is not loaded for longer has moved on anyway. */
export const SUSPEND_AFTER_MS = 10_000;

/** Counted from leaving, not from suspending: a tile that is gone for this long is unlikely to return at once. */
export const UNLOAD_AFTER_MS = 30_000;

/** Up to this many streams, buffers and decoders fit a phone; keeping them makes returning instant. */
export const UNLOAD_ABOVE_COUNT = 6;

export interface VisibilityPolicy {
  /** A tile is on screen from this share of its area on: above 0, to 1. Default 0.1. */
  readonly visibleRatio: number;
  /** From leaving the screen until loading stops, in milliseconds; Infinity for never. Default 10,000. */
  readonly suspendAfterMs: number;
  /** From leaving the screen until buffer and decoder are given back, in milliseconds; Infinity for never. Default 30,000. */
  readonly unloadAfterMs: number;
  /** Tiles are unloaded only when there are more than this many streams. Default 6. */
  readonly unloadAboveCount: number;
}

export const DEFAULT_VISIBILITY_POLICY: VisibilityPolicy = {
  visibleRatio: VISIBLE_RATIO,
  suspendAfterMs: SUSPEND_AFTER_MS,
  unloadAfterMs: UNLOAD_AFTER_MS,
  unloadAboveCount: UNLOAD_ABOVE_COUNT,
};

/**
 * Where a tile is in its life.
 * - `waiting`: where it stands is not known yet. It is left as it is, so hold back what should load lazily.
 * - `playing`: on the screen; plays if that is wanted.
 * - `paused`: has just left the screen.
 * - `suspended`: keeps its picture, loads nothing.
 * - `unloaded`: has given back buffer and decoder.
 */
export type TileStage = 'waiting' | 'playing' | 'paused' | Exclude<Lifecycle, 'active'>;

export interface TileObservation {
  /** Its stage so far. */
  readonly stage: TileStage;
  /** The share of its area that can be seen, 0 to 1; null before the first report. */
  readonly ratio: number | null;
  readonly pageVisible: boolean;
  /** It is the one that is heard: a hidden page does not stop it. */
  readonly audible: boolean;
  /** It floats above everything, wherever its tile is. */
  readonly pictureInPicture: boolean;
  /** Milliseconds since it left the screen; 0 if it just did. */
  readonly offScreenMs: number;
  /** How many streams there are in all. */
  readonly streamCount: number;
}

export interface VisibilityDecision {
  readonly target: TileStage;
  /** Whole milliseconds until time alone changes the answer; null when it never does. */
  readonly nextCheckMs: number | null;
}

/** Whether a tile in this stage counts as being on the screen. */
export const isOnScreen = (stage: TileStage): stage is 'waiting' | 'playing' =>
  stage === 'playing' || stage === 'waiting';

/**
 * The life of a tile: playing → paused → suspended → unloaded, and back to playing from each of them.
 *
 * | on screen | off screen for | streams | stage |
 * | --- | --- | --- | --- |
 * | not known yet | | | `waiting` |
 * | yes | | | `playing` |
 * | no | < `suspendAfterMs` | | `paused` |
 * | no | ≥ `suspendAfterMs` | | `suspended` |
 * | no | ≥ `unloadAfterMs` | > `unloadAboveCount` | `unloaded`, until it returns |
 *
 * On screen is what shows `visibleRatio` of itself on a visible page. A hidden page still counts as visible for the
 * audible tile, and picture-in-picture is always on screen.
 */
export function decide(tile: TileObservation, policy: VisibilityPolicy): VisibilityDecision {
  const { ratio, offScreenMs } = tile;
  if (tile.pictureInPicture) return { target: 'playing', nextCheckMs: null };
  if ((ratio === null || ratio >= policy.visibleRatio) && (tile.pageVisible || tile.audible)) {
    return { target: ratio === null ? 'waiting' : 'playing', nextCheckMs: null };
  }
  const unloads = tile.streamCount > policy.unloadAboveCount;
  const untilUnloadMs = unloads ? policy.unloadAfterMs - offScreenMs : Infinity;
  // Loading again what nobody sees, because another stream was closed, would help nobody.
  if (tile.stage === 'unloaded' || untilUnloadMs <= 0) return { target: 'unloaded', nextCheckMs: null };
  const untilSuspendMs = policy.suspendAfterMs - offScreenMs;
  const suspended = untilSuspendMs <= 0;
  const nextMs = suspended ? untilUnloadMs : Math.min(untilSuspendMs, untilUnloadMs);
  return { target: suspended ? 'suspended' : 'paused', nextCheckMs: nextMs < Infinity ? Math.ceil(nextMs) : null };
}
