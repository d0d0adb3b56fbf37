import { Problem } from './problem.ts';

/** What a field of a date and a time says. @throws Problem `bad_request`: a leap second, which JavaScript knows no time for */
export function timeOf(text: string, field: string): Date {
  const time = new Date(text);
  if (Number.isNaN(time.getTime())) throw new Problem('bad_request', `${field} must not be a leap second.`);
  return time;
}
