import { T333Error } from '../errors.ts';
import { Store, type ReadableStore } from '../state/store.ts';
import { systemClock, type Clock } from '../time/clock.ts';
import type { ChatFeed } from './feed.ts';
import { judge, type ChatFilter } from './judge.ts';
import type { ChatMessage, ChatUser } from './message.ts';
import { MessageBuffer } from './message-buffer.ts';

/** What is loaded at once: long enough for few requests, short enough for a seek. */
const CHUNK_SECONDS = 60;
/** The next chunk is fetched when this much is left of the one that plays. */
const AHEAD_SECONDS = 20;
const KEPT_CHUNKS = 20;
const RETRY_MS = 5000;

export interface ReplayedMessage {
  readonly message: ChatMessage;
  /** Where in the recording it was said; negative before it began. */
  readonly atSeconds: number;
}

/** Brings what was said in a stretch of a recording, from `fromSeconds` to before `toSeconds`. */
export type ChatReplaySource = (
  range: { readonly fromSeconds: number; readonly toSeconds: number },
  options: { readonly signal: AbortSignal },
) => Promise<readonly ReplayedMessage[]>;

export interface ChatReplayState {
  readonly status: 'idle' | 'loading' | 'ready' | 'error';
  /** Why the last page did not come; it is asked for again every 5 s while the recording plays. */
  readonly error: T333Error | null;
}

export interface ChatReplayOptions {
  source: ChatReplaySource;
  clock?: Clock;
  /** What is not shown, and what is noticed. */
  filter?: ChatFilter | null;
  /** Who watches: what speaks to them is a mention. */
  user?: ChatUser;
  /** How many lines are kept, 100 or more. Default 2000. */
  capacity?: number;
}

/** A source of messages that are all there: what was said since `startAtMs`, Unix milliseconds, when the recording began. */
export function replayOf(messages: readonly ChatMessage[], startAtMs: number): ChatReplaySource {
  const all = messages.map((message) => ({ message, atSeconds: (message.atMs - startAtMs) / 1000 }));
  return async ({ fromSeconds, toSeconds }) =>
    all.filter(({ atSeconds }) => atSeconds >= fromSeconds && atSeconds < toSeconds);
}

/** The chat of a recording: what was said up to where it plays. */
export class ChatReplay {
  readonly #options: ChatReplayOptions;
  readonly #clock: Clock;
  readonly #store = new Store<ChatReplayState>({ status: 'idle', error: null });
  readonly #buffer: MessageBuffer;
  readonly #destroyed = new AbortController();
  /** By number, the last used last; null while it is on its way. */
  readonly #chunks = new Map<number, readonly ReplayedMessage[] | null>();
  #retryAtMs = -Infinity;
  #error: T333Error | null = null;
  #timeSeconds = -Infinity;
  /** The list has all that was said after the first and up to the second. */
  #fromSeconds = -Infinity;
  #toSeconds = -Infinity;

