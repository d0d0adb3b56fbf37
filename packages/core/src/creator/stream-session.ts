import { T333Error } from '../errors.ts';
import { HEALTH_INTERVAL_MS, STALE_INTERVALS } from '../health/health-state.ts';
import { rejectionOf } from '../resilience/abortable.ts';
import { backOffDelayMs } from '../resilience/back-off.ts';
import { browserNetwork, type NetworkStatus } from '../resilience/network-status.ts';
import { Store, type ReadableStore } from '../state/store.ts';
import { TypedEventTarget } from '../state/typed-event-target.ts';
import { systemClock, type Clock } from '../time/clock.ts';
import { asError } from './as-error.ts';
import type { StreamsApi } from './creator-api.ts';
import type { RoomSource } from './room-source.ts';
import { SessionErrorEvent, SessionStatusEvent, type SessionEvents } from './session-events.ts';
import {
  isNews,
  mayAsk,
  NEW_SESSION,
  nextSession,
  statusOf,
  type CreatorStream,
  type SessionFacts,
  type SessionInput,
  type SessionRequest,
  type SessionStatus,
} from './session-state.ts';

export const SESSION_INTERVAL_MS = 10_000;
const MAX_RETRY_MS = 60_000;
const MIN_RETRY_MS = 1000;
/** An encoder of which a room has told nothing for so long is gone: one word may be late, two are missing. */
const SILENT_MS = STALE_INTERVALS * HEALTH_INTERVAL_MS;

export interface StreamSessionOptions {
  api: StreamsApi;
  /** Who tells between the questions. Default: nobody. */
  room?: RoomSource;
  /** How often the server is asked. Default 10,000. */
  intervalMs?: number;
  network?: NetworkStatus;
  clock?: Clock;
  /** 0 up to 1, as `Math.random`. */
  random?: () => number;
}

export interface SessionState extends SessionFacts {
  readonly status: SessionStatus;
}

/** A creator's stream from preview to end: what it is, what may be done with it, and doing it. */
export class StreamSession extends TypedEventTarget<SessionEvents> {
  readonly #api: StreamsApi;
  readonly #clock: Clock;
  readonly #network: NetworkStatus;
  readonly #random: () => number;
  readonly #intervalMs: number;
  readonly #store = new Store<SessionState>({ ...NEW_SESSION, status: 'loading' });
  readonly #life = new AbortController();
  /** Counts what was asked for, so that an answer to what was asked before is known. */
  #asked = 0;
  #failures = 0;
  #isRoomOpen = false;
  /** It has told how many watch, sooner than any answer. */
  #roomCounts = false;
  #cancelPoll = (): void => {};
  #cancelSilence = (): void => {};

