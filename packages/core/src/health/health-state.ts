import { T333Error } from '../errors.ts';
import type { HealthIssue, HealthJudgement, HealthTargets } from './judge.ts';
import type { HealthSample } from './report.ts';
import type { HealthLink } from './source.ts';

/** How often a server of t333-rt/1 tells it. */
export const HEALTH_INTERVAL_MS = 5000;
/** After so many intervals without a word the last figures are stale: one may be late, two are missing. */
export const STALE_INTERVALS = 2;
/** After so many nobody sends any more: 30 s, as long as servers wait for an encoder to come back. */
export const SILENT_INTERVALS = 6;

/**
 * - `healthy`, `degraded`, `starving`: what the last figures say.
 * - `offline`: nobody tells any more. The last figures are held.
 * - `unknown`: no figures yet.
 */
export type HealthStatus = HealthJudgement['status'] | 'offline';

export interface HealthState {
  readonly status: HealthStatus;
  /** Of the last figures, the worst first. */
  readonly issues: readonly HealthIssue[];
  /** The last figures; held while nobody tells any. Null until there are some. */
  readonly sample: HealthSample | null;
  /** Those of the last ten minutes, oldest first; at most 600. A list that does not change. */
  readonly samples: readonly HealthSample[];
  /** The last figures are older than two intervals. */
  readonly isStale: boolean;
  readonly link: HealthLink;
  /** Why the link is not open. */
  readonly error: T333Error | null;
  readonly targets: HealthTargets;
}

/** @throws T333Error `invalid-argument` */
export function checkInterval(ms: number): void {
  if (!(ms > 0)) throw new T333Error('invalid-argument', 'An interval is above 0.');
}

/** What a broadcast is called, from what its last figures say and how long ago they came. */
export function statusOf(
  judged: HealthJudgement['status'] | null,
  link: HealthLink,
  silentMs: number,
  intervalMs: number,
): HealthStatus {
  if (link === 'closed' || link === 'reconnecting') return 'offline';
  if (judged === null) return 'unknown';
  return silentMs >= SILENT_INTERVALS * intervalMs ? 'offline' : judged;
}
