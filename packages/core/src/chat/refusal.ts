import { T333Error } from '../errors.ts';

/**
 * Why a service did not do what it was asked to.
 * - `duplicate`: the same was said before.
 * - `held`: a moderator looks at it first.
 * - `rejected`: it broke the channel's rules on what may be said.
 * - `forbidden`: for whom this is not, for a reason that has no name here; the message has the service's words.
 */
export type ChatRefusalReason =
  | 'banned'
  | 'timed-out'
  | 'followers-only'
  | 'subscribers-only'
  | 'emote-only'
  | 'slow-mode'
  | 'rate-limited'
  | 'duplicate'
  | 'held'
  | 'rejected'
  | 'too-long'
  | 'not-found'
  | 'forbidden';

const CODES = {
  'slow-mode': 'rate-limited',
  'rate-limited': 'rate-limited',
  duplicate: 'rate-limited',
  'too-long': 'invalid-argument',
  'not-found': 'not-found',
} as const;

/** The service has said no. It is `retryable` where the same may be taken another time: `rate-limited`. */
export class ChatRefusal extends T333Error<'forbidden' | 'rate-limited' | 'invalid-argument' | 'not-found'> {
  readonly reason: ChatRefusalReason;
  /** When it may be taken, from now on; null where the service does not tell. */
  readonly retryAfterMs: number | null;

  constructor(reason: ChatRefusalReason, message: string, retryAfterMs: number | null = null) {
    const code = (CODES as Partial<Record<ChatRefusalReason, (typeof CODES)[keyof typeof CODES]>>)[reason];
    super(code ?? 'forbidden', message, { retryable: code === 'rate-limited' });
    this.name = 'ChatRefusal';
    this.reason = reason;
    this.retryAfterMs = retryAfterMs;
  }
}
