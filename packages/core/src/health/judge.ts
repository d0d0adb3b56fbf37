import type { HealthSample } from './report.ts';

/** What the encoder is set to. What is left out is not judged, but for being nothing at all. */
export interface HealthTargets {
  /** Bits a second, of sound and picture together. */
  readonly bitrateBps?: number;
  /** Frames a second. */
  readonly activeFps?: number;
}

export type HealthIssueType = 'bitrate-low' | 'frame-rate-low' | 'dropping-frames' | 'congestion';

/**
 * Where it comes from.
 * - `network`: the way from the encoder to the server.
 * - `encoder`: the encoder makes less than it is set to.
 * - `no-data`: nothing comes at all.
 */
export type HealthReason = 'network' | 'encoder' | 'no-data';

/**
 * What helps.
 * - `lower-bitrate`: a bitrate that the link can carry, or a better link.
 * - `check-encoder`: what the encoder is set to, and whether it runs.
 * - `ease-encoder`: less work for the encoder's machine: a smaller picture, fewer frames, a faster preset.
 */
export type HealthFix = 'lower-bitrate' | 'check-encoder' | 'ease-encoder';

/** One thing that is wrong; the words are the element's. In the shape of YouTube's `configurationIssues`. */
export interface HealthIssue {
  readonly type: HealthIssueType;
  readonly severity: 'warning' | 'error';
  readonly reason: HealthReason;
  readonly fix: HealthFix;
  /** The last figure that was so bad: bits a second, frames a second, or a share of 0 to 1. */
  readonly actual: number;
  /** In the same unit: at least so much of a bitrate and of a frame rate, at most so much of the rest. Null: anything at all. */
  readonly expected: number | null;
}

interface Threshold {
  /** From here on it is a warning, … */
  readonly warning: number;
  /** … and from here on an error. */
  readonly error: number;
  /** What has to be below each of them, times this, to be better again. */
  readonly leave: number;
}

/**
 * How much is too much. Of dropped frames and of missing frames OBS Studio's statistics have the same borders: yellow above 1 % and
 * red above 5 % of frames dropped, yellow below 95 % and red below 80 % of the frame rate. Its status bar calls a congestion of a
 * third good, and one of more than two thirds bad. For bitrates there is no such custom: an encoder whose bitrate varies sends a
 * quarter less in a quiet scene, and below half of it viewers see the difference.
 */
export const HEALTH_THRESHOLDS: Readonly<Record<HealthIssueType, Threshold>> = /* @__PURE__ */ Object.freeze({
  'dropping-frames': { warning: 0.01, error: 0.05, leave: 0.5 },
  congestion: { warning: 1 / 3, error: 2 / 3, leave: 0.75 },
  'bitrate-low': { warning: 0.25, error: 0.5, leave: 0.8 },
  'frame-rate-low': { warning: 0.05, error: 0.2, leave: 0.6 },
});

/** So many samples in a row have to be better before that is told: 15 s of samples that come every 5 s. */
export const GOOD_SAMPLES = 3;

/** None, a warning, an error. */
type Level = 0 | 1 | 2;

interface Mark {
  readonly level: Level;
  /** The last figure that was so bad; null until one is known. */
  readonly actual: number | null;
  /** How many samples in a row were better than that, and the worst of them. */
  readonly better: number;
  readonly worst: Level;
  readonly worstActual: number | null;
}

const TYPES: readonly HealthIssueType[] = ['dropping-frames', 'congestion', 'bitrate-low', 'frame-rate-low'];
const CLEAR: Mark = /* @__PURE__ */ markOf(0, null);

export interface HealthJudgement {
  /** `degraded`: some viewers notice. `starving`: too little arrives to be watched. `unknown`: no figure to judge by. */
  readonly status: 'healthy' | 'degraded' | 'starving' | 'unknown';
  /** The worst first. */
  readonly issues: readonly HealthIssue[];
  /** @internal */
  readonly marks: Readonly<Record<HealthIssueType, Mark>>;
}

/**
 * How well a broadcast arrives. It is worse at once, and better only after `GOOD_SAMPLES` samples that are so by some distance: figures
 * that go to and fro around a border do not.
 *
 * @param previous the judgement of the sample before; null where it is too long ago, or the targets were others
 */
