import { T333Error } from '../errors.ts';

/** Whether a player can be kept so many seconds behind. */
export const isLatency = (seconds: number): boolean => seconds > 0 && seconds < Infinity;

/** Whether a viewer can be let so many seconds back: 0 for not at all, Infinity for as far as the stream reaches. */
export const isDvrWindow = (seconds: number): boolean => seconds >= 0;

/** @throws T333Error `invalid-argument` */
export function checkLatency(seconds: number | null): void {
  if (seconds !== null && !isLatency(seconds)) throw invalid('A latency is above 0 seconds', seconds);
}

/** @throws T333Error `invalid-argument` */
export function checkDvrWindow(seconds: number): void {
  if (!isDvrWindow(seconds)) throw invalid('A DVR window is 0 seconds or more', seconds);
}

const invalid = (rule: string, value: number): T333Error => new T333Error('invalid-argument', `${rule}, not ${value}.`);
