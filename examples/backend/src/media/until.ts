/** Waits for something, or until a signal. @returns false: the signal came first */
export async function until(happened: Promise<void>, signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return false;
  const { promise, resolve } = Promise.withResolvers<void>();
  const giveUp = () => resolve();
  signal.addEventListener('abort', giveUp);
  await Promise.race([happened, promise]);
  signal.removeEventListener('abort', giveUp);
  return !signal.aborted;
}
