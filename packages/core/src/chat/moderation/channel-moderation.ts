import { T333Error } from '../../errors.ts';
import { Store, type ReadableStore } from '../../state/store.ts';
import { systemClock, type Clock } from '../../time/clock.ts';
import { channelStatus, type ChatStatus } from '../chat-status.ts';
import { nameOf } from '../channel-names.ts';
import type { ChatEvent } from '../events.ts';
import type { ChatFeed } from '../feed.ts';
import { NEW_CHAT_CHANNEL, type ChatChannelState, type ChatTransport, type ModerationAct } from '../transport.ts';
import { inverseOf } from '../undo.ts';
import { Judgements } from './judgements.ts';
import type { ModerationApi } from './moderation-api.ts';
import { ModerationBook } from './moderation-book.ts';
import { ModeratorList } from './moderator-list.ts';
import { PastReader } from './past-reader.ts';
import type { ModerationState } from './moderation-state.ts';
import { OwnActs } from './own-acts.ts';
import type { Judgement, ModerationRecord } from './records.ts';
import { toldBefore } from './told-before.ts';
import { undoOf } from './undo-of.ts';

/** The most that a join brings: in it stands what was held and done lately. */
const HISTORY = 200;

export interface ChannelModerationOptions {
  /** It stays its owner's. For a connection: `new T333Chat({ connection })`. */
  transport: ChatTransport;
  channel: string;
  /** What was before. Without it there is what a first join of the channel brings, and what `feed` has. */
  api?: ModerationApi | null;
  /** The list of a `ChatClient` that has that transport: what the transport has told before, it tells nobody again. */
  feed?: ChatFeed;
  clock?: Clock;
}

/**
 * What somebody needs who moderates a channel: what waits, what was done, who is silenced, the rules; and all that one can do about it.
 *
 * A channel that nobody has joined on its transport is joined, and left by `destroy()`.
 */
export class ChannelModeration {
  readonly #transport: ChatTransport;
  readonly #clock: Clock;
  readonly #name: string;
  readonly #isJoinedHere: boolean;
  readonly #book = new ModerationBook();
  readonly #own = new OwnActs();
  readonly #judgements: Judgements;
  /** Who moderates; null where the API does not tell. It is for who owns the channel. */
  readonly moderators: ModeratorList | null;
  readonly #past: PastReader | null;
  readonly #store: Store<ModerationState>;
  readonly #life = new AbortController();
  #wasLive = false;
  #cancelExpiry = (): void => {};

