import type { HealthStatus } from '@t333/core/health';

/** The stream that a `<health-panel>` shows is another one than it was. */
export class HealthChangeEvent extends Event {
  readonly status: HealthStatus;
  readonly previous: HealthStatus;

  constructor(status: HealthStatus, previous: HealthStatus) {
    super('healthchange', { bubbles: true, composed: true });
    this.status = status;
    this.previous = previous;
  }
}

declare global {
  interface HTMLElementEventMap {
    healthchange: HealthChangeEvent;
  }
}
