import { abortError, T333Error } from '@t333/core/errors';
import { delay, rejectionOf } from '@t333/core/resilience';
import { CircuitBreaker } from '@t333/core/resilience/circuit-breaker';
import type { Clock } from '@t333/core/time';
import type { AccessToken, TokenSource } from '../auth/token-source.ts';
import type { CallOptions, HelixMethod } from './call.ts';
import { exchange } from './exchange.ts';
import { coolDownMs, nextStep } from './next-step.ts';
import { readRateHeaders, UNKNOWN_RATE, type RateHeaders } from './rate-headers.ts';
import type { Permit, RequestQueue } from './request-queue.ts';

export interface PipelineOptions {
  clientId: string;
  auth: TokenSource;
  queue: RequestQueue;
  baseUrl: string;
  fetch: typeof globalThis.fetch | undefined;
  clock: Clock;
  random: () => number;
  timeoutMs: number;
}

export interface PipelineCall extends Pick<CallOptions, 'priority' | 'caller'> {
  method: HelixMethod;
  path: string;
  /** Asked for when the request is about to leave: until then, more may be added to it. */
  query: () => string;
  body?: unknown;
  token: AccessToken;
  signal: AbortSignal;
}

type TryResult = { body: unknown } | { error: T333Error; retryAfterMs: number | null };

/** Brings one call through: queue, request, answer, and what to do when it fails. */
export class RequestPipeline {
  readonly breaker: CircuitBreaker;
  readonly #options: PipelineOptions;

  constructor(options: PipelineOptions) {
    this.#options = options;
    this.breaker = new CircuitBreaker({
      name: new URL(options.baseUrl).host,
      // A limit is the caller's affair, and 4xx show that the server works.
      isFailure: (error) => error instanceof T333Error && error.retryable && error.code !== 'rate-limited',
      clock: options.clock,
    });
  }

  /** @returns the body of the answer */
  async send(call: PipelineCall): Promise<unknown> {
    const { method, path, signal } = call;
    const { auth, queue, clock, random } = this.#options;
    let { token } = call;
    let isRenewed = false;
    for (let tries = 1; ; tries++) {
      // No point is spent on what will be refused.
      this.breaker.check();
      const permit = await queue.enter({
        bucket: token.subject,
        endpoint: `${method} ${path}`,
        caller: call.caller,
        priority: call.priority ?? 'normal',
        signal,
      });
      const result = await this.#try(call, token, tries, permit);
      if (!('error' in result)) return result.body;

      const { error, retryAfterMs } = result;
      const step = nextStep({ method, tries, error, isRenewed, retryAfterMs, random });
      if (step.act === 'fail') throw error;
      if (step.act === 'renew') {
        token = await auth.renew(token, { signal });
        isRenewed = true;
      } else await delay(clock, step.delayMs, signal);
    }
  }

  async #try(call: PipelineCall, token: AccessToken, tries: number, permit: Permit): Promise<TryResult> {
    const { clock, random } = this.#options;
    let rate: RateHeaders = UNKNOWN_RATE;
    let isRefused = false;
    try {
      const body = await this.breaker.execute(async () => {
        // Whatever a caller aborts with, the service is not to blame for it.
        const answer = await this.#exchange(call, token).catch((error: unknown) => {
          throw call.signal.aborted ? abortError(error) : error;
        });
        rate = readRateHeaders(answer.headers, clock.wallTime());
        if (answer.error) throw answer.error;
        return answer.body;
      });
      return { body };
    } catch (error) {
      if (call.signal.aborted) throw rejectionOf(call.signal);
      if (!(error instanceof T333Error)) throw error;
      isRefused = error.code === 'rate-limited';
      return { error, retryAfterMs: rate.retryAfterMs };
    } finally {
      const { limit, remaining, resetInMs, retryAfterMs } = rate;
      permit.done(
        // With points left, the limit that was met is the endpoint's own; where the points are unknown, it may be either.
        {
          limit,
          remaining,
          resetInMs: isRefused ? (retryAfterMs ?? resetInMs) : resetInMs,
          refused: isRefused && !remaining,
        },
        isRefused && remaining !== 0 ? coolDownMs(tries, retryAfterMs, random) : 0,
      );
    }
  }

  #exchange({ method, path, query, body, signal }: PipelineCall, token: AccessToken): ReturnType<typeof exchange> {
    const { clientId, baseUrl, clock, timeoutMs, fetch = globalThis.fetch } = this.#options;
    const text = query();
    return exchange(
      `${baseUrl}${path}${text && `?${text}`}`,
      {
        method,
        headers: {
          Authorization: `Bearer ${token.value}`,
          'Client-Id': clientId,
          ...(body !== undefined && { 'Content-Type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      },
      { fetch, clock, timeoutMs, signal },
    );
  }
}
