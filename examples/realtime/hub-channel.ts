import { findEmotes } from './emotes.ts';
import { HubLog, type NewEvent } from './hub-log.ts';
import {
  NONCE_LIFE_MS,
  type AckFrame,
  type ModFrame,
  type RtErrorCode,
  type RtEvent,
  type RtLoggedEvent,
  type RtMessage,
  type RtSettings,
  type RtUser,
  type RtYou,
} from './protocol.ts';
import { isModerator, type Viewer } from './seen.ts';

/** A request that is not done. */
export class Refused extends Error {
  readonly code: RtErrorCode;
  readonly retryAfterMs: number | undefined;

  constructor(code: RtErrorCode, message: string, retryAfterMs?: number) {
    super(message);
    this.code = code;
    this.retryAfterMs = retryAfterMs;
  }
}

export interface ChannelHost {
  now: () => number;
  /** Events that are kept. */
  keep: number;
  messagesPerSecond: number;
  messageBurst: number;
  newId: () => string;
  /** By code: an emote's id. */
  emotes: ReadonlyMap<string, string>;
  /** An event is to be told. */
  tell: (channel: HubChannel, event: RtEvent, seenBy: (viewer: Viewer) => RtEvent) => void;
}

const FOREVER = Number.MAX_SAFE_INTEGER;

/** What became of a message, by its nonce: asked again, the answer is the same. */
type Outcome = Omit<AckFrame, 'rid' | 'type'> | Refused;

/** One channel: its log, its rules, and who is what in it. */
export class HubChannel {
  readonly id: string;
  readonly past: HubLog;
  settings: RtSettings = {
    slowModeMs: 0,
    followersOnlyMs: null,
    subscribersOnly: false,
    emoteOnly: false,
    maxLength: 500,
    blockedWords: [],
  };
  pinned: RtMessage | null = null;
  viewerCount = 0;
  /** Nobody may join while it is set. */
  refusal: RtErrorCode | null = null;
  readonly roles = new Map<string, RtYou['role']>();
  readonly badges = new Map<string, RtMessage['badges']>();
  readonly #host: ChannelHost;
  readonly #silencedUntil = new Map<string, number>();
  readonly #held = new Map<string, RtMessage>();
  readonly #outcomes = new Map<string, { outcome: Outcome; at: number }>();
  readonly #buckets = new Map<string, { left: number; at: number; lastAt: number }>();

  constructor(id: string, epoch: string, host: ChannelHost) {
    this.id = id;
    this.past = new HubLog(id, epoch, host.keep);
    this.#host = host;
  }

  get epoch(): string {
    return this.past.epoch;
  }

  get lastSeq(): number {
    return this.past.lastSeq;
  }

  viewer(user: RtUser | null): Viewer {
    return { user, role: (user && this.roles.get(user.id)) || 'viewer' };
  }

