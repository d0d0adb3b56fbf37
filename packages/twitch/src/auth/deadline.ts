import { T333Error } from '@t333/core/errors';
import { abortable, rejectionOf } from '@t333/core/resilience';
import type { Clock } from '@t333/core/time';

export interface Deadline {
  timeoutMs: number;
  clock: Clock;
  /** What takes so long, for the message. */
  what: string;
  signal?: AbortSignal | undefined;
}

/**
 * Runs `task`, which gets a signal that aborts when the time is over or the caller leaves. It rejects then even if the
 * task does not listen.
 *
 * @throws T333Error `timeout`, `aborted`
 */
export async function withDeadline<T>(
  task: (signal: AbortSignal) => Promise<T>,
  { timeoutMs, clock, what, signal }: Deadline,
): Promise<T> {
  const controller = new AbortController();
  const both = signal ? AbortSignal.any([signal, controller.signal]) : controller.signal;
  if (both.aborted) throw rejectionOf(both);
  const cancel = clock.after(timeoutMs, () =>
    controller.abort(new T333Error('timeout', `${what} took longer than ${timeoutMs} ms.`, { retryable: true })),
  );
  try {
    return await abortable(task(both), both);
  } finally {
    cancel();
  }
}
