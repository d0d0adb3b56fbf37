/** Does something later. @returns what takes it back */
export type Schedule = (delayMs: number, work: () => void) => () => void;

export const systemSchedule: Schedule = (delayMs, work) => {
  const timer = setTimeout(work, delayMs);
  return () => clearTimeout(timer);
};
