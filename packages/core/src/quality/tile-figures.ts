import type { FrameCounts, PlayerState } from '../player/player.ts';

/** Waits are remembered this long, for the advice. */
const WAIT_MEMORY_MS = 60_000;

/** What tells whether a viewer waits. */
export type WaitingState = Pick<PlayerState, 'buffering' | 'hasFrame' | 'seeking' | 'recovery'>;

/** What one player did to its viewer: how long it kept them waiting, and how many frames it dropped. */
export class TileFigures {
  /** The share of the frames since the last count but one, 0 to 1; null where the browser does not count or nobody sees any. */
  droppedRatio: number | null = null;
  #frames: FrameCounts | null = null;
  #waits: { endedAtMs: number; forMs: number }[] = [];
  #waiting = false;

  /** The longest wait within the last minute, milliseconds. */
  get stalledMs(): number {
    return Math.max(0, ...this.#waits.map(({ forMs }) => forMs));
  }

  /** Takes note of time that has passed. Whoever seeks expects to wait; where the network or a server is away, less would not help. */
  watch({ buffering, hasFrame, seeking, recovery }: WaitingState, nowMs: number, passedMs: number): void {
    const waits = buffering && hasFrame && !seeking && recovery === null;
    const last = this.#waits.at(-1);
    if (waits && this.#waiting && last) {
      last.endedAtMs = nowMs;
      last.forMs += passedMs;
    } else if (waits) {
      this.#waits.push({ endedAtMs: nowMs, forMs: passedMs });
    }
    this.#waiting = waits;
    this.#waits = this.#waits.filter(({ endedAtMs }) => nowMs - endedAtMs < WAIT_MEMORY_MS);
  }

  /** @param frames counted so far; null where nobody counts, or nobody sees any @returns those since the last time */
  count(frames: FrameCounts | null): FrameCounts | null {
    const before = this.#frames;
    this.#frames = frames;
    const total = frames && before ? frames.total - before.total : 0;
    // A player that was loaded anew counts from 0 again.
    if (!frames || !before || total <= 0) {
      this.droppedRatio = null;
      return null;
    }
    const dropped = frames.dropped - before.dropped;
    this.droppedRatio = dropped / total;
    return { total, dropped };
  }
}
