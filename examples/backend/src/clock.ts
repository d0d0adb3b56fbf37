/** The time of day, Unix milliseconds. Another one is for tests. */
export interface Clock {
  now: () => number;
}

export const systemClock: Clock = { now: () => Date.now() };
