import { T333Error } from '../errors.ts';
import { MAX_RATE, MIN_RATE } from '../player/player.ts';

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

/** How long it takes from now until a playing timeline comes to a position, in milliseconds; below 0 where it is past that. */
export function msUntil({ position, rate, atMs }: Timeline, time: number, nowMs: number): number {
  return atMs - nowMs + ((time - position) / rate) * 1000;
}

/** @throws T333Error `invalid-argument` if players have no such rate */
export function checkRate(rate: number): void {
  if (rate >= MIN_RATE && rate <= MAX_RATE) return;
  throw new T333Error('invalid-argument', `A playback rate is ${MIN_RATE} to ${MAX_RATE}, not ${rate}.`);
}
