import { coverageOf, type Interval } from './coverage.ts';
import type { Offset } from './offsets.ts';
import type { SyncMember } from './sync-member.ts';

/**
 * - `loading`: its source is not known yet
 * - `waiting`: it has no material at this time, but will have
 * - `ended`: it has had its last material
 * - `parked`: something else than the group moves it, has stopped it to save resources, or does not let it play; or it has no
 *   playback rate, and the group's is not 1
 * - `cueing`: it looks for its place
 * - `ready`: it stands at its place, and the group is paused or about to start
 * - `playing`: it is where it should be
 * - `correcting`: it plays, and is on its way there
 * - `stalled`: its media does not come
 * - `error`: its player has failed
 */
export type MemberStatus =
  'loading' | 'waiting' | 'ended' | 'parked' | 'cueing' | 'ready' | 'playing' | 'correcting' | 'stalled' | 'error';

export interface SyncMemberState {
  readonly id: string;
  readonly offset: Offset;
  readonly status: MemberStatus;
  /** How far it is ahead of the group, in milliseconds; null while that is not known. */
  readonly driftMs: number | null;
  readonly lastAction: SyncMember['lastAction'];
  /** The offset that it came with; null while it has none of its own. */
  readonly initialOffset: Offset | null;
  /** Whether there is a change of its offset to take back. */
  readonly canUndo: boolean;
  /** Where it has material, on the group's timeline. */
  readonly coverage: readonly Interval[];
  /** What of that has been fetched. */
  readonly buffered: readonly Interval[];
  /** How long one of its frames lasts; null while that is not known. */
  readonly frameSeconds: number | null;
}

export interface SyncState {
  /** The group's time when this was written, four times a second while it plays, in seconds; `SyncGroup.currentTime` is exact. */
  readonly time: number;
  /** From the first material of any member to the last. */
  readonly range: Interval;
  /** Whether the group plays, or would if it did not wait. */
  readonly playing: boolean;
  /** It should play and waits: for its start, or for a member that the stall policy does not leave behind. */
  readonly waiting: boolean;
  readonly rate: number;
  /** The real time, in milliseconds since 1970, of the group's time 0; null while no member knows it. */
  readonly epochMs: number | null;
  /** Whether there is a change of an offset to take back. */
  readonly canUndo: boolean;
  readonly members: readonly SyncMemberState[];
}

/** What one member does, for people. */
function statusOf(member: SyncMember, time: number): MemberStatus {
  const { phase: playerPhase, error } = member.player.state.getSnapshot();
  if (error) return 'error';
  if (playerPhase === 'idle' || playerPhase === 'loading') return 'loading';
  if (member.away) return 'parked';
  if (member.material.rest(time) === null) return member.material.after(time) === null ? 'ended' : 'waiting';
  if (!member.keepsUp) return 'parked';
  switch (member.phase) {
    case 'running':
      return 'playing';
    case 'cued':
      return 'ready';
    case 'idle':
      return 'cueing';
    default:
      return member.phase;
  }
}

/** A member for the state. */
export function describeMember(
  member: SyncMember,
  time: number,
  history: Pick<SyncMemberState, 'initialOffset' | 'canUndo'>,
): SyncMemberState {
  return {
    id: member.id,
    offset: member.material.offset,
    status: statusOf(member, time),
    driftMs: member.errorMs,
    lastAction: member.lastAction,
    ...history,
    coverage: coverageOf(member.material.parts),
    buffered: member.material.buffered,
    frameSeconds: member.material.frameSeconds,
  };
}

/** What was told before where that says the same, so that nobody who watches it looks again; else the new, frozen. */
export function kept<T extends object>(before: T | null, now: T): T {
  return before !== null && isSame(before, now) ? before : Object.freeze(now);
}

/** Plain data alone. */
function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => isSame(a[key as never], b[key as never]));
}
