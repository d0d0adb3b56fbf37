import type { T333Error } from '../errors.ts';
import type { SessionRequest, SessionStatus } from './session-state.ts';

/** A session is another one than it was. */
export class SessionStatusEvent extends Event {
  readonly status: SessionStatus;
  readonly previous: SessionStatus;

  constructor(status: SessionStatus, previous: SessionStatus) {
    super('statuschange');
    this.status = status;
    this.previous = previous;
  }
}

/** Something that was asked of the server did not work. */
export class SessionErrorEvent extends Event {
  readonly error: T333Error;
  readonly request: SessionRequest;

  constructor(error: T333Error, request: SessionRequest) {
    super('error');
    this.error = error;
    this.request = request;
  }
}

export interface SessionEvents {
  statuschange: SessionStatusEvent;
  error: SessionErrorEvent;
}
