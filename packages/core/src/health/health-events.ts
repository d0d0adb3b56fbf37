import type { T333Error } from '../errors.ts';
import type { HealthStatus } from './health-state.ts';

/** A broadcast is another one than it was. */
export class HealthStatusEvent extends Event {
  readonly status: HealthStatus;
  readonly previous: HealthStatus;

  constructor(status: HealthStatus, previous: HealthStatus) {
    super('statuschange');
    this.status = status;
    this.previous = previous;
  }
}

/** What a source told was no report, and was left out; or why a link is not open. */
export class HealthErrorEvent extends Event {
  readonly error: T333Error;

  constructor(error: T333Error) {
    super('error');
    this.error = error;
  }
}

export interface HealthEvents {
  statuschange: HealthStatusEvent;
  error: HealthErrorEvent;
}