  constructor({ transport, channel, api = null, feed, clock = systemClock }: ChannelModerationOptions) {
    this.#transport = transport;
    this.#clock = clock;
    const { signal } = this.#life;
    this.#past = api && new PastReader(api, this.#book, { signal, onChange: () => this.#publish() });
    this.moderators = api?.moderators ? new ModeratorList(api.moderators, signal) : null;
    this.#judgements = new Judgements({
      clock,
      send: (messageId, verdict) => this.#send({ action: verdict, messageId }),
      onChange: () => this.#publish(),
      onGone: (messageId) => this.#drop(messageId),
    });
    this.#store = new Store<ModerationState>({
      channel,
      status: 'connecting',
      error: null,
      retryAtMs: null,
      permission: 'unknown',
      identity: null,
      settings: null,
      pinned: null,
      held: [],
      judgements: new Map(),
      records: [],
      older: 'none',
      silenced: [],
      past: 'none',
      pastError: null,
    });
    transport.addEventListener('chat', ({ events }) => this.#hear(events), { signal });
    transport.state.subscribe(() => this.#publish(), { signal });
    this.#isJoinedHere = !transport.state.getSnapshot().channels.has(nameOf(transport, channel));
    if (this.#isJoinedHere) this.#join(channel);
    this.#name = nameOf(transport, channel);
    this.#book.selfId = this.#source.identity?.user.id ?? null;
    if (feed) for (const event of toldBefore(feed, transport.service, this.#name)) this.#book.apply(event);
    this.#publish();
  }

  get state(): ReadableStore<ModerationState> {
    return this.#store;
  }

  /** What time it is at the service, Unix milliseconds: what it says of times is by that clock. */
  serverTime(): number {
    return this.#transport.serverTime?.() ?? this.#clock.wallTime();
  }

  /**
   * Moderates.
   *
   * @returns what takes it back, where something does
   * @throws T333Error what `ChatTransport.moderate` rejects with
   */
  async act(act: ModerationAct): Promise<(() => Promise<void>) | null> {
    this.#check();
    const inverse = inverseOf(act, this.#source);
    await this.#send(act);
    return inverse && (() => this.#send(inverse));
  }

  /**
   * Decides about a message that is held. An approval goes at once, a denial after `DENIAL_WAIT_MS`: until then `takeBack()` makes it undone,
   * since nothing does afterwards. How it fares stands in `judgements`.
   */
  judge(messageId: string, verdict: Judgement['verdict']): void {
    this.#check();
    if (this.#book.isHeld(messageId)) this.#judgements.judge(messageId, verdict);
  }

  /** @returns whether there was a denial that waited */
  takeBack(messageId: string): boolean {
    return this.#judgements.takeBack(messageId);
  }

  /** Denials that wait go now: nobody is there to take them back. */
  flush(): void {
    this.#judgements.flush();
  }

  /** What takes an act of the log back; null where nothing does, or it stands no more. */
  undoOf(record: ModerationRecord): ModerationAct | null {
    return undoOf(record, this.#store.getSnapshot());
  }

  /** Asks the API for older records. What fails stands in `older` and `pastError`. */
  async loadOlder(): Promise<void> {
    await this.#past?.loadOlder();
  }

  /** Tries again what has failed: the channel, and what was before. */
  retry(): void {
    this.#check();
    const { status, past } = this.#store.getSnapshot();
    if (status === 'error' && this.#source.status === 'failed') this.#join(this.#name);
    if (past === 'failed') void this.#past?.load();
  }

  /** Sends the denials that wait, and hears no more. */
  destroy(): void {
    if (this.#life.signal.aborted) return;
    this.#judgements.flush();
    this.#life.abort(new T333Error('destroyed', 'This was destroyed.'));
    this.#cancelExpiry();
    if (this.#isJoinedHere) this.#transport.leave(this.#name);
  }

  get #source(): ChatChannelState {
    return this.#transport.state.getSnapshot().channels.get(this.#name) ?? NEW_CHAT_CHANNEL;
  }

  #check(): void {
    if (this.#life.signal.aborted) throw new T333Error('destroyed', 'This was destroyed.');
  }

  #join(channel: string): void {
    const { history } = this.#transport.state.getSnapshot().capabilities;
    // What fails stands in the transport's state.
    this.#transport
      .join(channel, { signal: this.#life.signal, history: history ? HISTORY : 0 })
      .catch(() => this.#publish());
  }

  async #send(act: ModerationAct): Promise<void> {
    const own = this.#own.add(act);
    try {
      await this.#transport.moderate(this.#name, act);
    } catch (error) {
      this.#own.remove(own);
      throw error;
    }
  }

  #hear(events: readonly ChatEvent[]): void {
    const mine = events.filter(({ channel }) => channel === this.#name);
    if (mine.length === 0) return;
    const { identity } = this.#source;
    let isMissing = false;
    for (const event of mine) {
      const record = this.#book.apply(event, event.atMs ?? this.serverTime());
      if (record && !record.isOwn && this.#own.claim(record)) this.#book.own(record, identity && identity.user);
      if (event.type === 'message') this.#judgements.drop(event.message.id);
      if (event.type === 'deleted') for (const id of event.messageIds) this.#judgements.drop(id);
      isMissing ||= event.type === 'gap';
    }
    this.#publish();
    if (isMissing) void this.#past?.load();
  }

  #drop(messageId: string): void {
    this.#book.release(messageId);
    this.#judgements.drop(messageId);
    this.#publish();
  }

  #publish(): void {
    if (this.#life.signal.aborted) return;
    const transport = this.#transport.state.getSnapshot();
    const source = this.#source;
    const { identity, settings, pinned } = source;
    this.#book.begin(settings, pinned);
    this.#book.selfId = identity?.user.id ?? null;
    const status = channelStatus(transport, source, this.#wasLive);
    this.#wasLive ||= status === 'live' || status === 'polling';
    const permission = permissionOf(transport.capabilities.moderate, source, status);
    this.#expire();
    this.#store.update({
      channel: this.#name,
      status,
      error: source.error ?? transport.error,
      retryAtMs: transport.retryAtMs,
      permission,
      identity,
      settings,
      pinned,
      held: this.#book.held,
      judgements: this.#judgements.all,
      records: this.#book.records,
      silenced: this.#book.silenced,
      ...this.#past?.state,
    });
    if (permission === 'granted' && this.#past?.state.past === 'none') void this.#past.load();
  }

  /** A time-out that is over is none. */
  #expire(): void {
    this.#cancelExpiry();
    const nowMs = this.serverTime();
    const untilMs = this.#book.expire(nowMs);
    if (untilMs !== null) this.#cancelExpiry = this.#clock.after(untilMs - nowMs, () => this.#publish());
  }
}

/** Whether somebody may moderate. While a connection is away, what was so is so. */
function permissionOf(
  canModerate: boolean,
  { identity }: ChatChannelState,
  status: ChatStatus,
): ModerationState['permission'] {
  if (identity) {
    const { role } = identity;
    return canModerate && (role === 'moderator' || role === 'broadcaster') ? 'granted' : 'missing';
  }
  return status === 'live' || status === 'polling' ? 'missing' : 'unknown';
}
