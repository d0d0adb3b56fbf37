import { defineElement } from '../base/define-element.ts';
import { StreamSchedule } from './stream-schedule.ts';

defineElement('stream-schedule', StreamSchedule);

// With them TypeScript knows the tag, and its events.
export type { StreamSchedule } from './stream-schedule.ts';
export type { ScheduleChangeEvent } from './stream-schedule.events.ts';
