import { T333Error } from '../errors.ts';
import { decodePollAnswer, formatPosition, MAX_HISTORY, type PollAnswer, type RtPosition } from '../protocol/index.ts';
import { backOffDelayMs } from '../resilience/back-off.ts';
import { fetchText, type HttpOptions } from './http.ts';
import { RealtimeRefusal } from './refusal.ts';
import { jittered, RETRY } from './retry-plan.ts';

const ANSWER_TIMEOUT_MS = 10_000;
/** How long a server may hold a poll. Browsers open six connections to a host: many held polls would leave none for the page. */
const WAIT_SECONDS = 20;
const MAX_HELD = 2;
/** How much longer a page waits between polls that nobody sees. */
const HIDDEN_FACTOR = 4;

export interface PollerOptions extends HttpOptions {
  /** Of the API, with a slash at its end. */
  url: URL;
  random: () => number;
  isHidden: () => boolean;
}

export interface PollerHost {
  /** Where a channel is, and how much of its past is wanted where it is nowhere. */
  wish: (channelId: string) => { since: RtPosition | null; history: number };
  onAnswer: (channelId: string, answer: PollAnswer, since: RtPosition | null) => void;
  /** Nothing is asked of this channel any more. */
  onRefused: (channelId: string, error: T333Error) => void;
  onError: (error: T333Error) => void;
  onChange: () => void;
}

interface Followed {
  /** Ends the poll that is on its way, or the wait for the next. */
  stop: () => void;
  isBusy: boolean;
}

/** Asks for events, channel by channel, as often as the server wishes. */
export class Poller {
  /** Whether the last answer was one. */
  isOpen = false;
  /** When the next poll leaves after one that failed, on the clock's `now()`. */
  retryAtMs: number | null = null;
  readonly #options: PollerOptions;
  readonly #host: PollerHost;
  readonly #channels = new Map<string, Followed>();

  constructor(options: PollerOptions, host: PollerHost) {
    this.#options = options;
    this.#host = host;
  }

  get size(): number {
    return this.#channels.size;
  }

  follow(channelId: string): void {
    if (!this.#channels.has(channelId)) this.#poll(channelId);
  }

  unfollow(channelId: string): void {
    this.#channels.get(channelId)?.stop();
    if (this.#channels.delete(channelId) && this.size === 0) this.#reset();
  }

  /** Asks now, where it would wait. */
  hurry(channelId?: string): void {
    for (const [id, { isBusy }] of this.#channels) {
      if (isBusy || (channelId !== undefined && id !== channelId)) continue;
      this.#channels.get(id)!.stop();
      this.#poll(id);
    }
  }

  stop(): void {
    for (const { stop } of this.#channels.values()) stop();
    this.#channels.clear();
    this.#reset();
  }

  #reset(): void {
    this.isOpen = false;
    this.retryAtMs = null;
  }

  #poll(channelId: string, failures = 0): void {
    const { url, clock, random, isHidden } = this.#options;
    const { since, history } = this.#host.wish(channelId);
    const ending = new AbortController();
    const followed: Followed = { isBusy: true, stop: () => ending.abort() };
    this.#channels.set(channelId, followed);
    const address = new URL(`channels/${encodeURIComponent(channelId)}/events`, url);
    address.searchParams.set('limit', String(since ? MAX_HISTORY : history));
    if (since) address.searchParams.set('since', formatPosition(since));
    const wait = since && this.size <= MAX_HELD ? WAIT_SECONDS : 0;
    if (wait) address.searchParams.set('wait', String(wait));
    const again = (delayMs: number, failed = 0): void => {
      if (this.#channels.get(channelId) !== followed) return;
      followed.isBusy = false;
      followed.stop = clock.after(delayMs, () => this.#poll(channelId, failed));
    };
    const isWanted = (): boolean => this.#channels.get(channelId) === followed;
    const init = { signal: ending.signal, timeoutMs: wait * 1000 + ANSWER_TIMEOUT_MS, cache: 'no-store' } as const;
    void (async () => {
      try {
        const answer = decodePollAnswer(await fetchText(this.#options, address, init));
        if (!isWanted()) return;
        this.isOpen = true;
        this.retryAtMs = null;
        this.#host.onAnswer(channelId, answer, since);
        again(isPart(answer, since) ? 0 : jittered(answer.pollAfterMs, random) * (isHidden() ? HIDDEN_FACTOR : 1));
      } catch (error) {
        if (!isWanted()) return;
        again(this.#failed(channelId, error as T333Error, failures), failures + 1);
      }
      this.#host.onChange();
    })();
  }

  /** @returns how long to wait */
  #failed(channelId: string, error: T333Error, failures: number): number {
    const isRefusal = error instanceof RealtimeRefusal;
    if (isRefusal && !error.retryable) {
      this.unfollow(channelId);
      this.#host.onRefused(channelId, error);
      return 0;
    }
    const { clock, random } = this.#options;
    const wishMs = (isRefusal && error.retryAfterMs) || 0;
    const delayMs = Math.max(wishMs, backOffDelayMs({ attempt: failures + 1, ...RETRY, random }));
    this.isOpen = false;
    this.retryAtMs = clock.now() + delayMs;
    this.#host.onError(error);
    return delayMs;
  }
}

/** Whether there is more than one answer holds. One that brings nothing new is asked for no sooner. */
function isPart({ recovered, events, lastSeq }: PollAnswer, since: RtPosition | null): boolean {
  const last = events.findLast((event) => 'seq' in event) as { seq: number } | undefined;
  return since !== null && recovered && last !== undefined && last.seq > since.seq && last.seq < lastSeq;
}
