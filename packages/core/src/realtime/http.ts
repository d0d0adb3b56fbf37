import { T333Error } from '../errors.ts';
import { MAX_POLL_BYTES, readProblem } from '../protocol/index.ts';
import { onAbort, rejectionOf } from '../resilience/abortable.ts';
import type { Clock } from '../time/clock.ts';
import { RealtimeRefusal } from './refusal.ts';

export interface HttpOptions {
  fetch?: typeof globalThis.fetch | undefined;
  clock: Clock;
}

export interface HttpRequest extends RequestInit {
  signal: AbortSignal;
  timeoutMs: number;
}

/**
 * The text of an answer.
 *
 * @throws RealtimeRefusal what the server has said no to, by problem+json
 * @throws T333Error `network`, `timeout`, `http`, `aborted`
 */
export async function fetchText(
  { fetch = globalThis.fetch, clock }: HttpOptions,
  url: URL,
  { signal, timeoutMs, ...init }: HttpRequest,
): Promise<string> {
  if (signal.aborted) throw rejectionOf(signal);
  const ending = new AbortController();
  let isLate = false;
  const cancelTimeout = clock.after(timeoutMs, () => {
    isLate = true;
    ending.abort();
  });
  const stopListening = onAbort(signal, () => ending.abort());
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, { ...init, signal: ending.signal });
    text = await response.text();
  } catch (cause) {
    if (signal.aborted) throw rejectionOf(signal);
    throw isLate
      ? new T333Error('timeout', 'The server does not answer.', { cause, retryable: true })
      : new T333Error('network', 'The server cannot be reached.', { cause, retryable: true });
  } finally {
    cancelTimeout();
    stopListening();
  }
  const { ok, status, headers } = response;
  if (ok && text.length <= MAX_POLL_BYTES) return text;
  const problem = readProblem(text);
  const seconds = Number(headers.get('retry-after') ?? NaN);
  const wait = seconds >= 0 ? seconds * 1000 : null;
  if (problem) throw new RealtimeRefusal(problem.code, problem.detail ?? '', problem.retryAfterMs ?? wait);
  if (status === 429 || status === 503) throw new RealtimeRefusal('unavailable', `HTTP ${status}`, wait);
  throw new T333Error('http', `The server has answered ${status}.`, { retryable: ok || status >= 500 });
}
