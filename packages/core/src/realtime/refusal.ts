import { T333Error, type T333ErrorCode } from '../errors.ts';
import { errorCode, type RtErrorCode } from '../protocol/index.ts';

const CODES: Readonly<Record<RtErrorCode, T333ErrorCode>> = {
  bad_request: 'invalid-argument',
  unauthenticated: 'unauthorized',
  forbidden: 'forbidden',
  banned: 'forbidden',
  timed_out: 'forbidden',
  followers_only: 'forbidden',
  subscribers_only: 'forbidden',
  emote_only: 'forbidden',
  not_found: 'not-found',
  duplicate: 'rate-limited',
  stale: 'rate-limited',
  too_long: 'invalid-argument',
  rejected: 'forbidden',
  slow_mode: 'rate-limited',
  rate_limited: 'rate-limited',
  unavailable: 'network',
};

/** A server of t333-rt/1 has said no. It is `retryable` where the same may be taken another time. */
export class RealtimeRefusal extends T333Error {
  readonly wireCode: RtErrorCode;
  /** When it may be taken, from now on; null where the server does not tell. */
  readonly retryAfterMs: number | null;

  constructor(wireCode: string, message: string, retryAfterMs: number | null = null) {
    const known = errorCode(wireCode);
    const code = CODES[known];
    super(code, message || known, { retryable: code === 'rate-limited' || code === 'network' });
    this.name = 'RealtimeRefusal';
    this.wireCode = known;
    this.retryAfterMs = retryAfterMs;
  }
}
