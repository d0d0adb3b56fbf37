export interface BackOff {
  /** 1 for the first retry. */
  attempt: number;
  /** Upper bound of the first wait, in milliseconds; it doubles with each attempt. */
  baseMs: number;
  /** No wait is longer. */
  capMs: number;
  /** 0 up to 1, as `Math.random`. */
  random: () => number;
}

/**
 * How long to wait before a retry: exponential with full jitter, so that many players that lost one server do not
 * come back to it all at once.
 *
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function backOffDelayMs({ attempt, baseMs, capMs, random }: BackOff): number {
  return random() * Math.min(capMs, baseMs * 2 ** (attempt - 1));
}
