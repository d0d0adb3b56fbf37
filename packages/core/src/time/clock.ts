/** Time as a dependency: every wait and every reading of the time goes through one of these, so tests own it. */
export interface Clock {
  /** Milliseconds on a clock that never jumps; only differences mean anything. */
  now(): number;
  /** Milliseconds since 1970-01-01T00:00Z as this device believes them to be. */
  wallTime(): number;
  /** Runs `task` once after `delayMs`. @returns a function that cancels it. */
  after(delayMs: number, task: () => void): () => void;
}

/** `setTimeout` takes 2^31 ms and more for nothing. */
const MAX_TIMEOUT_MS = 1e9;

/** The browser's, or Node's, own clock. A wait of more than 11 days ends after these. */
export const systemClock: Clock = {
  now: () => performance.now(),
  wallTime: () => Date.now(),
  after(delayMs, task) {
    const timer = setTimeout(task, Math.min(delayMs, MAX_TIMEOUT_MS));
    return () => clearTimeout(timer);
  },
};
