import type { T333Error, T333ErrorCode } from '@t333/core';
import { backOffDelayMs } from '@t333/core/resilience';
import type { OverlayHost } from './overlay-host.ts';

/** What passes by itself: a server that is down, a stream that is not on yet. */
const PASSES: ReadonlySet<T333ErrorCode> = new Set([
  'network',
  'offline',
  'timeout',
  'http',
  'rate-limited',
  'not-found',
  'empty-playlist',
]);

/** Who waits for a stream wants its beginning; a server that is down wants no more of a wall of sixteen, in milliseconds. */
const BASE_MS = 10_000;
const CAP_MS = 60_000;

/** Whether an error may be over by itself. */
export const passes = (error: T333Error): boolean => error.retryable && PASSES.has(error.code);

/** Why it did not work stands in the player's state. */
function ignore(): void {}

/** Tries a stream again, for as long as it takes, after its player has given up on it. One for each element. */
export class Comeback {
  /** What it waits to see the end of, also while it tries. */
  error: T333Error | null = null;
  readonly #host: OverlayHost;
  #source: string | null = null;
  #tries = 0;
  #cancel: (() => void) | null = null;

  constructor(host: OverlayHost) {
    this.#host = host;
    // As it has none any more when the element goes.
    host.addEventListener('playerchange', () => this.#reset());
  }

  /** Looks what has become of the player. @param isHeld whether it is not to be tried yet */
  follow(isHeld = false): void {
    const { state, src } = this.#host;
    const error = state?.error;
    const isDone = state?.phase === 'ready' || state?.lifecycle !== 'active' || (error && !passes(error));
    if (src !== this.#source || isDone || isHeld) this.#reset();
    this.#source = src;
    // Somebody else tries.
    if (!error) this.#stop();
    if (!error || isDone || isHeld) return;
    this.error = error;
    if (this.#cancel) return;
    const delayMs = backOffDelayMs({ attempt: ++this.#tries, baseMs: BASE_MS, capMs: CAP_MS, random: Math.random });
    this.#cancel = this.#host.clock.after(delayMs, () => {
      this.#cancel = null;
      this.#host.player?.retry().catch(ignore);
    });
  }

  #stop(): void {
    this.#cancel?.();
    this.#cancel = null;
  }

  #reset(): void {
    this.#stop();
    this.error = null;
    this.#tries = 0;
  }
}
