import type { CommandOrigin } from '../../player/player.ts';
import type { ReadableStore } from '../../state/store.ts';
import type { Timeline } from '../timeline.ts';
import type { GroupZero } from './room-zero.ts';

/** The event of a `TimelinePort`. */
export interface TimelineChange extends Event {
  readonly timeline: Timeline;
  /**
   * Who moved it; null for the players themselves. Only what the `user` did concerns others. Where an act takes time, as the start
   * of many players does, each line on the way to its end is the user's.
   */
  readonly origin: CommandOrigin | null;
}

/** What can be put on a shared timeline: a `SyncGroup`, or anything else that plays along a line. */
export interface TimelinePort {
  /** The line that it plays along now, on the clock that both were given. */
  readonly timeline: Timeline;
  /** What its time 0 is in real time. Without it, 0 has to mean the same moment in every browser. */
  readonly state?: ReadableStore<GroupZero>;
  /**
   * Plays along this line, by slews or jumps, and comes back to it after a stall of its own; null lets go. What the user does
   * meanwhile takes the line's place, and is kept to in the same way. To follow its own `timeline` changes nothing but that it
   * is kept to. May be called from a listener of `timelinechange`.
   */
  follow(timeline: Timeline | null): void;
  addEventListener(
    type: 'timelinechange',
    listener: (event: TimelineChange) => void,
    options: { signal: AbortSignal },
  ): void;
}