  /** @throws T333Error `invalid-argument` where `intervalMs` is not above 0 */
  constructor({
    api,
    room,
    intervalMs = SESSION_INTERVAL_MS,
    network = browserNetwork,
    clock = systemClock,
    random = Math.random,
  }: StreamSessionOptions) {
    super();
    if (!(intervalMs > 0)) throw new T333Error('invalid-argument', 'An interval is above 0.');
    this.#api = api;
    this.#intervalMs = intervalMs;
    this.#network = network;
    this.#clock = clock;
    this.#random = random;
    const { signal } = this.#life;
    network.onOnline(() => void this.#look(), signal);
    const alive =
      <Args extends unknown[]>(tell: (...args: Args) => void) =>
      (...args: Args): void => {
        if (!signal.aborted) tell(...args);
      };
    room?.(
      {
        stream: alive((told) => this.#hear(told)),
        viewers: alive((viewerCount) => {
          this.#roomCounts = true;
          this.#take({ type: 'viewers', viewerCount });
        }),
        encoder: alive((isSending) => this.#hearEncoder(isSending)),
        link: alive((isOpen) => this.#followRoom(isOpen)),
      },
      signal,
    );
    void this.#look();
  }

  get state(): ReadableStore<SessionState> {
    return this.#store;
  }

  /** Asks the server now, also where it had said no. It never rejects: see `state.error`. */
  async refresh(): Promise<void> {
    this.#check();
    await this.#look();
  }

  /**
   * Makes a stream that only its maker sees.
   *
   * @throws T333Error `invalid-argument` where there is one, or something is under way; `destroyed`; what the server rejects with
   */
  startPreview(): Promise<void> {
    return this.#ask('preview', (_, signal) => this.#api.startPreview(signal));
  }

  /**
   * Shows the preview to everybody.
   *
   * @throws T333Error `invalid-argument` where there is none, or something is under way; `destroyed`; what the server rejects with
   */
  goLive(): Promise<void> {
    return this.#ask('goLive', (id, signal) => this.#api.goLive(id, signal));
  }

  /**
   * Ends the broadcast, or the preview. There is no way back.
   *
   * @throws T333Error `invalid-argument` where there is none, or something is under way; `destroyed`; what the server rejects with
   */
  end(): Promise<void> {
    return this.#ask('end', (id, signal) => this.#api.end(id, signal));
  }

  /** Ends all requests and timers. The stream goes on. */
  destroy(): void {
    this.#life.abort(new T333Error('destroyed', 'This session was destroyed.'));
    this.#cancelPoll();
    this.#cancelSilence();
  }

  #check(): void {
    if (this.#life.signal.aborted) throw rejectionOf(this.#life.signal);
  }

  async #ask(
    request: Exclude<SessionRequest, 'load'>,
    call: (id: string, signal: AbortSignal) => Promise<CreatorStream>,
  ): Promise<void> {
    this.#check();
    const { status, stream } = this.#store.getSnapshot();
    if (!mayAsk(status, request))
      throw new T333Error('invalid-argument', `A stream that is ${status} does not take ${request}.`);
    await this.#call(request, (signal) => call(stream?.id ?? '', signal));
  }

  /** @throws T333Error */
  async #call(request: SessionRequest, call: (signal: AbortSignal) => Promise<CreatorStream | null>): Promise<void> {
    const { signal } = this.#life;
    const asked = ++this.#asked;
    this.#cancelPoll();
    this.#take({ type: 'asked', request });
    try {
      const stream = await call(signal);
      if (signal.aborted) throw rejectionOf(signal);
      if (asked !== this.#asked) return;
      this.#failures = 0;
      this.#take({ type: 'answered', stream: stream && this.#roomCounts ? { ...stream, viewerCount: null } : stream });
    } catch (cause) {
      if (signal.aborted) throw rejectionOf(signal);
      const error = asError(cause);
      if (asked !== this.#asked) throw error;
      this.#take({ type: 'failed', request, error });
      this.dispatchEvent(new SessionErrorEvent(error, request));
      throw error;
    } finally {
      if (asked === this.#asked) this.#lookLater();
    }
  }

  /** Never while something else is asked for: its answer would be of before. */
  async #look(): Promise<void> {
    const { request } = this.#store.getSnapshot();
    if (request !== null && request !== 'load') return;
    if (!this.#network.isOnline()) {
      // It looks again when the network is back.
      const error = new T333Error('offline', 'There is no network.', { retryable: true });
      return this.#take({ type: 'failed', request: 'load', error });
    }
    await this.#call('load', (signal) => this.#api.getStream(signal)).catch(() => void this.#failures++);
  }

  #lookLater(): void {
    const { error, failed } = this.#store.getSnapshot();
    // Who may not ask is told so as often as they ask.
    if (this.#life.signal.aborted || (failed === 'load' && !error?.retryable)) return;
    const attempt = this.#failures + 1;
    const backOff = { attempt, baseMs: 2 * this.#intervalMs, capMs: MAX_RETRY_MS, random: this.#random };
    const waitMs = failed === 'load' ? Math.max(MIN_RETRY_MS, backOffDelayMs(backOff)) : this.#intervalMs;
    this.#cancelPoll = this.#clock.after(waitMs, () => void this.#look());
  }

  #hear({
    status,
    startedAtMs,
    hlsUrl,
  }: {
    status: CreatorStream['status'];
    startedAtMs: number | null;
    hlsUrl: string | null;
  }): void {
    if (isNews(this.#store.getSnapshot(), status)) void this.#look();
    else this.#take({ type: 'told', status, startedAtMs, hlsUrl });
  }

  #hearEncoder(isSending: boolean): void {
    this.#take({ type: 'encoder', encoder: isSending ? 'sending' : 'gone' });
    this.#waitForEncoder();
  }

  #followRoom(isOpen: boolean): void {
    if (isOpen === this.#isRoomOpen) return;
    this.#isRoomOpen = isOpen;
    this.#roomCounts &&= isOpen;
    this.#waitForEncoder();
    const { error, failed } = this.#store.getSnapshot();
    // The server is there again: the wait after a failure has no reason any more.
    if (isOpen && failed === 'load' && error?.retryable) void this.#look();
  }

  /** Silence says something only while there is somebody to speak. */
  #waitForEncoder(): void {
    this.#cancelSilence();
    if (!this.#isRoomOpen || this.#store.getSnapshot().encoder !== 'sending') return;
    this.#cancelSilence = this.#clock.after(SILENT_MS, () => this.#take({ type: 'encoder', encoder: 'gone' }));
  }

  #take(input: SessionInput): void {
    const before = this.#store.getSnapshot();
    const facts = nextSession(before, input);
    const status = statusOf(facts);
    this.#store.update({ ...facts, status });
    if (status !== before.status) this.dispatchEvent(new SessionStatusEvent(status, before.status));
  }
}
