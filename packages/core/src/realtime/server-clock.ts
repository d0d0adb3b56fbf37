import type { Clock } from '../time/clock.ts';

/** As many exchanges are compared: of those within a few minutes, the quickest knows best. */
const KEPT = 8;

interface Exchange {
  readonly roundTripMs: number;
  /** What the server's clock said when ours, which never jumps, began. */
  readonly originMs: number;
}

/** What time it is at the server, from what it says and how long that took. */
export class ServerClock {
  readonly #clock: Clock;
  readonly #exchanges: Exchange[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @param sentAtMs on the clock's `now()` @param serverAtMs Unix milliseconds, somewhere between then and now */
  learn(sentAtMs: number, serverAtMs: number): void {
    const nowMs = this.#clock.now();
    this.#exchanges.push({ roundTripMs: nowMs - sentAtMs, originMs: serverAtMs - (sentAtMs + nowMs) / 2 });
    if (this.#exchanges.length > KEPT) this.#exchanges.shift();
  }

  get #best(): Exchange | undefined {
    return this.#exchanges.toSorted((a, b) => a.roundTripMs - b.roundTripMs)[0];
  }

  /** Of the quickest exchange: the time is wrong by half of it at most. Null before the first. */
  get roundTripMs(): number | null {
    return this.#best?.roundTripMs ?? null;
  }

  /** Unix milliseconds; the device's own where nothing is known. */
  time(): number {
    const best = this.#best;
    return best ? best.originMs + this.#clock.now() : this.#clock.wallTime();
  }
}
