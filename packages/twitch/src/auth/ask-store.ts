import { T333Error } from '@t333/core/errors';
import { withDeadline } from '@t333/core/resilience';
import type { Clock } from '@t333/core/time';

/** For one answer of a store. `LEASE_MS` of `RedisLock` is counted with it. */
export const STORE_TIMEOUT_MS = 5000;

/**
 * Waits for a store no longer than 5 s, and says `store` whatever is wrong with it.
 *
 * @throws T333Error `store`, `undecipherable`
 */
export async function askStore<T>(question: () => Promise<T>, clock: Clock, signal?: AbortSignal): Promise<T> {
  try {
    return await withDeadline(question, { timeoutMs: STORE_TIMEOUT_MS, clock, signal, what: 'The token store' });
  } catch (cause) {
    if (cause instanceof T333Error && (cause.code === 'store' || cause.code === 'undecipherable')) throw cause;
    throw new T333Error('store', 'The token store failed.', { cause, retryable: true });
  }
}
