import type { ScheduleItem } from '@t333/core/creator';

/** Somebody has changed a schedule by its `<stream-schedule>`, and the server has taken it. */
export class ScheduleChangeEvent extends Event {
  readonly action: 'added' | 'changed' | 'removed';
  readonly item: ScheduleItem;

  constructor(action: ScheduleChangeEvent['action'], item: ScheduleItem) {
    super('schedulechange', { bubbles: true, composed: true });
    this.action = action;
    this.item = item;
  }
}

declare global {
  interface HTMLElementEventMap {
    schedulechange: ScheduleChangeEvent;
  }
}
