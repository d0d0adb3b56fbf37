/** What experience with one player says of its next act; milliseconds. */
export interface Habits {
  /** From `play()` until its clock moves; 41–65 measured in Chromium. */
  startLagMs: number;
  /** From a seek within the buffer until it can go on. */
  seekMs: number;
  /** From a seek out of the buffer until it can go on. */
  fetchMs: number;
  /** Media lost by one change of rate and back while the pitch is kept; 25 measured in Chromium with AAC. */
  rateStepMs: number;
  /** How much more than its length a hold has to last; 11–14 measured in Chromium with sound. */
  holdBiasMs: number;
}

/** What one lesson teaches, as a share of its surprise: so that one bad reading does no harm. */
const LEARNING = 0.5;

/** What is expected of a player that nobody knows yet. */
export const newHabits = (): Habits => ({ startLagMs: 50, seekMs: 100, fetchMs: 200, rateStepMs: 25, holdBiasMs: 0 });

/** Moves a habit towards what it would have had to be. */
export function learn(habits: Habits, habit: keyof Habits, surpriseMs: number): void {
  habits[habit] += LEARNING * surpriseMs;
}
