import type { LiveReading } from './live-gauge.ts';
import { afterStall, NO_PENALTY, penaltyAt, targetLatency } from './target-latency.ts';

/** Latencies that one player is to keep, in seconds. */
export interface Targets {
  /** For itself. */
  readonly own: number;
  /** With the others of its wall. */
  readonly target: number;
}

/** What is wanted of one player, and what its stalls have taught. */
export class LiveTargets {
  /** By the page, in seconds; null for what the stream asks for. */
  wantedSeconds: number | null = null;
  /** By the wall; null for nothing. */
  groupSeconds: number | null = null;
  #penalty = NO_PENALTY;

  reset(): void {
    this.#penalty = NO_PENALTY;
  }

  stalled(stepSeconds: number, nowMs: number): void {
    this.#penalty = afterStall(this.#penalty, nowMs, stepSeconds);
  }

  /** @param liveEdgeOffset what the playlist asks for, in seconds; NaN while unknown */
  of({ latency, edge, edgeAge, step, seekable }: LiveReading, liveEdgeOffset: number, nowMs: number): Targets {
    // Before the edge has moved once, nobody knows by how much it does.
    if (step === 0) return { own: latency, target: latency };
    const input = {
      wantedSeconds: this.wantedSeconds,
      edgeAgeSeconds: edgeAge,
      stepSeconds: step,
      liveEdgeOffset: liveEdgeOffset > 0 ? liveEdgeOffset : null,
      windowSeconds: edge - seekable.start,
      penaltySeconds: penaltyAt(this.#penalty, nowMs),
    };
    const own = targetLatency(input);
    const group = this.groupSeconds ?? 0;
    return { own, target: group > own ? targetLatency({ ...input, wantedSeconds: group, penaltySeconds: 0 }) : own };
  }
}
