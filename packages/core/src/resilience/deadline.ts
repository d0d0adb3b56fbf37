import { T333Error } from '../errors.ts';
import type { Clock } from '../time/clock.ts';
import { abortable, onAbort, rejectionOf } from './abortable.ts';

export interface Deadline {
  timeoutMs: number;
  clock: Clock;
  /** What takes so long, for the message: `The server`. */
  what: string;
  signal?: AbortSignal | undefined;
}

/**
 * Runs `task`, which gets a signal that aborts when the time is over or the caller leaves. It rejects then even if the task does not
 * listen.
 *
 * @throws T333Error `timeout`, `aborted`, and whatever the task rejects with before
 */
export async function withDeadline<Value>(
  task: (signal: AbortSignal) => Promise<Value>,
  { timeoutMs, clock, what, signal }: Deadline,
): Promise<Value> {
  if (signal?.aborted) throw rejectionOf(signal);
  const ending = new AbortController();
  const stopListening = signal && onAbort(signal, () => ending.abort(rejectionOf(signal)));
  const cancelTimeout = clock.after(timeoutMs, () =>
    ending.abort(new T333Error('timeout', `${what} took longer than ${timeoutMs} ms.`, { retryable: true })),
  );
  try {
    return await abortable(task(ending.signal), ending.signal);
  } finally {
    cancelTimeout();
    stopListening?.();
  }
}
