import { abortError, T333Error } from '../errors.ts';
import type { Clock } from '../time/clock.ts';

/** What a call that `signal` cancelled rejects with: the signal's own reason if that is a `T333Error`, as when something is destroyed. */
export const rejectionOf = ({ reason }: AbortSignal): T333Error =>
  reason instanceof T333Error ? reason : abortError(reason);

const callbacksOf = new WeakMap<AbortSignal, Set<() => void>>();

function tellAll(this: AbortSignal): void {
  for (const tell of callbacksOf.get(this) ?? []) tell();
}

/**
 * Calls back when `signal` aborts. However many wait for one signal, it has one listener: platforms compare each new listener with all that a
 * signal has, so that thousands of calls with one signal would be slow.
 *
 * @returns a function that ends it
 */
export function onAbort(signal: AbortSignal, callback: () => void): () => void {
  let callbacks = callbacksOf.get(signal);
  if (!callbacks) {
    callbacks = new Set();
    callbacksOf.set(signal, callbacks);
    signal.addEventListener('abort', tellAll);
  }
  const entry = (): void => callback();
  callbacks.add(entry);
  return () => {
    if (!callbacks.delete(entry) || callbacks.size > 0) return;
    // A signal with a listener is kept alive by those that it follows.
    callbacksOf.delete(signal);
    signal.removeEventListener('abort', tellAll);
  };
}

/**
 * The same promise, for a caller who may stop waiting: rejects as soon as `signal` aborts, whatever the promise does.
 *
 * @throws T333Error `aborted`
 */
export function abortable<Value>(promise: Promise<Value>, signal: AbortSignal | undefined): Promise<Value> {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(rejectionOf(signal));
    if (signal.aborted) abort();
    promise.then(resolve, reject).finally(onAbort(signal, abort));
  });
}

/**
 * Waits, on this clock. As soon as `signal` aborts, there is no timer any more.
 *
 * @throws T333Error `aborted`
 */
export function delay(clock: Clock, delayMs: number, signal?: AbortSignal): Promise<void> {
  let cancel = (): void => {};
  const waited = new Promise<void>((resolve) => {
    cancel = clock.after(delayMs, resolve);
  });
  const stopListening = signal && onAbort(signal, cancel);
  return abortable(waited, signal).finally(() => {
    cancel();
    stopListening?.();
  });
}
