/** One question to another clock, as in NTP. */
export interface ClockExchange {
  /** When the question left, on our clock, milliseconds. */
  readonly sentMs: number;
  /** When it came to the other clock, on that clock, milliseconds. */
  readonly serverReceivedAt: number;
  /** When the answer left there; the same where the other end does not say. */
  readonly serverSentAt: number;
  /** When the answer came, on our clock. */
  readonly receivedMs: number;
}

export interface ClockEstimate {
  /** What to add to our clock for the other one, milliseconds. */
  readonly offsetMs: number;
  /** How far off that can be at most, whatever the link did, if the clocks drift by no more than 100 ppm. */
  readonly errorMs: number;
  /** The shortest way there and back. */
  readonly roundTripMs: number;
}

/** Two quartz clocks of up to 50 ppm each. */
const MAX_DRIFT = 100e-6;
/** Servers stamp whole milliseconds. */
const ROUNDING_MS = 1;

/**
 * What is known of the other clock at `nowMs` of ours; null without an exchange.
 *
 * Nothing arrives before it was sent: each exchange bounds the offset from both sides, a little less tightly as it ages. The
 * quickest way there and the quickest way back, be they of different exchanges, bound it best, and the middle is the
 * estimate. Its error is half of what the quickest way there and the quickest way back differ by; no clock can see that.
 * Where an exchange contradicts those after it, a clock was set in between, and only the later ones count.
 *
 * @param exchanges in the order of their answers
 */
export function estimateClock(exchanges: readonly ClockExchange[], nowMs: number): ClockEstimate | null {
  let low = -Infinity;
  let high = Infinity;
  let roundTripMs = Infinity;
  for (const { sentMs, serverReceivedAt, serverSentAt, receivedMs } of exchanges.toReversed()) {
    const slackMs = ROUNDING_MS + Math.max(0, nowMs - receivedMs) * MAX_DRIFT;
    const nextLow = Math.max(low, serverSentAt - receivedMs - slackMs);
    const nextHigh = Math.min(high, serverReceivedAt - sentMs + slackMs);
    if (nextLow > nextHigh) break;
    low = nextLow;
    high = nextHigh;
    roundTripMs = Math.min(roundTripMs, receivedMs - sentMs - (serverSentAt - serverReceivedAt));
  }
  return roundTripMs === Infinity ? null : { offsetMs: (low + high) / 2, errorMs: (high - low) / 2, roundTripMs };
}
