import { T333Error } from '../errors.ts';
import { isTimeZone } from './zone-time.ts';

export const RECURRENCES = ['none', 'weekly'] as const;

/** `weekly`: on the same day of the week, when clocks in its zone show the same. */
export type Recurrence = (typeof RECURRENCES)[number];

/** Code points. */
export const MAX_TITLE_LENGTH = 140;
export const MAX_DESCRIPTION_LENGTH = 2000;
export const MAX_DURATION_MINUTES = 1440;

/** What is to be streamed, and when. */
export interface ScheduleDraft {
  /** 1 to 140 code points. */
  readonly title: string;
  /** Up to 2000 code points. */
  readonly description: string;
  /** When it is to begin; of several, the first. ISO 8601 with an offset or `Z`. */
  readonly startsAt: string;
  /** Of the IANA, such as `Europe/Berlin`: whose clocks it goes by. */
  readonly timeZone: string;
  /** 1 to 1440. */
  readonly durationMinutes: number;
  readonly recurrence: Recurrence;
}

export interface ScheduleItem extends ScheduleDraft {
  readonly id: string;
  /** How often it was changed: calendars go by the highest. */
  readonly sequence: number;
}

/** What of a draft is wrong. */
export type DraftFault = 'title' | 'description' | 'start' | 'zone' | 'duration' | 'recurrence';

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/;

/** Milliseconds since 1970; NaN for what is no time of ISO 8601 with an offset. */
export const startOf = ({ startsAt }: Pick<ScheduleDraft, 'startsAt'>): number =>
  INSTANT.test(startsAt) ? Date.parse(startsAt) : NaN;

const lengthOf = (text: string): number => [...text].length;

/** What is wrong with a draft; none where a server would take it. */
export function faultsOf(draft: ScheduleDraft): readonly DraftFault[] {
  const { title, description, timeZone, durationMinutes, recurrence } = draft;
  const faults: DraftFault[] = [];
  if (title.trim() === '' || lengthOf(title) > MAX_TITLE_LENGTH) faults.push('title');
  if (lengthOf(description) > MAX_DESCRIPTION_LENGTH) faults.push('description');
  if (Number.isNaN(startOf(draft))) faults.push('start');
  if (!isTimeZone(timeZone)) faults.push('zone');
  if (!(Number.isInteger(durationMinutes) && durationMinutes >= 1 && durationMinutes <= MAX_DURATION_MINUTES))
    faults.push('duration');
  if (!RECURRENCES.includes(recurrence)) faults.push('recurrence');
  return faults;
}

/** @throws T333Error `invalid-argument` */
export function checkDraft(draft: ScheduleDraft): void {
  const faults = faultsOf(draft);
  if (faults.length > 0) throw new T333Error('invalid-argument', `What is scheduled has no good ${faults.join(', ')}.`);
}
