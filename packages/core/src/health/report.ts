import { integer, number, optional, record } from '../protocol/readers.ts';

/**
 * What a source knows of how a broadcast arrives; what it does not know is left out. Names that obs-websocket has are its own:
 * `activeFps` of `GetStats`, `outputCongestion` of `GetStreamStatus`. For the others it has only what they are counted from.
 */
export interface HealthReport {
  /** Bits a second, of sound and picture together: what has come of `outputBytes` since the last report. 0 to 10^10. */
  readonly bitrateBps?: number;
  /** Frames a second. 0 to 1000. */
  readonly activeFps?: number;
  /** The share of frames that were dropped since the last report, 0 to 1: `outputSkippedFrames` of `outputTotalFrames`. */
  readonly dropRate?: number;
  /** How far the encoder is behind with sending, 0 to 1. */
  readonly outputCongestion?: number;
  readonly viewerCount?: number;
}

/** What a broadcast was at one moment; null where that is not known. */
export interface HealthSample {
  /** When it was told, on the clock's `now()`. */
  readonly atMs: number;
  readonly bitrateBps: number | null;
  readonly activeFps: number | null;
  readonly dropRate: number | null;
  readonly outputCongestion: number | null;
  readonly viewerCount: number | null;
}

const report = record<HealthReport>({
  bitrateBps: optional(number(0, 1e10)),
  activeFps: optional(number(0, 1000)),
  dropRate: optional(number(0, 1)),
  outputCongestion: optional(number(0, 1)),
  viewerCount: optional(integer(0)),
});

/**
 * Takes what anybody calls a report.
 *
 * @returns the sample, or what is wrong with it
 */
export function readReport(value: unknown, atMs: number): HealthSample | string {
  const trail: string[] = [];
  let known: HealthReport | undefined;
  try {
    known = report(value, trail);
  } catch {
    // A getter of a stranger can throw.
  }
  if (!known) return trail.length > 0 ? `${trail.join('.')} is out of its range.` : 'That is no report.';
  const { bitrateBps = null, activeFps = null, dropRate = null, outputCongestion = null, viewerCount = null } = known;
  return Object.freeze({ atMs, bitrateBps, activeFps, dropRate, outputCongestion, viewerCount });
}
