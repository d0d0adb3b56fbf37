import { isModerator, type Viewer } from '../../../realtime/seen.ts';
import type { Clock } from '../clock.ts';
import { Problem } from '../http/problem.ts';
import { newId } from '../ids.ts';
import type { AckFrame, RtBadge, RtEmote, RtMessage } from '../protocol.ts';
import type { Review, Verdict } from '../review/review.ts';
import type { ChatStore } from './chat-store.ts';
import type { Person } from './person.ts';
import { Recent, soon } from './recent.ts';
import type { Room } from './room.ts';
import { isChannel } from './rooms.ts';
import type { Appended, NewEntry, NewEvent, Pace, RoomLog } from './roomlog.ts';
import { hasBlockedWord, refusalOf } from './rules.ts';

export interface SpeakingLimits {
  readonly messagesPerSecond: number;
  readonly messageBurst: number;
  readonly subscriberMessagesPerSecond: number;
  readonly subscriberMessageBurst: number;
}

export interface SpeakingOptions {
  log: RoomLog;
  store: ChatStore;
  review: Review;
  clock: Clock;
  limits: SpeakingLimits;
  /** The emotes of a text, as that person may use them. */
  findEmotes: (channelId: string, text: string, who: { isSubscriber: boolean }) => Promise<readonly RtEmote[]>;
  /** The tier of somebody's subscription; null: none. */
  subscriberTier: (channelId: string, accountId: string) => Promise<string | null>;
}

/** Who moderates answers many: so many times as fast. */
const MODERATOR_FACTOR = 5;

type Ack = Omit<AckFrame, 'rid' | 'type'>;

/** Who somebody is in a room. */
interface Standing {
  readonly viewer: Viewer;
  readonly isSubscriber: boolean;
  readonly badges: readonly RtBadge[];
}

/** Says things in rooms: rules, review, and then the log. */
export class Speaking {
  readonly #options: SpeakingOptions;
  readonly #tiers = new Recent<string | null>(null);

  constructor(options: SpeakingOptions) {
    this.#options = options;
  }

  /** @throws Problem why not */
  async say(
    room: Room,
    person: Person,
    { nonce, text, replyTo }: { nonce: string; text: string; replyTo?: string },
  ): Promise<Ack> {
    if (!person.scopes.includes('chat:write')) throw new Problem('forbidden', 'The token lacks the scope chat:write.');
    const { log, clock } = this.#options;
    const nowMs = clock.now();
    const named = `${person.user.id} ${nonce}`;
    const standing = await this.standing(room, person);
    const emotes = await this.#emotes(room, text, standing);
    const ruled = refusalOf({
      text,
      ...standing,
      emotes,
      settings: room.state.settings,
      silencedUntilMs: room.state.silencedUntil(person.user.id, nowMs),
      followedSinceMs: await this.#followedSince(room, standing),
      nowMs,
    });
    const verdict: Verdict = ruled ? { verdict: 'approve' } : await this.#judge(room, standing.viewer, text);
    const isRefused = verdict.verdict === 'reject' || (verdict.verdict === 'hold' && !isChannel(room.id));
    const refusal = ruled ?? (isRefused ? new Problem('rejected', verdict.reason) : null);
    if (refusal) {
      // What was taken before the rules changed is still taken.
      const before = await log.answered(room.id, named);
      if (!before) throw refusal;
      return this.#done(room, standing, before);
    }
    const message: RtMessage = {
      id: newId(nowMs),
      user: person.user,
      text,
      emotes,
      badges: standing.badges,
      ...(replyTo !== undefined && { replyTo: answered(room, replyTo) }),
      nonce,
    };
    const entry = { nowMs, nonce: named, pace: this.#pace(room, person, standing), known: room.known };
    if (verdict.verdict === 'hold') return this.#hold(room, standing, message, verdict, entry);
    return this.#done(
      room,
      standing,
      await log.append(room.id, {
        ...entry,
        event: { type: 'chat', ...message } as NewEvent,
        answer: { id: message.id },
      }),
    );
  }

  async standing(room: Room, person: Person): Promise<Standing> {
    const viewer = room.viewer(person);
    const { id } = person.user;
    // A room of its own has no subscribers, as it has no emotes, and nobody who looks at what is held.
    const tier = !isChannel(room.id)
      ? null
      : await this.#tiers.get(`${room.id} ${id}`, () => this.#options.subscriberTier(room.id, id));
    const badges: RtBadge[] = [];
    if (viewer.role === 'broadcaster' || viewer.role === 'moderator') badges.push({ type: viewer.role });
    if (person.siteRole === 'admin') badges.push({ type: 'admin' });
    if (tier !== null) badges.push({ type: 'subscriber', tier });
    return { viewer, isSubscriber: tier !== null, badges };
  }