export function judge(
  sample: Omit<HealthSample, 'atMs' | 'viewerCount'>,
  targets: HealthTargets,
  previous: HealthJudgement | null,
): HealthJudgement {
  const { bitrateBps, activeFps, dropRate, outputCongestion } = sample;
  const found: Record<HealthIssueType, readonly [actual: number | null, badness: number | null]> = {
    'dropping-frames': [dropRate, dropRate],
    congestion: [outputCongestion, outputCongestion],
    'bitrate-low': [bitrateBps, shortfall(bitrateBps, targets.bitrateBps)],
    'frame-rate-low': [activeFps, shortfall(activeFps, targets.activeFps)],
  };
  const marks = Object.fromEntries(
    TYPES.map((type) => [type, next(previous?.marks[type] ?? CLEAR, ...found[type], HEALTH_THRESHOLDS[type])]),
  ) as Record<HealthIssueType, Mark>;
  const issues = TYPES.filter((type) => marks[type].level > 0)
    .map((type) => issueOf(type, marks, targets))
    .toSorted((a, b) => Number(b.severity === 'error') - Number(a.severity === 'error'));
  let status: HealthJudgement['status'] = 'healthy';
  if (issues[0]) status = issues[0].severity === 'error' ? 'starving' : 'degraded';
  else if (TYPES.every((type) => marks[type].actual === null)) status = 'unknown';
  return Object.freeze({ status, issues: Object.freeze(issues), marks });
}

/** The share that is missing. Nothing at all is short of anything. */
function shortfall(actual: number | null, target = 0): number | null {
  if (actual === null) return null;
  if (actual <= 0) return 1;
  return target > 0 ? 1 - actual / target : 0;
}

const levelOf = (badness: number, { warning, error }: Threshold, factor: number): Level => {
  if (badness >= error * factor) return 2;
  return badness >= warning * factor ? 1 : 0;
};

function markOf(level: Level, actual: number | null): Mark {
  return { level, actual, better: 0, worst: 0, worstActual: null };
}

function next(mark: Mark, actual: number | null, badness: number | null, threshold: Threshold): Mark {
  // What is not told this time is as it was.
  if (badness === null) return mark;
  const level = levelOf(badness, threshold, 1);
  if (level >= mark.level) return markOf(level, actual);
  const left = levelOf(badness, threshold, threshold.leave);
  if (left >= mark.level) return markOf(mark.level, actual);
  const better = mark.better + 1;
  const [worst, worstActual] =
    mark.better === 0 || left >= mark.worst ? [left, actual] : [mark.worst, mark.worstActual];
  return better >= GOOD_SAMPLES ? markOf(worst, worstActual) : { ...mark, better, worst, worstActual };
}

function issueOf(
  type: HealthIssueType,
  marks: Readonly<Record<HealthIssueType, Mark>>,
  targets: HealthTargets,
): HealthIssue {
  const { level, actual } = marks[type];
  const severity = level === 2 ? 'error' : 'warning';
  const issue = { type, severity, actual: actual ?? 0 } as const;
  if (type === 'dropping-frames' || type === 'congestion') {
    const expected = HEALTH_THRESHOLDS[type].warning;
    return Object.freeze({ ...issue, reason: 'network', fix: 'lower-bitrate', expected });
  }
  const expected = (type === 'bitrate-low' ? targets.bitrateBps : targets.activeFps) ?? null;
  if (issue.actual <= 0) return Object.freeze({ ...issue, reason: 'no-data', fix: 'check-encoder', expected });
  // An encoder that cannot send what it makes makes less, or drops it.
  const isHeldUp = marks['dropping-frames'].level > 0 || marks.congestion.level > 0;
  if (type === 'frame-rate-low') return Object.freeze({ ...issue, reason: 'encoder', fix: 'ease-encoder', expected });
  return isHeldUp
    ? Object.freeze({ ...issue, reason: 'network', fix: 'lower-bitrate', expected })
    : Object.freeze({ ...issue, reason: 'encoder', fix: 'check-encoder', expected });
}
