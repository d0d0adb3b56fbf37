import { isModerator } from '../../../realtime/seen.ts';
import type { Clock } from '../clock.ts';
import { Problem } from '../http/problem.ts';
import type { TimelineRequestFrame } from '../protocol.ts';
import type { Person } from './person.ts';
import type { Room } from './room.ts';
import { isChannel } from './rooms.ts';
import type { RoomLog } from './roomlog.ts';
import { taken } from './speaking.ts';

/** Somebody scrubs: more often than they talk, and not for long. */
const PACE = { slowModeMs: 0, perSecond: 5, burst: 20 };

/** Moves the timeline of a room to watch together in: in a channel its moderators do, in a room of its own everybody who is signed in. */
export class Watching {
  readonly #log: RoomLog;
  readonly #clock: Clock;

  constructor(log: RoomLog, clock: Clock) {
    this.#log = log;
    this.#clock = clock;
  }

  /** @returns its revision now. @throws Problem `stale`: the sender does not know what the room does; `forbidden` */
  async move(
    room: Room,
    person: Person,
    { roomId, position, rate, playing, at, rev }: Omit<TimelineRequestFrame, 'rid' | 'type'>,
  ): Promise<number> {
    const scope = isChannel(roomId) ? 'chat:moderate' : 'chat:write';
    if (!person.scopes.includes(scope)) throw new Problem('forbidden', `The token lacks the scope ${scope}.`);
    if (isChannel(roomId) && !isModerator(room.viewer(person))) throw new Problem('forbidden', 'For moderators.');
    const by = person.user.id;
    const next = rev + 1;
    const moved = taken(
      await this.#log.append(room.id, {
        event: { type: 'timeline', roomId, position, rate, playing, at, rev: next, by },
        nowMs: this.#clock.now(),
        pace: { userId: `timeline ${by}`, ...PACE },
        revision: { of: roomId, is: rev },
        known: room.known,
      }),
    );
    await room.until(moved);
    return next;
  }
}