  you(user: RtUser | null): RtYou | null {
    if (!user) return null;
    const until = this.#silencedUntil.get(user.id) ?? 0;
    return {
      role: this.viewer(user).role,
      badges: this.badges.get(user.id) ?? [],
      ...(until > this.#host.now() && until < FOREVER && { timeoutUntilAt: until }),
    };
  }

  /** Logs an event, and tells it. */
  log(fields: NewEvent): RtLoggedEvent {
    const event = this.past.add(fields, this.#host.now());
    this.#host.tell(this, event, (viewer) => this.past.seen(event, viewer));
    return event;
  }

  say(
    user: RtUser,
    { nonce, text, replyTo }: { nonce: string; text: string; replyTo?: string },
  ): Omit<AckFrame, 'rid' | 'type'> {
    const viewer = this.viewer(user);
    const now = this.#host.now();
    for (const [key, { at }] of this.#outcomes) {
      if (now - at <= NONCE_LIFE_MS) break;
      this.#outcomes.delete(key);
    }
    const key = `${user.id} ${nonce}`;
    let outcome = this.#outcomes.get(key)?.outcome;
    if (!outcome) {
      this.#allow(viewer, text, now);
      outcome = this.#take(viewer, { ...this.message(user, text, replyTo), nonce }, now);
      this.#outcomes.set(key, { outcome, at: now });
    }
    if (outcome instanceof Refused) throw outcome;
    return outcome;
  }

  #take(viewer: Viewer, message: RtMessage, now: number): Outcome {
    const text = message.text.toLowerCase();
    const isBlocked = (this.settings.blockedWords ?? []).some((word) => text.includes(word.toLowerCase()));
    if (isBlocked && !isModerator(viewer)) {
      this.#held.set(message.id, message);
      this.log({ type: 'held', message, reason: 'blocked_words', score: 1 });
      return new Refused('rejected', 'A moderator looks at it first.');
    }
    // Slow mode runs from the last message that was taken.
    this.#buckets.get(message.user.id)!.lastAt = now;
    const { seq } = this.log({ type: 'chat', ...message });
    const { slowModeMs } = this.settings;
    return {
      id: message.id,
      seq,
      ...(slowModeMs > 0 && !isModerator(viewer) && { cooldownUntilAt: now + slowModeMs }),
    };
  }

  message(user: RtUser, text: string, replyTo?: string): RtMessage {
    const answered = replyTo === undefined ? undefined : this.past.find(replyTo);
    return {
      id: this.#host.newId(),
      user,
      text,
      emotes: findEmotes(text, this.#host.emotes),
      badges: this.badges.get(user.id) ?? [],
      ...(replyTo !== undefined && {
        replyTo: { id: replyTo, ...(answered && { text: answered.text, user: answered.user }) },
      }),
    };
  }

  /** @returns the `seq` of what came of it */
  moderate(
    user: RtUser,
    { action, messageId = '', userId = '', durationMs, reason, settings }: Omit<ModFrame, 'rid' | 'type' | 'channelId'>,
  ): number {
    if (!isModerator(this.viewer(user))) throw new Refused('forbidden', 'For moderators.');
    const why = reason === undefined ? {} : { reason };
    switch (action) {
      case 'delete':
        this.past.delete(messageId);
        this.#unpin(({ id }) => id === messageId);
        return this.log({ type: 'chat_deleted', messageIds: [messageId] }).seq;
      case 'clear':
        this.past.deleteAll();
        this.#unpin(() => true);
        return this.log({ type: 'cleared' }).seq;
      case 'pin':
      case 'unpin': {
        this.pinned = action === 'pin' ? (this.past.find(messageId) ?? null) : null;
        if (action === 'pin' && !this.pinned) throw new Refused('not_found', 'No such message.');
        return this.log({ type: 'pin', message: this.pinned }).seq;
      }
      case 'highlight':
        return this.log({ type: 'highlight', messageId }).seq;
      case 'settings':
        this.settings = { ...this.settings, ...settings };
        return this.log({ type: 'settings', ...this.settings }).seq;
      case 'approve':
      case 'deny': {
        const held = this.#held.get(messageId);
        if (!held) throw new Refused('not_found', 'No such message.');
        this.#held.delete(messageId);
        // Others who moderate, and who wrote it, learn that it is done with.
        return this.log(
          action === 'approve' ? { type: 'chat', ...held } : { type: 'chat_deleted', messageIds: [messageId] },
        ).seq;
      }
      default: {
        if (!userId) throw new Refused('bad_request', 'Whom?');
        const until = action === 'ban' ? FOREVER : this.#host.now() + (durationMs ?? 600_000);
        if (action === 'ban' || action === 'timeout') {
          this.#silencedUntil.set(userId, until);
          this.past.deleteAll(userId);
          this.#unpin((message) => message.user.id === userId);
        } else if (action !== 'warn') this.#silencedUntil.delete(userId);
        return this.log({
          type: 'user_moderated',
          userId,
          action,
          ...why,
          ...(action === 'timeout' && { untilAt: until }),
        }).seq;
      }
    }
  }

  /** What is deleted is not pinned any more. */
  #unpin(isGone: (message: RtMessage) => boolean): void {
    if (!this.pinned || !isGone(this.pinned)) return;
    this.pinned = null;
    this.log({ type: 'pin', message: null });
  }

  #allow(viewer: Viewer, text: string, now: number): void {
    const { id } = viewer.user!;
    const { maxLength, slowModeMs, subscribersOnly, emoteOnly } = this.settings;
    const until = this.#silencedUntil.get(id) ?? 0;
    if (until === FOREVER) throw new Refused('banned', 'You are banned.');
    if (until > now) throw new Refused('timed_out', 'You are timed out.', until - now);
    if ([...text].length > maxLength) throw new Refused('too_long', `At most ${maxLength} characters.`);
    const { messagesPerSecond, messageBurst } = this.#host;
    const bucket = this.#buckets.get(id) ?? { left: messageBurst, at: now, lastAt: -Infinity };
    this.#buckets.set(id, bucket);
    const isFree = isModerator(viewer);
    const isSubscriber = (this.badges.get(id) ?? []).some(({ type }) => type === 'subscriber');
    if (!isFree && subscribersOnly && !isSubscriber) throw new Refused('subscribers_only', 'For subscribers.');
    if (!isFree && emoteOnly && text.split(/\s+/).some((word) => word && !this.#host.emotes.has(word)))
      throw new Refused('emote_only', 'Emotes only.');
    if (!isFree && now < bucket.lastAt + slowModeMs)
      throw new Refused('slow_mode', 'Slow mode.', bucket.lastAt + slowModeMs - now);
    bucket.left = Math.min(messageBurst, bucket.left + ((now - bucket.at) / 1000) * messagesPerSecond);
    bucket.at = now;
    if (bucket.left < 1)
      throw new Refused('rate_limited', 'Too fast.', Math.ceil(((1 - bucket.left) / messagesPerSecond) * 1000));
    bucket.left--;
  }
}
