import type { SessionStatus } from '@t333/core/creator';

/** The stream of a `<control-room>` is another one than it was. */
export class SessionChangeEvent extends Event {
  readonly status: SessionStatus;
  readonly previous: SessionStatus;

  constructor(status: SessionStatus, previous: SessionStatus) {
    super('sessionchange', { bubbles: true, composed: true });
    this.status = status;
    this.previous = previous;
  }
}

declare global {
  interface HTMLElementEventMap {
    sessionchange: SessionChangeEvent;
  }
}
