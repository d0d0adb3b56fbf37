export { ScheduleChangeEvent } from './stream-schedule.events.ts';
export { StreamSchedule } from './stream-schedule.ts';
