import {
  MAX_HISTORY,
  NONCE_LIFE_MS,
  type AckFrame,
  type ModFrame,
  type RtErrorCode,
  type RtEvent,
  type RtLoggedEvent,
  type RtMessage,
  type RtPosition,
  type RtReplay,
  type RtSettings,
  type RtUser,
  type RtYou,
} from './protocol.ts';

/** An event, and who may see it: a placeholder stands in its place for others. */
interface Logged {
  readonly event: RtLoggedEvent;
  readonly isFor: ((viewer: Viewer) => boolean) | null;
}

export interface Viewer {
  readonly user: RtUser | null;
  readonly role: RtYou['role'];
}

/** What is logged, before it has its place. */
export type NewEvent = RtLoggedEvent extends infer Event
  ? Event extends RtLoggedEvent
    ? Omit<Event, 'channelId' | 'seq' | 'at'> & { at?: number }
    : never
  : never;

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

const isModerator = ({ role }: Viewer): boolean => role === 'moderator' || role === 'broadcaster';
const FOREVER = Number.MAX_SAFE_INTEGER;

/** One channel: its log, its rules, and who is what in it. */
export class HubChannel {
  readonly id: string;
  epoch: string;
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
  #log: Logged[] = [];
  #lastSeq = 0;
  readonly #gone = new Set<string>();
  readonly #silencedUntil = new Map<string, number>();
  readonly #held = new Map<string, { user: RtUser; message: RtMessage }>();
  readonly #acks = new Map<string, { ack: Omit<AckFrame, 'rid' | 'type'>; at: number }>();
  readonly #buckets = new Map<string, { left: number; at: number; lastAt: number }>();

  constructor(id: string, epoch: string, host: ChannelHost) {
    this.id = id;
    this.epoch = epoch;
    this.#host = host;
  }

