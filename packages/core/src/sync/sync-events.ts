import type { T333Error } from '../errors.ts';
import type { CommandOrigin } from '../player/player.ts';
import type { Timeline } from './timeline.ts';

/** The group's time took another course than it would have by itself: it started, stopped, sought, or changed its rate. */
export class TimelineChangeEvent extends Event {
  readonly timeline: Timeline;
  /** `user`: somebody acted, on the group or on one of its players; `sync`: the group followed another timeline, or waited. */
  readonly origin: CommandOrigin;

  constructor(timeline: Timeline, origin: CommandOrigin) {
    super('timelinechange');
    this.timeline = timeline;
    this.origin = origin;
  }
}

/** A member's distance from the group passed the limit of what eyes notice, one way or the other. */
export class DriftEvent extends Event {
  readonly id: string;
  /** Milliseconds ahead of the group. */
  readonly driftMs: number;

  constructor(id: string, driftMs: number) {
    super('drift');
    this.id = id;
    this.driftMs = driftMs;
  }
}

/** A member's player failed; the others go on. */
export class MemberErrorEvent extends Event {
  readonly id: string;
  readonly error: T333Error;

  constructor(id: string, error: T333Error) {
    super('membererror');
    this.id = id;
    this.error = error;
  }
}

export interface SyncEvents {
  timelinechange: TimelineChangeEvent;
  drift: DriftEvent;
  membererror: MemberErrorEvent;
}
