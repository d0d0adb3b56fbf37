import type { Offset } from './offsets.ts';
import { DriftEvent, MemberErrorEvent } from './sync-events.ts';
import type { SyncMember } from './sync-member.ts';
import { describeMember, kept, type SyncMemberState } from './sync-state.ts';

/** What eyes notice between two pictures: a bit more than a frame at 25 fps. */
const DRIFT_MS = 40;

/** What is told of one member: its state, and what of it is worth an event. */
export class MemberReport {
  readonly #member: SyncMember;
  /** The offset that it came with, once that is known. */
  #initialOffset: Offset | null = null;
  #told: SyncMemberState | null = null;
  #failed = false;
  #drifting = false;

  constructor(member: SyncMember) {
    this.#member = member;
  }

  /** It has its first place. */
  notePlace(offset: Offset): void {
    this.#initialOffset ??= offset;
  }

  /** What has happened since the last look. */
  news(): (MemberErrorEvent | DriftEvent)[] {
    const { id, player, errorMs } = this.#member;
    const { error } = player.state.getSnapshot();
    const news: (MemberErrorEvent | DriftEvent)[] = [];
    if (error && !this.#failed) news.push(new MemberErrorEvent(id, error));
    this.#failed = error !== null;
    if (errorMs !== null && Math.abs(errorMs) > DRIFT_MS !== this.#drifting) {
      this.#drifting = !this.#drifting;
      news.push(new DriftEvent(id, errorMs));
    }
    return news;
  }

  /** Its state, the same object while nothing of it has changed. */
  describe(time: number, canUndo: boolean): SyncMemberState {
    const initialOffset = this.#initialOffset;
    return (this.#told = kept(this.#told, describeMember(this.#member, time, { initialOffset, canUndo })));
  }
}
