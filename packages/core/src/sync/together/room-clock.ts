import type { RealtimeTransport } from '../../realtime/index.ts';
import { delay } from '../../resilience/abortable.ts';
import type { Clock } from '../../time/clock.ts';
import { estimateClock, type ClockEstimate, type ClockExchange } from './clock-offset.ts';

/** So many are enough for a quick one each way: on a link of 100 ± 30 ms the error is 2 ms in the median, 12 at the 99th percentile. */
const BURST_PINGS = 8;
/** 20 frames a second are what servers take. */
const BURST_INTERVAL_MS = 50;
/** After this the burst is believed as far as it came. */
const BURST_GRACE_MS = 1000;
/** Fewer bytes than anybody notices; two clocks drift apart by at most 1 ms meanwhile. */
const INTERVAL_MS = 10_000;
/** 160 s of steady running. Older ones are too vague to matter. */
const MAX_EXCHANGES = 16;
/** Two pages of one browser are this near at the first try. */
const PRECISE_MS = 2;
/** Clocks that count from a start may stand still while a device sleeps. */
const SLEPT_MS = 1000;

export interface RoomClockOptions {
  clock: Clock;
  transport: RealtimeTransport;
  /** More is known, or it is time to look again. */
  onTick: () => void;
  /** The device has slept, or its clock was set: whatever was known is void. */
  onWake: () => void;
}

/** Knows the authority's clock by asking now and then. */
export class RoomClock {
  readonly #options: RoomClockOptions;
  #exchanges: ClockExchange[] = [];
  #settled = false;
  #bootAtMs = 0;
  #session: AbortSignal | null = null;
  #burst = new AbortController();

  constructor(options: RoomClockOptions) {
    this.#options = options;
  }

  /** Begins anew, and asks until the connection ends. */
  run(session: AbortSignal): void {
    this.#session = session;
    session.addEventListener('abort', () => this.#burst.abort(), { once: true });
    this.#begin();
  }

  /** Null until it is known well enough to act upon. */
  estimate(): ClockEstimate | null {
    if (this.#slept) {
      this.#begin();
      this.#options.onWake();
    }
    return this.#settled ? estimateClock(this.#exchanges, this.#options.clock.now()) : null;
  }

  /** When the clock that never jumps began to count, as the other one tells. */
  get #bootNowMs(): number {
    const { clock } = this.#options;
    return clock.wallTime() - clock.now();
  }

  get #slept(): boolean {
    return this.#session?.aborted === false && Math.abs(this.#bootNowMs - this.#bootAtMs) > SLEPT_MS;
  }

  #begin(): void {
    this.#burst.abort();
    this.#burst = new AbortController();
    this.#exchanges = [];
    this.#settled = false;
    this.#bootAtMs = this.#bootNowMs;
    this.#ask(this.#burst.signal).catch(() => {});
  }

  async #ask(signal: AbortSignal): Promise<void> {
    const { clock, onTick } = this.#options;
    for (let pings = 1; ; pings++) {
      void this.#ping(signal);
      await delay(
        clock,
        pings < BURST_PINGS ? BURST_INTERVAL_MS : this.#settled ? INTERVAL_MS : BURST_GRACE_MS,
        signal,
      );
      this.#settled ||= pings >= BURST_PINGS;
      onTick();
    }
  }

  async #ping(signal: AbortSignal): Promise<void> {
    const { clock, transport, onTick } = this.#options;
    const sentMs = clock.now();
    const reply = await transport.request({ type: 'ping' }, { signal }).catch(() => null);
    const serverAt = reply?.serverAt;
    if (signal.aborted || typeof serverAt !== 'number' || !Number.isFinite(serverAt)) return;
    const receivedMs = clock.now();
    this.#exchanges.push({ sentMs, serverReceivedAt: serverAt, serverSentAt: serverAt, receivedMs });
    if (this.#exchanges.length > MAX_EXCHANGES) this.#exchanges.shift();
    const known = estimateClock(this.#exchanges, receivedMs);
    this.#settled ||= this.#exchanges.length >= BURST_PINGS || (known !== null && known.errorMs <= PRECISE_MS);
    onTick();
  }
}