  /** Until when slow mode keeps somebody silent, where it does. */
  async cooldown(room: Room, viewer: Viewer): Promise<{ cooldownUntilAt?: number }> {
    const { slowModeMs } = room.state.settings;
    if (slowModeMs === 0 || !viewer.user || isModerator(viewer)) return {};
    const takenAt = await this.#options.log.takenAt(room.id, viewer.user.id).catch(() => null);
    const untilAt = (takenAt ?? 0) + slowModeMs;
    return untilAt > this.#options.clock.now() ? { cooldownUntilAt: untilAt } : {};
  }

  /** A message waits for a moderator: the log first, which knows whether it is the first time, and what was said then. */
  async #hold(
    room: Room,
    standing: Standing,
    message: RtMessage,
    { reason, score }: Extract<Verdict, { verdict: 'hold' }>,
    entry: Omit<NewEntry, 'event'>,
  ): Promise<Ack> {
    const { log, store } = this.#options;
    const event: NewEvent = { type: 'held', message, reason, score };
    const told = taken(await log.append(room.id, { ...entry, event, answer: { id: message.id, isHeld: true } }));
    const { answer, atMs } = told;
    if (answer.isHeld) {
      const { id = message.id } = answer;
      await store.hold(room.id, { id, message: { ...message, id }, reason, score, at: new Date(atMs) });
    }
    return this.#done(room, standing, told);
  }

  /** @throws Problem `rejected`: it is held */
  async #done(room: Room, { viewer }: Standing, appended: Appended): Promise<Ack> {
    const { answer, seq, atMs, epoch } = taken(appended);
    await room.until({ epoch, seq });
    if (answer.isHeld) throw new Problem('rejected', 'A moderator looks at it first.');
    const { slowModeMs } = room.state.settings;
    const hasCooldown = slowModeMs > 0 && !isModerator(viewer);
    return {
      ...(answer.id !== undefined && { id: answer.id }),
      seq,
      ...(hasCooldown && { cooldownUntilAt: atMs + slowModeMs }),
    };
  }

  async #judge(room: Room, viewer: Viewer, text: string): Promise<Verdict> {
    if (isModerator(viewer)) return { verdict: 'approve' };
    if (hasBlockedWord(text, room.state.settings)) return { verdict: 'hold', reason: 'blocked_words', score: 1 };
    try {
      return await this.#options.review.judge(text);
    } catch {
      return { verdict: 'hold', reason: 'not_reviewed', score: 0 };
    }
  }

  #pace(room: Room, { user }: Person, { viewer, isSubscriber }: Standing): Pace {
    const { limits } = this.#options;
    const isFaster = isModerator(viewer);
    const factor = isFaster ? MODERATOR_FACTOR : 1;
    return {
      userId: user.id,
      slowModeMs: isFaster ? 0 : room.state.settings.slowModeMs,
      perSecond: factor * (isSubscriber ? limits.subscriberMessagesPerSecond : limits.messagesPerSecond),
      burst: factor * (isSubscriber ? limits.subscriberMessageBurst : limits.messageBurst),
    };
  }

  async #followedSince(room: Room, { viewer }: Standing): Promise<number | null | undefined> {
    if (room.state.settings.followersOnlyMs === null || isModerator(viewer)) return undefined;
    return (await this.#options.store.followedSince(viewer.user!.id, room.id))?.getTime() ?? null;
  }

  /** Without the database a message has words in it. */
  async #emotes(room: Room, text: string, { isSubscriber }: Standing): Promise<readonly RtEmote[]> {
    if (!isChannel(room.id)) return [];
    return soon(this.#options.findEmotes(room.id, text, { isSubscriber })).catch(() => []);
  }
}

function answered(room: Room, id: string): NonNullable<RtMessage['replyTo']> {
  const message = room.past.find(id);
  return { id, ...(message && { text: message.text, user: message.user }) };
}

/** @throws Problem too fast */
export function taken(appended: Appended): Extract<Appended, { seq: number }> {
  switch (appended.outcome) {
    case 'appended':
    case 'again':
      return appended;
    case 'stale':
      throw new Problem('stale', 'It has changed meanwhile.');
    default: {
      const { outcome, retryAfterMs } = appended;
      throw new Problem(outcome, outcome === 'slow_mode' ? 'Slow mode.' : 'Too fast.', { retryAfterMs });
    }
  }
}
