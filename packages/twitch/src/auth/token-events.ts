import type { T333Error } from '@t333/core/errors';

/** A subject has a new access token. */
export class RenewedEvent extends Event {
  readonly subject: string;
  /** Unix milliseconds; null while unknown. */
  readonly expiresAtMs: number | null;
  constructor(subject: string, expiresAtMs: number | null) {
    super('renewed');
    this.subject = subject;
    this.expiresAtMs = expiresAtMs;
  }
}

/** A subject has no tokens any more: it has to sign in again, or signed out. */
export class RemovedEvent extends Event {
  readonly subject: string;
  readonly reason: 'invalid-grant' | 'signed-out';
  constructor(subject: string, reason: 'invalid-grant' | 'signed-out') {
    super('removed');
    this.subject = subject;
    this.reason = reason;
  }
}

/** Something failed that nobody waits for. It is tried again. */
export class TokenErrorEvent extends Event {
  readonly subject: string;
  /** What failed: writing to the store, renewing ahead of time, or the hourly validation. */
  readonly task: 'store' | 'renew' | 'validate';
  readonly error: T333Error;
  constructor(subject: string, task: 'store' | 'renew' | 'validate', error: T333Error) {
    super('tokenerror');
    this.subject = subject;
    this.task = task;
    this.error = error;
  }
}

export interface TokenManagerEvents {
  renewed: RenewedEvent;
  removed: RemovedEvent;
  tokenerror: TokenErrorEvent;
}
