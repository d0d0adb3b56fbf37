const LONGEST_RESET_MS = 60_000;

/** What an answer tells of limits; null where it tells nothing that can be understood. */
export interface RateHeaders {
  readonly limit: number | null;
  readonly remaining: number | null;
  /** Milliseconds until the bucket is full, 0 to 60,000: no bucket takes longer. */
  readonly resetInMs: number | null;
  /** Milliseconds from now. */
  readonly retryAfterMs: number | null;
}

/** Of what ended without an answer. */
export const UNKNOWN_RATE: RateHeaders = { limit: null, remaining: null, resetInMs: null, retryAfterMs: null };

const readInteger = (text: string | null): number | null =>
  text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null;

/**
 * @param nowMs Unix milliseconds, for answers without a `Date`; where there is one, a device whose clock is wrong does not matter
 * @see https://dev.twitch.tv/docs/api/guide#how-it-works `Ratelimit-Reset` is the epoch second at which the bucket is full
 * @see https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
 */
export function readRateHeaders(headers: Headers, nowMs: number): RateHeaders {
  const serverMs = Date.parse(headers.get('date') ?? '') || nowMs;
  const reset = readInteger(headers.get('ratelimit-reset'));
  const retryAfter = headers.get('retry-after');
  const retrySeconds = readInteger(retryAfter);
  // What has no letter is a number that is none.
  const retryDateMs = /[a-z]/i.test(retryAfter ?? '') ? Date.parse(retryAfter!) : NaN;
  return {
    limit: readInteger(headers.get('ratelimit-limit')),
    remaining: readInteger(headers.get('ratelimit-remaining')),
    resetInMs: reset === null ? null : Math.min(LONGEST_RESET_MS, Math.max(0, reset * 1000 - serverMs)),
    retryAfterMs:
      retrySeconds !== null
        ? retrySeconds * 1000
        : Number.isNaN(retryDateMs)
          ? null
          : Math.max(0, retryDateMs - serverMs),
  };
}
