import { HEALTH_THRESHOLDS, type HealthIssue, type HealthSample, type HealthState } from '@t333/core/health';
import { SPAN_MS, type Sample } from '../stats/sparkline.ts';

/** One figure of the stream, its past, and what it should be. */
export interface HealthTile {
  readonly name: 'bitrate' | 'frameRate' | 'dropped' | 'viewers';
  /** Null while it is unknown. */
  readonly actual: number | null;
  /** Null where nothing is expected of it. */
  readonly expected: number | null;
  /** What is wrong with it. */
  readonly issue: HealthIssue | null;
  /** In units of the chart: shares are percent there. */
  readonly samples: readonly Sample<'actual' | 'expected'>[];
}

type Figure = 'bitrateBps' | 'activeFps' | 'dropRate' | 'viewerCount';

/** What is shown of a stream, figure by figure. */
export function tilesOf({ sample, samples, targets, issues }: HealthState): readonly HealthTile[] {
  const tile = (
    name: HealthTile['name'],
    figure: Figure,
    expected: number | null,
    type: HealthIssue['type'] | null,
    unit = 1,
  ): HealthTile => ({
    name,
    actual: sample?.[figure] ?? null,
    expected,
    issue: issues.find((issue) => issue.type === type) ?? null,
    samples: samples.map((one) => ({
      atMs: one.atMs,
      actual: scaled(one[figure], unit),
      expected: scaled(expected, unit),
    })),
  });
  const atMostDropped = HEALTH_THRESHOLDS['dropping-frames'].warning;
  return [
    tile('bitrate', 'bitrateBps', targets.bitrateBps ?? null, 'bitrate-low'),
    tile('frameRate', 'activeFps', targets.activeFps ?? null, 'frame-rate-low'),
    tile('dropped', 'dropRate', atMostDropped, 'dropping-frames', 100),
    tile('viewers', 'viewerCount', null, null),
  ];
}

const scaled = (value: number | null, unit: number): number | null => (value === null ? null : value * unit);

/** How much time the charts show: all that is known, and no less than a minute. */
export function spanOf(samples: readonly Pick<HealthSample, 'atMs'>[]): number {
  const [first, last] = [samples[0], samples.at(-1)];
  return Math.max(SPAN_MS, first && last ? last.atMs - first.atMs : 0);
}
