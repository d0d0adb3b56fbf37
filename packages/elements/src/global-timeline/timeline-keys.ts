import type { Interval } from '@t333/core/sync';

export interface TimelinePosition {
  /** Seconds on the group's timeline, as are the range's ends. */
  readonly time: number;
  readonly range: Interval;
  readonly frameSeconds: number;
}

const STEP_SECONDS = 1;
const SHIFT_STEP_SECONDS = 5;
const PAGE_SECONDS = 60;

/** Keys that mean one frame: on them, playback stops. */
export const isFrameKey = (key: string): boolean => key === ',' || key === '.';

/** The time that a key leads to, or null where the key means nothing here. */
export function timeForKey(
  { key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>,
  { time, range, frameSeconds }: TimelinePosition,
  isRtl: boolean,
): number | null {
  const step = shiftKey ? SHIFT_STEP_SECONDS : STEP_SECONDS;
  const right = isRtl ? -step : step;
  const moves: Record<string, number> = {
    ArrowRight: right,
    ArrowLeft: -right,
    ArrowUp: step,
    ArrowDown: -step,
    PageUp: PAGE_SECONDS,
    PageDown: -PAGE_SECONDS,
    Home: range.start - time,
    End: range.end - time,
    ',': -frameSeconds,
    '.': frameSeconds,
  };
  if (!Object.hasOwn(moves, key)) return null;
  return Math.min(range.end, Math.max(range.start, time + moves[key]!));
}
