import { T333Error } from '@t333/core/errors';
import { withDeadline } from '@t333/core/resilience';
import type { Clock } from '@t333/core/time';
import { answerError, type ReceivedAnswer } from './answer-error.ts';
import type { TwitchHttpError } from './http-error.ts';

export interface ExchangeOptions {
  fetch: typeof globalThis.fetch;
  clock: Clock;
  timeoutMs: number;
  signal: AbortSignal;
}

/** An answer that was understood: what was asked for, or Twitch's refusal. */
export interface Answer {
  readonly headers: Headers;
  /** JSON; text of a calendar; undefined of an empty answer. */
  readonly body: unknown;
  readonly error: TwitchHttpError | null;
}

/**
 * One HTTP request and its whole answer. It settles whatever the other side does.
 *
 * @throws T333Error `network`, `timeout`, `aborted`
 */
export async function exchange(url: string, init: RequestInit, options: ExchangeOptions): Promise<Answer> {
  const { fetch, ...deadline } = options;
  const attempt = async (signal: AbortSignal): Promise<Answer> => {
    try {
      return await receive(url, { ...init, signal }, fetch);
    } catch (cause) {
      throw new T333Error('network', 'The request failed on its way.', { cause, retryable: true });
    }
  };
  return withDeadline(attempt, { ...deadline, what: 'Twitch' });
}

async function receive(url: string, init: RequestInit, fetch: typeof globalThis.fetch): Promise<Answer> {
  const response = await fetch(url, init);
  const { kind, body } = readBody(await response.text(), response.headers.get('content-type') ?? '');
  const { status, headers } = response;
  return { headers, body, error: answerError({ status, headers, kind, body, mayBeEmpty: init.method !== 'GET' }) };
}

function readBody(text: string, type: string): Pick<ReceivedAnswer, 'kind' | 'body'> {
  if (text === '') return { kind: 'empty', body: undefined };
  if (type.startsWith('text/calendar')) return { kind: 'calendar', body: text };
  try {
    if (/\bjson\b/.test(type)) return { kind: 'json', body: JSON.parse(text) };
  } catch {
    // Half an answer.
  }
  return { kind: 'unreadable', body: text };
}
