let loaded: typeof import('./poller.ts').Poller | undefined;

/** Polls are a file of their own: most pages never need them. What failed to load is tried again with the next call. */
export async function loadPoller(): Promise<typeof import('./poller.ts').Poller> {
  return (loaded ??= (await import('./poller.ts')).Poller);
}
