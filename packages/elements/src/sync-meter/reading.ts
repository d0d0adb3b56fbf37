import type { MemberStatus, Offset, SyncMemberState } from '@t333/core/sync';
import { formatTime } from '../base/format-time.ts';
import { messages } from './messages.ts';
import { durationText } from './shown-drift.ts';

export interface Reading {
  /** `fine` is nobody's concern; `note` is as it should be, and worth knowing; `alarm` is what sync was meant to prevent. */
  readonly tone: 'fine' | 'note' | 'alarm';
  readonly key: keyof typeof messages;
  readonly values?: Readonly<Record<string, string>>;
}

/** Statuses that say all there is to say. */
const READINGS: Partial<Record<MemberStatus, Reading>> = {
  loading: { tone: 'note', key: 'sync.loading' },
  ended: { tone: 'note', key: 'sync.ended' },
  parked: { tone: 'note', key: 'sync.parked' },
  cueing: { tone: 'note', key: 'sync.cueing' },
  stalled: { tone: 'alarm', key: 'sync.stalled' },
  error: { tone: 'alarm', key: 'sync.error' },
};

const FINE: Reading = { tone: 'fine', key: 'sync.fine' };

/**
 * What to tell of one member.
 *
 * @param driftMs as of `shownDrift`
 * @param time of the group, in seconds
 */
export function readingOf(
  { status, offset, coverage }: Pick<SyncMemberState, 'status' | 'offset' | 'coverage'>,
  driftMs: number,
  time: number,
): Reading {
  const said = READINGS[status];
  if (said) return said;
  if (status === 'waiting') {
    const start = coverage.find((interval) => interval.start > time)?.start;
    // Without a coverage there is no beginning to tell.
    if (start === undefined) return { tone: 'note', key: 'sync.loading' };
    return { tone: 'note', key: 'sync.waiting', values: { time: formatTime(Math.ceil(start - time)) } };
  }
  if (offset.source === 'none') return { tone: 'note', key: 'sync.unplaced' };
  if (driftMs === 0) return FINE;
  return {
    tone: 'alarm',
    key: driftMs > 0 ? 'sync.ahead' : 'sync.behind',
    values: { drift: durationText(driftMs) },
  };
}

/** Where an offset came from and how sure that is, as a key of the texts with its values. */
export function originOf({ source, certainty }: Offset): {
  source: keyof typeof messages;
  /** Null where there is nothing to doubt. */
  percent: number | null;
} {
  const isSure = source === 'none' || source === 'manual' || source === 'anchor';
  return { source: `sync.source.${source}`, percent: isSure ? null : Math.round(certainty * 100) };
}
