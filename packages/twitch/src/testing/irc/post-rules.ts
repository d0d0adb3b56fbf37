import type { Clock } from '@t333/core/time';
import type { Room } from '../room.ts';
import { WindowLimit } from '../window-limit.ts';
import type { World } from '../world.ts';

/** Why a message was not sent: the `msg-id` of the NOTICE, and its text. */
export interface PostRefusal {
  code: string;
  message: string;
}

/** Messages per 30 s. */
const LIMIT = 20;
const MODERATOR_LIMIT = 100;
const LIMIT_MS = 30_000;
/** The same text twice within this is refused. */
const DUPLICATE_MS = 30_000;
const MAX_CHARACTERS = 500;
const MINUTE_MS = 60_000;

/** `#` is a number of seconds. */
const TEXTS = {
  msg_banned: 'You are permanently banned from talking in this channel.',
  msg_timedout: 'You are timed out for # more seconds.',
  msg_subsonly: 'This room is in subscribers only mode.',
  msg_emoteonly: 'This room is in emote only mode.',
  msg_followersonly: 'This room is in followers-only mode.',
  msg_slowmode:
    'This room is in slow mode and you are sending messages too quickly. You will be able to talk again in # seconds.',
  msg_r9k: 'This room is in unique-chat mode and the message you attempted to send is not unique.',
  msg_duplicate:
    'Your message was not sent because it is identical to the previous one you sent, less than 30 seconds ago.',
  msg_ratelimit: 'Your message was not sent because you are sending messages too quickly.',
  msg_too_long: 'Your message was not sent because it is too long.',
};

/** What may be written where, by whom, how often. */
export class PostRules {
  readonly #world: World;
  readonly #clock: Clock;
  readonly #limit: WindowLimit;
  readonly #last = new Map<string, { text: string; atMs: number }>();
  readonly #seen = new Map<string, Set<string>>();

  constructor(world: World) {
    this.#world = world;
    this.#clock = world.clock;
    this.#limit = new WindowLimit(world.clock, LIMIT_MS);
  }

  /** Counts the message, if it may be sent. @returns null then */
  refusal(channelId: string, userId: string, text: string): PostRefusal | null {
    const code = this.#refusal(channelId, userId, text);
    return code && { code, message: this.#text(code, channelId, userId) };
  }

  /** Of a time-out and of slow mode it says how long they last. */
  #text(code: keyof typeof TEXTS, channelId: string, userId: string): string {
    const { bans, state } = this.#world.room(channelId);
    const lastMs = this.#last.get(`${channelId} ${userId}`)?.atMs ?? 0;
    const timeoutMs = bans.get(userId)?.untilMs ?? 0;
    const untilMs = code === 'msg_timedout' ? timeoutMs : lastMs + state.slowSeconds * 1000;
    return TEXTS[code].replace('#', String(Math.ceil((untilMs - this.#clock.now()) / 1000)));
  }

  #refusal(channelId: string, userId: string, text: string): keyof typeof TEXTS | null {
    const room = this.#world.room(channelId);
    const key = `${channelId} ${userId}`;
    const last = this.#last.get(key);
    const nowMs = this.#clock.now();
    const isModerator = this.#world.mayModerate(channelId, userId);
    const seen = this.#seen.get(channelId) ?? new Set();
    if ([...text].length > MAX_CHARACTERS) return 'msg_too_long';
    const refusal = isModerator ? null : this.#roomRefusal(room, channelId, userId, text);
    if (refusal) return refusal;
    if (!isModerator && last) {
      if (nowMs - last.atMs < room.state.slowSeconds * 1000) return 'msg_slowmode';
      if (last.text === text && nowMs - last.atMs < DUPLICATE_MS) return 'msg_duplicate';
    }
    if (room.state.unique && !isModerator && seen.has(text)) return 'msg_r9k';
    if (!this.#limit.take(userId, isModerator ? MODERATOR_LIMIT : LIMIT)) return 'msg_ratelimit';
    this.#last.set(key, { text, atMs: nowMs });
    this.#seen.set(channelId, seen.add(text));
    return null;
  }

  #roomRefusal({ state, bans, subscribers }: Room, channelId: string, userId: string, text: string) {
    const ban = bans.get(userId);
    if (ban && ban.untilMs > this.#clock.now()) return ban.untilMs === Infinity ? 'msg_banned' : 'msg_timedout';
    if (state.subscribersOnly && !subscribers.has(userId)) return 'msg_subsonly';
    if (state.emoteOnly && text.split(' ').some((word) => !this.#world.findEmote(word))) return 'msg_emoteonly';
    if (state.followersOnlyMinutes >= 0) {
      const follow = this.#world.follows.find((one) => one.userId === userId && one.broadcasterId === channelId);
      const followedMs = follow ? this.#clock.wallTime() - Date.parse(follow.followedAt) : -1;
      if (followedMs < state.followersOnlyMinutes * MINUTE_MS) return 'msg_followersonly';
    }
    return null;
  }
}
