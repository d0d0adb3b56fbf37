import { T333Error } from '../errors.ts';
import { delay } from '../resilience/abortable.ts';
import { backOffDelayMs } from '../resilience/back-off.ts';
import { withDeadline } from '../resilience/deadline.ts';
import { systemClock, type Clock } from '../time/clock.ts';
import { checkInterval, HEALTH_INTERVAL_MS } from './health-state.ts';
import type { HealthSource } from './source.ts';

const ANSWER_TIMEOUT_MS = 10_000;
const MIN_RETRY_MS = 1000;
const MAX_RETRY_MS = 60_000;

export interface PolledHealthOptions {
  /** From an answer to the next question. Default 5000. */
  intervalMs?: number;
  clock?: Clock;
  /** 0 up to 1, as `Math.random`. */
  random?: () => number;
}

/**
 * Health that is asked for: of a server that cannot tell by itself, or of an encoder.
 *
 * @param ask gives a `HealthReport`, or null where there is nothing to tell. Who rejects is asked again, later and later; a
 *   `T333Error` that is not `retryable` ends it. It has 10 s.
 * @throws T333Error `invalid-argument` where `intervalMs` is not above 0
 */
export function polledHealth(
  ask: (signal: AbortSignal) => Promise<unknown>,
  { intervalMs = HEALTH_INTERVAL_MS, clock = systemClock, random = Math.random }: PolledHealthOptions = {},
): HealthSource {
  checkInterval(intervalMs);
  return (sink, signal) => {
    let wasOpen = false;
    /** @returns how long to wait, or null for ever */
    const askOnce = async (attempt: number): Promise<{ waitMs: number | null; failed: boolean }> => {
      try {
        const report = await withDeadline(ask, { timeoutMs: ANSWER_TIMEOUT_MS, clock, what: 'The health', signal });
        if (signal.aborted) return { waitMs: null, failed: false };
        wasOpen = true;
        sink.link('open');
        if (report !== null && report !== undefined) sink.report(report);
        return { waitMs: intervalMs, failed: false };
      } catch (cause) {
        if (signal.aborted) return { waitMs: null, failed: true };
        const error =
          cause instanceof T333Error
            ? cause
            : new T333Error('network', 'The health could not be asked for.', { cause, retryable: true });
        const isOver = !error.retryable;
        if (isOver) sink.link('closed', error);
        else sink.link(wasOpen ? 'reconnecting' : 'connecting', error);
        const backOffMs = backOffDelayMs({ attempt, baseMs: 2 * intervalMs, capMs: MAX_RETRY_MS, random });
        return { waitMs: isOver ? null : Math.max(MIN_RETRY_MS, backOffMs), failed: true };
      }
    };
    void (async () => {
      let attempt = 1;
      while (!signal.aborted) {
        const { waitMs, failed } = await askOnce(attempt);
        if (waitMs === null) return;
        attempt = failed ? attempt + 1 : 1;
        await delay(clock, waitMs, signal).catch(() => {});
      }
    })();
  };
}
