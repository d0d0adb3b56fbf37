/** Does something later. @returns what takes it back */
export type Schedule = (delayMs: number, work: () => void) => () => void;

/** Nothing of it keeps a process alive that has nothing else to do. */
export const systemSchedule: Schedule = (delayMs, work) => {
  const timer = setTimeout(work, delayMs).unref();
  return () => clearTimeout(timer);
};
