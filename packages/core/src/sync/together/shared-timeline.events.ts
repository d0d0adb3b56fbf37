import type { T333Error } from '../../errors.ts';
import type { Timeline } from '../timeline.ts';

/** The room has another line, and the players follow it. */
export class SharedTimelineEvent extends Event {
  /** On the clock of this page. */
  readonly timeline: Timeline;
  /** Who moved it, as the authority knows them; null: somebody on this page. */
  readonly by: string | null;

  constructor(timeline: Timeline, by: string | null) {
    super('timelinechange');
    this.timeline = timeline;
    this.by = by;
  }
}

/** Something was refused, or could not be read; the room goes on. */
export class SharedTimelineErrorEvent extends Event {
  readonly error: T333Error;

  constructor(error: T333Error) {
    super('error');
    this.error = error;
  }
}

export interface SharedTimelineEvents {
  timelinechange: SharedTimelineEvent;
  /**
   * - `forbidden`: the user may not move this room, and the act was undone.
   * - `http`: the authority refused an act for another reason, and it was undone, or did not let us in.
   * - `invalid-frame`: somebody sent what is no timeline; it was ignored.
   */
  error: SharedTimelineErrorEvent;
}
