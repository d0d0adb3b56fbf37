import { PROGRAM_DATE_TIME_CERTAINTY, type MemberStatus, type Offset, type SyncMemberState } from '@t333/core/sync';
import { formatTime } from '../base/format-time.ts';
import { messages } from './messages.ts';
import { durationText } from './shown-drift.ts';

export interface Reading {
  /**
   * `fine` is nobody's concern; `rough` keeps to a place that may be wrong; `note` is as it should be, and worth knowing; `alarm`
   * is what sync was meant to prevent.
   */
  readonly tone: 'fine' | 'rough' | 'note' | 'alarm';
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
const ROUGH: Reading = { tone: 'rough', key: 'sync.rough' };

type Placed = Pick<SyncMemberState, 'offset' | 'initialOffset'>;

/** Less certain than the clock of an encoder, which is as good as a place gets without looking or listening. */
const isUnsure = ({ offset }: Placed): boolean => offset.certainty < PROGRAM_DATE_TIME_CERTAINTY;

/** By what is in the videos, or by somebody who watched them. */
const wasFound = ({ offset, initialOffset }: Placed): boolean =>
  offset.source === 'sound' || offset.source === 'anchor' || offset !== initialOffset;

/**
 * Whether the place of a member is no better than a guess. The place of one does not matter once all others were found for it,
 * or moved to it.
 *
 * @param members of its group, itself included
 */
export function isGuess(member: Placed, members: readonly Placed[]): boolean {
  return (
    member.offset.source !== 'none' &&
    isUnsure(member) &&
    members.some((other) => other !== member && (isUnsure(other) || !wasFound(other)))
  );
}

/**
 * What to tell of one member.
 *
 * @param isRough as of `isGuess`
 * @param driftMs as of `shownDrift`
 * @param time of the group, in seconds
 */
export function readingOf(
  { status, offset, coverage }: Pick<SyncMemberState, 'status' | 'offset' | 'coverage'>,
  isRough: boolean,
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
  if (driftMs === 0) return isRough ? ROUGH : FINE;
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