  get lastSeq(): number {
    return this.#lastSeq;
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
  log(fields: NewEvent, isFor: Logged['isFor'] = null): RtLoggedEvent {
    const event = {
      channelId: this.id,
      seq: ++this.#lastSeq,
      at: this.#host.now(),
      ...fields,
    } as unknown as RtLoggedEvent;
    const logged = { event, isFor };
    this.#log.push(logged);
    if (this.#log.length > this.#host.keep) this.#log.shift();
    this.#host.tell(this, event, (viewer) => this.#seen(logged, viewer));
    return event;
  }

  /** The log is lost, as that of a server in memory is when it starts anew. */
  loseLog(epoch: string): void {
    this.epoch = epoch;
    this.#log = [];
    this.#lastSeq = 0;
    this.#gone.clear();
  }

  replay(since: RtPosition | undefined, history: number, viewer: Viewer, limit = Infinity): RtReplay {
    const { epoch } = this;
    const lastSeq = this.#lastSeq;
    const recovered = since?.epoch === epoch && since.seq <= lastSeq && lastSeq - since.seq <= this.#log.length;
    const logged = recovered
      ? this.#log.slice(this.#log.length - (lastSeq - since.seq)).slice(0, limit)
      : this.#log.slice(Math.max(0, this.#log.length - history));
    return { epoch, lastSeq, recovered, events: logged.map((one) => this.#seen(one, viewer)) };
  }

  /** Messages before a `seq`. */
  history(before: number, limit: number, viewer: Viewer): RtEvent[] {
    const found: RtEvent[] = [];
    for (let index = this.#log.length - 1; index >= 0 && found.length < Math.min(limit, MAX_HISTORY); index--) {
      const logged = this.#log[index]!;
      const { event } = logged;
      if (event.seq < before && event.type === 'chat' && !this.#gone.has(event.id))
        found.unshift(this.#seen(logged, viewer));
    }
    return found;
  }

  say(
    user: RtUser,
    { nonce, text, replyTo }: { nonce: string; text: string; replyTo?: string },
  ): Omit<AckFrame, 'rid' | 'type'> {
    const viewer = this.viewer(user);
    const now = this.#host.now();
    for (const [key, { at }] of this.#acks) {
      if (now - at <= NONCE_LIFE_MS) break;
      this.#acks.delete(key);
    }
    const key = `${user.id} ${nonce}`;
    const known = this.#acks.get(key);
    if (known) return known.ack;
    this.#allow(viewer, text, now);
    const message = this.message(user, text, replyTo);
    const word = (this.settings.blockedWords ?? []).find((one) => text.toLowerCase().includes(one.toLowerCase()));
    if (word !== undefined && !isModerator(viewer)) {
      this.#held.set(message.id, { user, message });
      this.log(
        { type: 'held', message, reason: 'blocked_words', score: 1 },
        (other) => isModerator(other) || other.user?.id === user.id,
      );
      throw new Refused('rejected', 'A moderator looks at it first.');
    }
    // Slow mode runs from the last message that was taken.
    this.#buckets.get(user.id)!.lastAt = now;
    const { seq } = this.log({ type: 'chat', ...message, nonce });
    const { slowModeMs } = this.settings;
    const ack = {
      id: message.id,
      seq,
      ...(slowModeMs > 0 && !isModerator(viewer) && { cooldownUntilAt: now + slowModeMs }),
    };
    this.#acks.set(key, { ack, at: now });
    return ack;
  }

  message(user: RtUser, text: string, replyTo?: string): RtMessage {
    const answered = replyTo === undefined ? undefined : this.#find(replyTo);
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
        this.#gone.add(messageId);
        return this.log({ type: 'chat_deleted', messageIds: [messageId] }).seq;
      case 'clear':
        for (const { event } of this.#log) if (event.type === 'chat') this.#gone.add(event.id);
        return this.log({ type: 'cleared' }).seq;
      case 'pin':
      case 'unpin': {
        this.pinned = action === 'pin' ? (this.#find(messageId) ?? null) : null;
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
        return action === 'approve' ? this.log({ type: 'chat', ...held.message }).seq : this.#lastSeq;
      }
      default: {
        if (!userId) throw new Refused('bad_request', 'Whom?');
        const until = action === 'ban' ? FOREVER : this.#host.now() + (durationMs ?? 600_000);
        if (action === 'ban' || action === 'timeout') {
          this.#silencedUntil.set(userId, until);
          for (const { event } of this.#log)
            if (event.type === 'chat' && event.user.id === userId) this.#gone.add(event.id);
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

  #find(messageId: string): RtMessage | undefined {
    for (const { event } of this.#log) {
      if (event.type !== 'chat' || event.id !== messageId || this.#gone.has(messageId)) continue;
      const { id, user, text, emotes, badges, replyTo, at, seq } = event;
      return { id, user, text, emotes, badges, ...(replyTo && { replyTo }), at, seq };
    }
    return undefined;
  }

  #seen({ event, isFor }: Logged, viewer: Viewer): RtEvent {
    const { seq } = event;
    const isGone = event.type === 'chat' && this.#gone.has(event.id);
    if (isGone || (isFor && !isFor(viewer))) return { channelId: this.id, seq, deleted: true } as unknown as RtEvent;
    if (event.type === 'chat' && event.nonce !== undefined && event.user.id !== viewer.user?.id) {
      const { nonce: _, ...rest } = event;
      return rest;
    }
    if (event.type === 'settings' && !isModerator(viewer)) {
      const { blockedWords: _, ...rest } = event;
      return rest;
    }
    return event;
  }
}

/** Words that are emotes, in code points. */
function findEmotes(text: string, emotes: ReadonlyMap<string, string>): RtMessage['emotes'] {
  if (emotes.size === 0) return [];
  const found: { id: string; start: number; end: number }[] = [];
  let start = 0;
  for (const word of text.split(' ')) {
    const length = [...word].length;
    const id = emotes.get(word);
    if (id !== undefined) found.push({ id, start, end: start + length - 1 });
    start += length + 1;
  }
  return found;
}
