/** Figures at one moment; null while unknown. */
export type Sample<Figure extends string> = {
  /** On the clock of the element, milliseconds. */
  readonly atMs: number;
} & { readonly [Name in Figure]: number | null };

/** How far back it reaches. */
export const SPAN_MS = 60_000;

/** The samples with one more, without those that are too old. */
export const withSample = <Moment extends { readonly atMs: number }>(
  samples: readonly Moment[],
  sample: Moment,
): readonly Moment[] => [...samples.filter(({ atMs }) => sample.atMs - atMs < SPAN_MS), sample];

const known = <Figure extends string>(samples: readonly Sample<Figure>[], figure: Figure): readonly number[] =>
  samples.flatMap((sample) => sample[figure] ?? []);

/** The largest of some figures; at least 1. */
export const peakOf = <Figure extends string>(samples: readonly Sample<Figure>[], figures: readonly Figure[]): number =>
  Math.max(1, ...figures.flatMap((figure) => known(samples, figure)));

/** The lowest and the highest of a figure, or null while it is unknown. */
export function rangeOf<Figure extends string>(
  samples: readonly Sample<Figure>[],
  figure: Figure,
): { low: number; high: number } | null {
  const values = known(samples, figure);
  return values.length ? { low: Math.min(...values), high: Math.max(...values) } : null;
}

/**
 * The `points` of an SVG polyline: the last minute, or `spanMs`, from left to right, the newest sample at the right end.
 *
 * @param peak at the upper end
 */
export function pointsOf<Figure extends string>(
  samples: readonly Sample<Figure>[],
  figure: Figure,
  { width, height, peak, spanMs = SPAN_MS }: { width: number; height: number; peak: number; spanMs?: number },
): string {
  const nowMs = samples.at(-1)?.atMs ?? 0;
  const tenth = (value: number): number => Math.round(value * 10) / 10;
  return samples
    .flatMap((sample) => {
      const value: number | null = sample[figure];
      if (value === null) return [];
      const x = tenth(width * (1 - (nowMs - sample.atMs) / spanMs));
      return [`${x},${tenth(height * (1 - value / peak))}`];
    })
    .join(' ');
}
