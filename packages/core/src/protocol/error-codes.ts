/** The codes of `error` frames, and the HTTP status that goes with each over HTTP. */
export const ERROR_STATUS = Object.freeze({
  bad_request: 400,
  unauthenticated: 401,
  forbidden: 403,
  banned: 403,
  timed_out: 403,
  followers_only: 403,
  subscribers_only: 403,
  emote_only: 403,
  not_found: 404,
  duplicate: 409,
  stale: 409,
  too_long: 413,
  rejected: 422,
  slow_mode: 429,
  rate_limited: 429,
  unavailable: 503,
});

export type RtErrorCode = keyof typeof ERROR_STATUS;

/** How a server ends a socket. */
export const CLOSE = Object.freeze({
  /** 1012: the server starts anew. */
  restart: 1012,
  /** A frame that is none. */
  protocol: 4000,
  /** The ticket was refused, or did not come in time. */
  auth: 4001,
  /** Banned, or a page of an origin that may not. */
  banned: 4003,
  /** The server does not speak this version. */
  version: 4004,
  /** The client did not read fast enough; what it missed is replayed. */
  tooSlow: 4008,
  /** Too many frames, for too long. */
  abuse: 4029,
});

/** A code as one of those that are known: what a newer server says is `unavailable` to an older client. */
export const errorCode = (code: string): RtErrorCode =>
  Object.hasOwn(ERROR_STATUS, code) ? (code as RtErrorCode) : 'unavailable';
