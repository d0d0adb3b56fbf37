import type { Box, Ladder } from './ladder.ts';

/** What one tile asks for. */
export interface TileDemand {
  /** Unique among the tiles. */
  readonly id: string;
  readonly ladder: Ladder;
  /** Where its picture is shown, in device pixels: see `deviceBox()`. */
  readonly box: Box;
  readonly focused: boolean;
  readonly audible: boolean;
  /** How much it matters to the viewer beside the others: 0.001 to 1000, ordinarily 1. */
  readonly weight: number;
  /** The rendition the viewer insists on, or null. */
  readonly pin: string | null;
  /** What nobody sees gets nothing, and costs nothing. */
  readonly visible: boolean;
  /** The rendition that plays, or null while unknown. */
  readonly rendition: string | null;
  /** Sound without a picture is enough. */
  readonly audioOnly?: boolean;
  /** Its lowest picture is enough, unless the viewer insists on another. */
  readonly lowest?: boolean;
  /** How full its buffer is, 0 to 1; null or missing while unknown. */
  readonly bufferFill?: number | null;
}

/** What there is to share, after what cannot be steered has had its part. */
export interface Budget {
  /** Bits a second; Infinity for no limit. */
  readonly bandwidthBps: number;
  /** Pixels a second, `PER_STREAM_PIXELS_PER_SECOND` for each stream among them; Infinity for no limit. */
  readonly decodePixelsPerSecond: number;
}

/** How hard the machine works; null where it does not say. */
export interface Load {
  /** The share of frames that came too late to be shown, 0 to 1. */
  readonly droppedRatio: number | null;
  /** The share of the processors in use, 0 to 1. */
  readonly cpu: number | null;
  /** The share of the memory in use, 0 to 1. */
  readonly memory: number | null;
}

/** What a policy may look at beside the tiles. */
export interface PolicyContext {
  /** How many streams are visible, those without a choice included. */
  readonly streamCount: number;
  readonly load: Load;
  /** On the clock of the caller, milliseconds. */
  readonly nowMs: number;
}

/**
 * Why a tile has the rendition it has.
 * - `size`: more would not be seen
 * - `bandwidth`, `decoding`: more does not fit
 * - `policy`: the policy wants no more
 * - `pinned`: the viewer insists
 * - `data-saver`: the viewer wants to save data
 * - `optimized`: it was asked to make room for the focused one
 * - `audio-only`: no picture is wanted
 * - `only`: there is no other
 * - `hidden`: nobody sees it
 */
export type Reason =
  | 'size'
  | 'bandwidth'
  | 'decoding'
  | 'policy'
  | 'pinned'
  | 'data-saver'
  | 'optimized'
  | 'audio-only'
  | 'only'
  | 'hidden';

/** What a policy gives one tile. */
export interface Choice {
  readonly id: string;
  /** The id of a rung of the tile's ladder. */
  readonly rendition: string | null;
  /** Why it is no more. Default `policy`. */
  readonly reason?: Reason;
}

/**
 * Shares a budget. It sees the visible tiles only, each with what it may choose from: the last rung is the most that is of
 * use to it, and no rung costs more than the next, in bits or in pixels. A pinned tile has one rung. What is
 * left out gets its lowest; what does not fit the budget is cut by `allocate()`.
 */
export type QualityPolicy = (tiles: readonly TileDemand[], budget: Budget, context: PolicyContext) => readonly Choice[];
