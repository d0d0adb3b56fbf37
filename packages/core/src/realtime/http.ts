import { T333Error } from '../errors.ts';
import { MAX_POLL_BYTES, readProblem } from '../protocol/index.ts';
import { withDeadline } from '../resilience/deadline.ts';
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
  const exchange = async (either: AbortSignal): Promise<{ response: Response; text: string }> => {
    try {
      const response = await fetch(url, { ...init, signal: either });
      return { response, text: await response.text() };
    } catch (cause) {
      throw new T333Error('network', 'The server cannot be reached.', { cause, retryable: true });
    }
  };
  const { response, text } = await withDeadline(exchange, { timeoutMs, clock, what: 'The server', signal });
  const { ok, status, headers } = response;
  if (ok && text.length <= MAX_POLL_BYTES) return text;
  const problem = readProblem(text);
  const seconds = Number(headers.get('retry-after') ?? NaN);
  const wait = seconds >= 0 ? seconds * 1000 : null;
  if (problem) throw new RealtimeRefusal(problem.code, problem.detail ?? '', problem.retryAfterMs ?? wait);
  if (status === 429 || status === 503) throw new RealtimeRefusal('unavailable', `HTTP ${status}`, wait);
  throw new T333Error('http', `The server has answered ${status}.`, { retryable: ok || status >= 500 });
}