  constructor(options: ChatReplayOptions) {
    const { clock = systemClock, filter = null, user, capacity } = options;
    this.#options = options;
    this.#clock = clock;
    this.#buffer = new MessageBuffer({
      clock,
      judge: (message) => judge(message, filter, user),
      ...(capacity !== undefined && { capacity }),
    });
  }

  get state(): ReadableStore<ChatReplayState> {
    return this.#store;
  }

  get feed(): ChatFeed {
    return this.#buffer.list;
  }

  /** Where the recording plays, as often as it is known: `timeupdate` is often enough. A jump either way is one. */
  setTime(seconds: number): void {
    if (this.#destroyed.signal.aborted) throw new T333Error('destroyed', 'This replay was destroyed.');
    if (!Number.isFinite(seconds)) return;
    this.#timeSeconds = seconds;
    const isAhead = seconds > this.#toSeconds + CHUNK_SECONDS;
    if (isAhead || firstSecond(seconds) < this.#fromSeconds) this.#begin(seconds);
    else if (seconds < this.#toSeconds) this.#goBack(seconds);
    this.#show();
  }

  /** Where in the recording a line was said, in seconds; null for one that is not in the list. */
  secondsOf(key: string): number | null {
    const timeMs = this.#buffer.list.timeOf(key);
    return timeMs === undefined ? null : timeMs / 1000;
  }

  /** Asks at once for what did not come, and not only when it is time to. */
  retry(): void {
    this.#retryAtMs = -Infinity;
    if (!this.#destroyed.signal.aborted && this.#timeSeconds > -Infinity) this.#show();
  }

  destroy(): void {
    this.#destroyed.abort(new T333Error('destroyed', 'This replay was destroyed.'));
    this.#chunks.clear();
  }

  #begin(seconds: number): void {
    if (this.feed.size > 0) this.#buffer.list.clear();
    this.#fromSeconds = this.#toSeconds = firstSecond(seconds);
  }

  #goBack(seconds: number): void {
    const { list } = this.#buffer;
    for (
      let last = list.at(list.size - 1);
      last && list.timeOf(last.key)! > seconds * 1000;
      last = list.at(list.size - 1)
    )
      list.remove(last.key);
    this.#toSeconds = seconds;
  }

  /** Adds what was said up to now, as far as it is here, and asks for the rest. */
  #show(): void {
    const now = this.#timeSeconds;
    const last = chunkOf(now);
    let index = chunkOf(this.#toSeconds);
    for (let chunk = this.#load(index); chunk; chunk = this.#load(index)) {
      // What was said at the very moment up to which all is there comes again, and is dropped as a copy.
      const due = chunk.filter(({ atSeconds }) => atSeconds >= this.#toSeconds && atSeconds <= now);
      for (const { message, atSeconds } of due.slice(-this.#buffer.list.capacity))
        this.#buffer.add(message, { timeMs: atSeconds * 1000 });
      this.#toSeconds = Math.min(now, (index + 1) * CHUNK_SECONDS);
      if (++index > last) break;
    }
    this.#buffer.list.commit();
    if (index > last) this.#store.update({ status: 'ready', error: null });
    else if (this.#clock.now() >= this.#retryAtMs) this.#store.update({ status: 'loading', error: null });
    else this.#store.update({ status: 'error', error: this.#error });
    if (chunkOf(now + AHEAD_SECONDS) > last) this.#load(last + 1);
  }

  /** Null: not here yet. */
  #load(index: number): readonly ReplayedMessage[] | null {
    const chunk = this.#chunks.get(index);
    if (chunk === undefined) {
      if (this.#clock.now() >= this.#retryAtMs) void this.#fetch(index);
      return null;
    }
    this.#keep(index, chunk);
    return chunk;
  }

  async #fetch(index: number): Promise<void> {
    const { signal } = this.#destroyed;
    this.#keep(index, null);
    try {
      const range = { fromSeconds: index * CHUNK_SECONDS, toSeconds: (index + 1) * CHUNK_SECONDS };
      const page = await this.#options.source(range, { signal });
      if (signal.aborted) return;
      this.#keep(
        index,
        page.toSorted((a, b) => a.atSeconds - b.atSeconds),
      );
      this.#show();
    } catch (cause) {
      if (signal.aborted) return;
      this.#chunks.delete(index);
      this.#retryAtMs = this.#clock.now() + RETRY_MS;
      this.#error =
        cause instanceof T333Error
          ? cause
          : new T333Error('network', 'The chat of the recording did not come.', { cause, retryable: true });
      // What is fetched ahead has time to come.
      if (index <= chunkOf(this.#timeSeconds)) this.#store.update({ status: 'error', error: this.#error });
    }
  }

  #keep(index: number, chunk: readonly ReplayedMessage[] | null): void {
    this.#chunks.delete(index);
    this.#chunks.set(index, chunk);
    if (this.#chunks.size > KEPT_CHUNKS) this.#chunks.delete(this.#chunks.keys().next().value!);
  }
}

const chunkOf = (seconds: number): number => Math.floor(seconds / CHUNK_SECONDS);

/** From where on the list has what was said, after a jump: the last minute, and at most two. */
const firstSecond = (seconds: number): number => (chunkOf(seconds) - 1) * CHUNK_SECONDS;
