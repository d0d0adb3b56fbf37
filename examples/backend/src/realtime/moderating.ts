import { isModerator } from '../../../realtime/seen.ts';
import type { Clock } from '../clock.ts';
import { Problem } from '../http/problem.ts';
import { newId } from '../ids.ts';
import type { ModFrame, RtYou } from '../protocol.ts';
import { storable } from '../sql/storable.ts';
import type { ChatStore } from './chat-store.ts';
import type { Person } from './person.ts';
import type { Room } from './room.ts';
import { isChannel } from './rooms.ts';
import type { NewEvent, RoomLog } from './roomlog.ts';
import { taken } from './speaking.ts';

export type ModAct = Omit<ModFrame, 'rid' | 'type' | 'channelId'>;

const DEFAULT_TIMEOUT_MS = 600_000;

export interface ModeratingOptions {
  log: RoomLog;
  store: ChatStore;
  clock: Clock;
}

/** What an act tells, and a nonce where it must be told once. */
interface Told {
  readonly event: NewEvent;
  readonly nonce?: string;
  /** What was pinned is not any more. */
  readonly unpins?: boolean;
  /** It was told before, as that. */
  readonly toldSeq?: number | null;
}

/** Acts of moderators: first in the database, with the record of who did it, then in the log, which tells all. */
export class Moderating {
  readonly #options: ModeratingOptions;
  /** The last act of each channel in which something is being done here. */
  readonly #last = new Map<string, Promise<unknown>>();

  constructor(options: ModeratingOptions) {
    this.#options = options;
  }

  /** @throws Problem `forbidden` */
  check(room: Room, person: Person): void {
    if (!person.scopes.includes('chat:moderate'))
      throw new Problem('forbidden', 'The token lacks the scope chat:moderate.');
    if (!isModerator(room.viewer(person))) throw new Problem('forbidden', 'For moderators.');
  }

  /** @returns the `seq` of what came of it. @throws Problem why not */
  async act(room: Room, person: Person, act: ModAct): Promise<number> {
    if (!isChannel(room.id)) throw new Problem('bad_request', 'Nobody moderates here.');
    this.check(room, person);
    const { userId, messageId } = act;
    if (userId !== undefined && !isChannel(userId)) throw new Problem('bad_request', 'Whom?');
    // What is logged of it goes into the archive, too.
    if (messageId !== undefined && messageId !== storable(messageId))
      throw new Problem('bad_request', 'Which message?');
    return this.#inTurn(room.id, () => this.#decide(room, person, act));
  }

  /** One act of a channel after the other: the log has them in the order of the database. Of two instances, each sees to its own. */
  async #inTurn<T>(channelId: string, work: () => Promise<T>): Promise<T> {
    const done = (this.#last.get(channelId) ?? Promise.resolve()).then(work);
    const settled = done.catch(() => {});
    this.#last.set(channelId, settled);
    try {
      return await done;
    } finally {
      if (this.#last.get(channelId) === settled) this.#last.delete(channelId);
    }
  }

  async #decide(room: Room, person: Person, act: ModAct): Promise<number> {
    // Whoever has waited may not be one any more.
    this.check(room, person);
    const { messageId } = act;
    const { store: kept, clock } = this.#options;
    const nowMs = clock.now();
    const told = await kept.transaction(async (store) => {
      const done = await this.#do(store, room, person, act, nowMs);
      if (done.toldSeq) return done;
      await store.record(room.id, {
        id: newId(nowMs),
        action: act.action,
        moderatorId: person.user.id,
        userId: done.event.type === 'user_moderated' ? done.event.userId : null,
        messageId: messageId ?? null,
        reason: act.reason ?? null,
        until: done.event.type === 'user_moderated' && done.event.untilAt ? new Date(done.event.untilAt) : null,
        at: new Date(nowMs),
      });
      return done;
    });
    const { event, nonce, unpins, toldSeq } = told;
    if (toldSeq) return toldSeq;
    const appended = await this.#append(room, event, nowMs, nonce);
    // Until that is noted, for as long as nonces are known, the log knows it.
    if (nonce !== undefined && messageId !== undefined) await kept.noteDecided(room.id, messageId, appended.seq);
    const last = unpins ? await this.#append(room, { type: 'pin', message: null }, nowMs) : appended;
    await room.until(last);
    return appended.seq;
  }

  async #append(room: Room, event: NewEvent, nowMs: number, nonce?: string) {
    const entry = { event, nowMs, known: room.known, ...(nonce !== undefined && { nonce }) };
    return taken(await this.#options.log.append(room.id, entry));
  }

  async #do(store: ChatStore, room: Room, person: Person, act: ModAct, nowMs: number): Promise<Told> {
    const { action, messageId = '', settings = {} } = act;
    switch (action) {
      case 'delete':
        return {
          event: { type: 'chat_deleted', messageIds: [messageId] },
          unpins: await store.unpin(room.id, { messageId }),
        };
      case 'clear':
        return { event: { type: 'cleared' }, unpins: await store.unpin(room.id) };
      case 'pin': {
        const message = room.past.find(messageId);
        if (!message) throw new Problem('not_found', 'No such message.');
        await store.pin(room.id, message);
        return { event: { type: 'pin', message } };
      }
      case 'unpin':
        await store.pin(room.id, null);
        return { event: { type: 'pin', message: null } };
      case 'highlight':
        if (!room.past.find(messageId)) throw new Problem('not_found', 'No such message.');
        return { event: { type: 'highlight', messageId } };
      case 'settings':
        return { event: { type: 'settings', ...(await store.changeSettings(room.id, settings)) } };
      case 'approve':
      case 'deny': {
        if (!isChannel(messageId)) throw new Problem('not_found', 'No such message waits.');
        const held = await store.decide(room.id, messageId, action === 'approve' ? 'approved' : 'denied');
        const { at: _at, seq: _seq, ...message } = held.message;
        return {
          toldSeq: held.seq,
          nonce: `decided ${messageId}`,
          event:
            action === 'approve' ? { type: 'chat', ...message } : { type: 'chat_deleted', messageIds: [messageId] },
        };
      }
      default:
        return this.#silence(store, room, person, { ...act, action }, nowMs);
    }
  }

  async #silence(
    store: ChatStore,
    room: Room,
    person: Person,
    {
      action,
      userId = '',
      durationMs = DEFAULT_TIMEOUT_MS,
      reason,
    }: ModAct & { action: 'timeout' | 'untimeout' | 'ban' | 'unban' | 'warn' },
    nowMs: number,
  ): Promise<Told> {
    if (!isChannel(userId)) throw new Problem('bad_request', 'Whom?');
    const account = await store.account(userId);
    if (!account) throw new Problem('not_found', 'No such account.');
    if (!outranks(room.roleOf(person), room.state.roleOf(userId, account.role)))
      throw new Problem('forbidden', 'Not this one.');
    const event: NewEvent = { type: 'user_moderated', userId, action, ...(reason !== undefined && { reason }) };
    if (action === 'warn') return { event };
    if (action === 'unban' || action === 'untimeout') {
      await store.unsilence(room.id, userId);
      return { event };
    }
    const untilAt = nowMs + durationMs;
    await store.silence(room.id, userId, action === 'ban' ? null : new Date(untilAt));
    const unpins = await store.unpin(room.id, { userId });
    return { event: action === 'timeout' ? { ...event, untilAt } : event, unpins };
  }
}

/** Nobody silences whom the channel belongs to, and only they silence who moderates it. */
const outranks = (role: RtYou['role'], other: RtYou['role']): boolean =>
  other !== 'broadcaster' && (role === 'broadcaster' || other !== 'moderator');
