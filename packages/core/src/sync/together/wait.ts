import { abortError } from '../../errors.ts';
import type { Clock } from '../../time/clock.ts';

/** @throws T333Error `aborted` at once when `signal` aborts; no timer is left then. */
export function wait(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(abortError(signal.reason));
    const abort = (): void => {
      cancel();
      reject(abortError(signal.reason));
    };
    const cancel = clock.after(ms, () => {
      signal.removeEventListener('abort', abort);
      resolve();
    });
    signal.addEventListener('abort', abort, { once: true });
  });
}
