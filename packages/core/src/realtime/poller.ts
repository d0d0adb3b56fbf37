import { T333Error } from '../errors.ts';
import {
  decodePollAnswer,
  decodePostAnswer,
  formatPosition,
  MAX_HISTORY,
  type PollAnswer,
  type PostAnswer,
  type RtEvent,
  type RtPosition,
} from '../protocol/index.ts';
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
  /** It is asked again later. */
  onFailed: (channelId: string, error: T333Error) => void;
  onChange: () => void;
}

interface Followed {
  /** Ends the poll that is on its way, or the wait for the next. */
  stop: () => void;
  isBusy: boolean;
  /** Whether the last answer was one. */
  isOpen: boolean;
  /** When the next poll leaves after one that failed, on the clock's `now()`. */
  retryAtMs: number | null;
  /** The server wishes to be asked no sooner, on the clock's `now()`. */
  notBeforeMs: number;
  /** So many polls have failed since one that was answered. */
  failures: number;
}

/** Asks for events, channel by channel, as often as the server wishes. */
export class Poller {
  readonly #options: PollerOptions;
  readonly #host: PollerHost;
  readonly #channels = new Map<string, Followed>();

  constructor(options: PollerOptions, host: PollerHost) {
    this.#options = options;
    this.#host = host;
  }

  /** Whether any channel is told this way: that one of them fails says nothing of the others. */
  get isOpen(): boolean {
    return [...this.#channels.values()].some(({ isOpen }) => isOpen);
  }

  /** When the next poll leaves after one that failed, on the clock's `now()`. */
  get retryAtMs(): number | null {
    const times = Array.from(this.#channels.values(), ({ retryAtMs }) => retryAtMs ?? Infinity);
    const first = Math.min(...times);
    return first < Infinity ? first : null;
  }

  follow(channelId: string): void {
    if (!this.#channels.has(channelId)) this.#poll(channelId);
  }

  unfollow(channelId: string): void {
    this.#channels.get(channelId)?.stop();
    this.#channels.delete(channelId);
  }

  /** Asks now, where it would wait, and the server does not wish that. */
  hurry(channelId?: string): void {
    const nowMs = this.#options.clock.now();
    for (const [id, { isBusy, notBeforeMs, stop }] of this.#channels) {
      if (isBusy || notBeforeMs > nowMs || (channelId !== undefined && id !== channelId)) continue;
      stop();
      this.#poll(id);
    }
  }

  stop(): void {
    for (const { stop } of this.#channels.values()) stop();
    this.#channels.clear();
  }

  /** Says something. @throws what `fetchText()` does */
  async post(
    channelId: string,
    { nonce, ...body }: { nonce: string; text: string; replyTo?: string },
    signal: AbortSignal,
  ): Promise<PostAnswer> {
    const text = await fetchText(this.#options, this.#address(channelId, 'messages'), {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': nonce },
      body: JSON.stringify(body),
      signal,
      timeoutMs: ANSWER_TIMEOUT_MS,
    });
    this.hurry(channelId);
    return decodePostAnswer(text);
  }

  /**
   * Events before a `seq` of the log that the channel is in, or the last ones. None: the log has none.
   *
   * @throws what `fetchText()` does
   */
  async history(
    channelId: string,
    { before = Infinity, limit }: { before: number | undefined; limit: number },
    signal: AbortSignal,
  ): Promise<{ epoch: string; events: readonly RtEvent[] }> {
    const { since } = this.#host.wish(channelId);
    const address = this.#address(channelId, 'events');
    const init = { signal, timeoutMs: ANSWER_TIMEOUT_MS };
    for (let reach = Math.min(limit, MAX_HISTORY); ; reach = Math.floor(reach / 2)) {
      address.searchParams.set('limit', String(reach));
      if (before < Infinity && since)
        address.searchParams.set('since', formatPosition({ ...since, seq: Math.max(0, before - 1 - reach) }));
      const { epoch, events, recovered } = decodePollAnswer(await fetchText(this.#options, address, init));
      const past = events.filter((event) => 'seq' in event && event.seq < before);
      // Where the log does not go back that far, it says the last that there is: it may begin nearer.
      if (past.length > 0 || recovered || reach < 2 || before === Infinity || epoch !== since?.epoch)
        return { epoch, events: past };
    }
  }

  #address(channelId: string, what: 'events' | 'messages'): URL {
    return new URL(`channels/${encodeURIComponent(channelId)}/${what}`, this.#options.url);
  }

  #poll(channelId: string): void {
    const { clock, random, isHidden } = this.#options;
    const { since, history } = this.#host.wish(channelId);
    const ending = new AbortController();
    const { isOpen = false, retryAtMs = null, failures = 0 } = this.#channels.get(channelId) ?? {};
    const stop = (): void => ending.abort();
    const followed: Followed = { isBusy: true, isOpen, retryAtMs, notBeforeMs: 0, failures, stop };
    this.#channels.set(channelId, followed);
    const address = this.#address(channelId, 'events');
    address.searchParams.set('limit', String(since ? MAX_HISTORY : history));
    if (since) address.searchParams.set('since', formatPosition(since));
    // The first shows whether polls get through.
    const wait = isOpen && since && this.#channels.size <= MAX_HELD ? WAIT_SECONDS : 0;
    if (wait) address.searchParams.set('wait', String(wait));
    const again = (delayMs: number): void => {
      if (this.#channels.get(channelId) !== followed) return;
      followed.isBusy = false;
      followed.stop = clock.after(delayMs, () => this.#poll(channelId));
    };
    const isWanted = (): boolean => this.#channels.get(channelId) === followed;
    const init = { signal: ending.signal, timeoutMs: wait * 1000 + ANSWER_TIMEOUT_MS, cache: 'no-store' } as const;
    void (async () => {
      try {
        const answer = decodePollAnswer(await fetchText(this.#options, address, init));
        if (!isWanted()) return;
        followed.isOpen = true;
        followed.retryAtMs = null;
        followed.failures = 0;
        this.#host.onAnswer(channelId, answer, since);
        const isNext = isPart(answer, since, this.#host.wish(channelId).since);
        again(isNext ? 0 : jittered(answer.pollAfterMs, random) * (isHidden() ? HIDDEN_FACTOR : 1));
      } catch (error) {
        if (!isWanted()) return;
        followed.isOpen = false;
        again(this.#failed(channelId, error as T333Error, followed));
      }
      this.#host.onChange();
    })();
  }

  /** @returns how long to wait */
  #failed(channelId: string, error: T333Error, followed: Followed): number {
    const isRefusal = error instanceof RealtimeRefusal;
    if (isRefusal && !error.retryable) {
      this.unfollow(channelId);
      this.#host.onRefused(channelId, error);
      return 0;
    }
    const { clock, random } = this.#options;
    const wishMs = (isRefusal && error.retryAfterMs) || 0;
    const delayMs = Math.max(wishMs, backOffDelayMs({ attempt: ++followed.failures, ...RETRY, random }));
    followed.notBeforeMs = clock.now() + wishMs;
    followed.retryAtMs = clock.now() + delayMs;
    this.#host.onFailed(channelId, error);
    return delayMs;
  }
}

/** Whether there is more than one answer holds. One that leads nowhere, since an event before its own is missing, is asked for no sooner. */
function isPart({ recovered, events, lastSeq }: PollAnswer, since: RtPosition | null, now: RtPosition | null): boolean {
  const last = events.findLast((event) => 'seq' in event) as { seq: number } | undefined;
  return since !== null && recovered && last !== undefined && last.seq < lastSeq && now !== null && now.seq > since.seq;
}
