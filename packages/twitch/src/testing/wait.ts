import type { Clock } from '@t333/core/time';

/** Resolves after `delayMs` of the clock, never where that is Infinity; rejects with the reason of an abort. */
export function wait(delayMs: number, clock: Clock, signal?: AbortSignal | null): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const cancel = delayMs < Infinity ? clock.after(delayMs, () => finish(resolve)) : () => {};
    const abort = (): void => finish(() => reject(signal?.reason as Error));
    const finish = (settle: () => void): void => {
      cancel();
      signal?.removeEventListener('abort', abort);
      settle();
    };
    signal?.addEventListener('abort', abort);
  });
}
