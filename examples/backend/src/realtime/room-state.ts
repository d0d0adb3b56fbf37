import type { RtLoggedEvent, RtMessage, RtSettings, RtYou } from '../protocol.ts';
import type { NewEvent } from './roomlog.ts';

export const DEFAULT_SETTINGS: RtSettings = Object.freeze({
  slowModeMs: 0,
  followersOnlyMs: null,
  subscribersOnly: false,
  emoteOnly: false,
  maxLength: 500,
  blockedWords: [],
});

/** How long somebody is silenced who is banned. */
export const FOREVER = Number.MAX_SAFE_INTEGER;

/** What is kept of a room in the database. */
export interface RoomSnapshot {
  readonly settings: RtSettings;
  readonly pinned: RtMessage | null;
  /** Until when, by account, in Unix milliseconds. */
  readonly silenced: ReadonlyMap<string, number>;
  readonly moderators: ReadonlySet<string>;
}

/** How a room is: as the database had it, and as its events have changed it since. */
export class RoomState {
  settings: RtSettings;
  pinned: RtMessage | null;
  moderators: ReadonlySet<string>;
  readonly #ownerId: string;
  readonly #silenced: Map<string, number>;

  constructor(ownerId: string, { settings, pinned, silenced, moderators }: RoomSnapshot) {
    this.#ownerId = ownerId;
    this.settings = settings;
    this.pinned = pinned;
    this.moderators = moderators;
    this.#silenced = new Map(silenced);
  }

  /** @param siteRole who works for the site moderates everywhere */
  roleOf(userId: string, siteRole: 'user' | 'moderator' | 'admin'): RtYou['role'] {
    if (userId === this.#ownerId) return 'broadcaster';
    return siteRole !== 'user' || this.moderators.has(userId) ? 'moderator' : 'viewer';
  }

  silencedUntil(userId: string, nowMs: number): number {
    const until = this.#silenced.get(userId) ?? 0;
    if (until > nowMs) return until;
    this.#silenced.delete(userId);
    return 0;
  }

  apply(event: NewEvent | RtLoggedEvent): void {
    switch (event.type) {
      case 'settings': {
        const { slowModeMs, followersOnlyMs, subscribersOnly, emoteOnly, maxLength, blockedWords = [] } = event;
        this.settings = { slowModeMs, followersOnlyMs, subscribersOnly, emoteOnly, maxLength, blockedWords };
        return;
      }
      case 'pin':
        this.pinned = event.message;
        return;
      case 'user_moderated':
        if (event.action === 'ban') this.#silenced.set(event.userId, FOREVER);
        else if (event.action === 'timeout') this.#silenced.set(event.userId, event.untilAt ?? 0);
        else if (event.action !== 'warn') this.#silenced.delete(event.userId);
        if (event.action === 'ban' || event.action === 'timeout') this.#unpin(({ user }) => user.id === event.userId);
        return;
      case 'chat_deleted':
        return this.#unpin(({ id }) => event.messageIds.includes(id));
      case 'cleared':
        return this.#unpin(() => true);
      default:
    }
  }

  #unpin(isGone: (message: RtMessage) => boolean): void {
    if (this.pinned && isGone(this.pinned)) this.pinned = null;
  }
}
