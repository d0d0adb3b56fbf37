/** What is known of a player that is to stay at a latency, at one moment. */
export interface CatchUpObservation {
  /** How far it is behind the target, in seconds; negative where it is too near to the edge. */
  readonly driftSeconds: number;
  /** How far apart readings are that should be the same, in seconds. */
  readonly noiseSeconds: number;
  /** The factor in force; 1 for none. */
  readonly factor: number;
  /** Media ahead of the position, in seconds. */
  readonly bufferSeconds: number;
  /** Media that was played and is still there, in seconds. */
  readonly backBufferSeconds: number;
  /** The least that was ahead of it lately: what is left when a segment or part is due. */
  readonly troughSeconds: number;
  readonly audible: boolean;
  /** Since the last jump or hold. */
  readonly sinceLeapMs: number;
  /** Whether a leap disturbs less than being elsewhere: others wait, the viewer has just waited, or somebody has another wish. */
  readonly mayLeap: boolean;
}

export type CatchUpAction =
  /** Play at `factor` times the viewer's rate, until told otherwise. */
  | { readonly kind: 'rate'; readonly factor: number }
  /** Stand still for so long. */
  | { readonly kind: 'hold'; readonly durationMs: number }
  /** Leave out what is between the position and the target, or show it again. */
  | { readonly kind: 'jump' };

/** Nobody hears these in speech or music, and the ear forgives faster sooner than slower. */
export const AUDIBLE_RATES = { min: 0.97, max: 1.05 } as const;
/** Where there is no sound, movement is all that could tell. */
export const SILENT_RATES = { min: 0.9, max: 1.15 } as const;

/** A stall is made up within 20 s: what a rate does not bring in this, which leaves time for the way in and out, is leapt. */
const MAKE_UP_SECONDS = 12;
/** Two of twenty tiles at the ends of this are still within 100 ms. */
const DEAD_ZONE_SECONDS = 0.04;
const NOISE_FACTOR = 3;
/** A correction ends here, so that the next is far away. */
const REST_SECONDS = 0.01;
/** A drift is made up in about so long, … */
const SPREAD_SECONDS = 4;
/** … within these. Each change costs 25 ms of media in Chromium where there is sound (measured): few and clear ones. */
const MIN_FACTOR_STEP = 0.015;
/** A player with less to spare does not hurry, and with a little more it does not begin to. */
const LOW_SECONDS = 0.15;
const ENOUGH_SECONDS = 0.25;
/** What lies ahead where a jump lands. */
const LANDING_SECONDS = 0.3;
/** A viewer who was not disturbed is not, up to here: a minute at the highest rate. */
const LATE_SECONDS = 3;
/** So far behind, what is buffered does not reach, and loading starts anew anyway. */
const FAR_SECONDS = 15;
const LEAP_PAUSE_MS = 5000;
/** A longer wait looks like a fault: rather than that, some is shown again. */
const MAX_HOLD_SECONDS = 3;

/** What a player does about its latency. */
export function decide(observation: CatchUpObservation): CatchUpAction {
  const { driftSeconds, noiseSeconds, bufferSeconds, backBufferSeconds, audible, sinceLeapMs, mayLeap } = observation;
  const rates = audible ? AUDIBLE_RATES : SILENT_RATES;
  const distance = Math.abs(driftSeconds);
  const surely = distance - NOISE_FACTOR * noiseSeconds;
  if (sinceLeapMs >= LEAP_PAUSE_MS && driftSeconds > 0) {
    const isLate = surely > (mayLeap ? MAKE_UP_SECONDS * (rates.max - 1) : LATE_SECONDS);
    if (isLate && (bufferSeconds - distance >= LANDING_SECONDS || distance > FAR_SECONDS)) return { kind: 'jump' };
  } else if (sinceLeapMs >= LEAP_PAUSE_MS && mayLeap && surely > MAKE_UP_SECONDS * (1 - rates.min)) {
    const lands = backBufferSeconds >= distance || distance > FAR_SECONDS;
    if (distance > MAX_HOLD_SECONDS && lands) return { kind: 'jump' };
    return { kind: 'hold', durationMs: Math.min(distance, MAX_HOLD_SECONDS) * 1000 };
  }
  return { kind: 'rate', factor: chooseFactor(observation, rates) };
}

function chooseFactor(observation: CatchUpObservation, rates: { readonly min: number; readonly max: number }): number {
  const { driftSeconds, noiseSeconds, factor, troughSeconds } = observation;
  const distance = Math.abs(driftSeconds);
  const isAtWork = factor !== 1 && factor > 1 === driftSeconds > 0;
  if (distance <= (isAtWork ? REST_SECONDS : Math.max(DEAD_ZONE_SECONDS, NOISE_FACTOR * noiseSeconds))) return 1;
  if (driftSeconds > 0 && troughSeconds < (factor > 1 ? LOW_SECONDS : ENOUGH_SECONDS)) return 1;
  const share = Math.sign(driftSeconds) * Math.max(distance / SPREAD_SECONDS, MIN_FACTOR_STEP);
  const wanted = Math.min(Math.max(1 + share, rates.min), rates.max);
  const isInRange = factor >= rates.min && factor <= rates.max;
  return isAtWork && isInRange && Math.abs(wanted - factor) < MIN_FACTOR_STEP ? factor : wanted;
}
