/** What the link carried and what was spent, at one moment. */
export interface Sample {
  /** On the clock of the element, milliseconds. */
  readonly atMs: number;
  /** Bits a second; null while unknown. */
  readonly bandwidthBps: number | null;
  readonly bitrateBps: number;
}

/** How far back it reaches. */
export const SPAN_MS = 60_000;

export type Figure = 'bandwidthBps' | 'bitrateBps';

/** The samples with one more, without those that are too old. */
export const withSample = (samples: readonly Sample[], sample: Sample): readonly Sample[] => [
  ...samples.filter(({ atMs }) => sample.atMs - atMs < SPAN_MS),
  sample,
];

/** The largest figure of all, bits a second; at least 1. */
export const peakOf = (samples: readonly Sample[]): number =>
  Math.max(1, ...samples.flatMap(({ bandwidthBps, bitrateBps }) => [bandwidthBps ?? 0, bitrateBps]));

/** The lowest and the highest of a figure, or null while it is unknown. */
export function rangeOf(samples: readonly Sample[], figure: Figure): { low: number; high: number } | null {
  const known = samples.flatMap((sample) => sample[figure] ?? []);
  return known.length ? { low: Math.min(...known), high: Math.max(...known) } : null;
}

/**
 * The `points` of an SVG polyline: the last minute from left to right, the newest sample at the right end.
 *
 * @param peakBps at the upper end
 */
export function pointsOf(
  samples: readonly Sample[],
  figure: Figure,
  { width, height, peakBps }: { width: number; height: number; peakBps: number },
): string {
  const nowMs = samples.at(-1)?.atMs ?? 0;
  const tenth = (value: number): number => Math.round(value * 10) / 10;
  return samples
    .flatMap((sample) => {
      const bps = sample[figure];
      if (bps === null) return [];
      const x = tenth(width * (1 - (nowMs - sample.atMs) / SPAN_MS));
      return [`${x},${tenth(height * (1 - bps / peakBps))}`];
    })
    .join(' ');
}
