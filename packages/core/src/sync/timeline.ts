/** A line through time: at `atMs` of the clock the position is `position`; while `playing` it moves on at `rate`. */
export interface Timeline {
  /** Seconds. */
  readonly position: number;
  readonly rate: number;
  readonly playing: boolean;
  /** `Clock.now()`, milliseconds. */
  readonly atMs: number;
}

/** The position on a timeline, in seconds; one that begins to play later stands still until then. */
export function timeAt({ position, rate, playing, atMs }: Timeline, nowMs: number): number {
  return playing ? position + (Math.max(0, nowMs - atMs) / 1000) * rate : position;
}
