import { linesOf } from '../ladder.ts';
import type { Load, QualityPolicy, TileDemand } from '../policy.ts';
import { limited } from './limited.ts';

export interface ByLoadOptions {
  /** Between two looks at the load, milliseconds. Default 5000. */
  readonly checkMs?: number;
  /** Without a change before the limit is raised, milliseconds. Default 15,000: each raise is a trial. */
  readonly raiseAfterMs?: number;
  /** Below so many of 60 frames shown in time, less is wanted. Default 30. */
  readonly degradeBelowFps?: number;
  /** Above this share of the memory, less is wanted. Default 0.8. */
  readonly degradeAboveMemory?: number;
  /** Above this share of the processors, less is wanted. Default 0.8. */
  readonly degradeAboveCpu?: number;
  /** Above so many of 60 frames shown in time, with memory and processors below their marks, there is room. Default 55. */
  readonly headroomAboveFps?: number;
  /** Default 0.5. */
  readonly headroomBelowMemory?: number;
  /** Default 0.5. */
  readonly headroomBelowCpu?: number;
  /** Up to so many streams nothing is reduced. Default 3. */
  readonly aboveCount?: number;
  /** Nothing is reduced below so many lines. Default 360. */
  readonly floorLines?: number;
}

export const BY_LOAD_OPTIONS: Required<ByLoadOptions> = {
  checkMs: 5000,
  raiseAfterMs: 15_000,
  degradeBelowFps: 30,
  degradeAboveMemory: 0.8,
  degradeAboveCpu: 0.8,
  headroomAboveFps: 55,
  headroomBelowMemory: 0.5,
  headroomBelowCpu: 0.5,
  aboveCount: 3,
  floorLines: 360,
};

/** Frames shown in time, out of these: a stream of 30 fps that drops none counts like one of 60. */
const FULL_FPS = 60;

/** What the load asks for. A figure that nobody knows asks for nothing, and where none is known there is no room either. */
export function judgeLoad(
  { droppedRatio, cpu, memory }: Load,
  options: ByLoadOptions = {},
): 'degrade' | 'headroom' | 'stay' {
  const marks = { ...BY_LOAD_OPTIONS, ...options };
  const fps = droppedRatio === null ? null : FULL_FPS * (1 - droppedRatio);
  const isAbove = (figure: number | null, mark: number): boolean => figure !== null && figure > mark;
  const isBelow = (figure: number | null, mark: number): boolean => figure !== null && figure < mark;
  if (
    isBelow(fps, marks.degradeBelowFps) ||
    isAbove(memory, marks.degradeAboveMemory) ||
    isAbove(cpu, marks.degradeAboveCpu)
  )
    return 'degrade';
  const known = [fps, memory, cpu].some((figure) => figure !== null);
  const room =
    (fps === null || fps > marks.headroomAboveFps) &&
    (memory === null || memory < marks.headroomBelowMemory) &&
    (cpu === null || cpu < marks.headroomBelowCpu);
  return known && room ? 'headroom' : 'stay';
}

/** What `byLoad` remembers. */
export interface LoadLimit {
  /** The most lines of a tile without the focus; Infinity for no limit. */
  readonly lines: number;
  /** When the load was last looked at, milliseconds. */
  readonly checkedAtMs: number;
  /** When the limit last changed, milliseconds. */
  readonly changedAtMs: number;
}

export const NO_LOAD_LIMIT: LoadLimit = { lines: Infinity, checkedAtMs: -Infinity, changedAtMs: -Infinity };

/**
 * The next limit. A step down goes below what the tiles without focus play now, so that it is felt whatever they were
 * limited by; a step up goes to the next size that one of them has.
 */
export function nextLoadLimit(
  limit: LoadLimit,
  load: Load,
  nowMs: number,
  tiles: readonly TileDemand[],
  options: ByLoadOptions = {},
): LoadLimit {
  const { checkMs, raiseAfterMs, floorLines } = { ...BY_LOAD_OPTIONS, ...options };
  if (nowMs - limit.checkedAtMs < checkMs) return limit;
  const verdict = judgeLoad(load, options);
  const others = tiles.filter(({ focused }) => !focused);
  const sizes = others.flatMap(({ ladder }) => ladder.map(linesOf)).toSorted((a, b) => a - b);
  const playing = others.flatMap(({ ladder, rendition }) => {
    const rung = ladder.find(({ id }) => id === rendition) ?? ladder.at(-1);
    return rung ? [linesOf(rung)] : [];
  });
  const highest = Math.min(limit.lines, Math.max(...playing));
  let { lines } = limit;
  if (verdict === 'degrade' && highest > floorLines) {
    lines = Math.max(sizes.findLast((size) => size < highest) ?? floorLines, floorLines);
  } else if (verdict === 'headroom' && nowMs - limit.changedAtMs >= raiseAfterMs) {
    lines = sizes.find((size) => size > lines) ?? Infinity;
  }
  return { lines, checkedAtMs: nowMs, changedAtMs: lines === limit.lines ? limit.changedAtMs : nowMs };
}

/**
 * A limit by the load of the machine, for the tiles without the focus, when there are more than three streams. It remembers
 * its limit: make one for each manager.
 */
export function byLoad(options: ByLoadOptions = {}): QualityPolicy {
  const { aboveCount } = { ...BY_LOAD_OPTIONS, ...options };
  let limit = NO_LOAD_LIMIT;
  const share = limited(({ focused }) => (focused ? Infinity : limit.lines));
  return (tiles, budget, context) => {
    limit =
      context.streamCount > aboveCount
        ? nextLoadLimit(limit, context.load, context.nowMs, tiles, options)
        : NO_LOAD_LIMIT;
    return share(tiles, budget, context);
  };
}
