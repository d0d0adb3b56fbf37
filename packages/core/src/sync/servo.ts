import { MAX_RATE, MIN_RATE, type StreamPlayer } from '../player/player.ts';

/** How a player can be steered: by its rate, or only by pausing and seeking it. */
export type SteeringMode = 'rate' | 'hold-and-jump';

export const modeOf = ({ state }: Pick<StreamPlayer, 'state'>): SteeringMode =>
  state.getSnapshot().capabilities.rate === 'continuous' ? 'rate' : 'hold-and-jump';

/** What is known of one member that plays, at one moment. */
export interface Observation {
  /** How far it is ahead of the group, in milliseconds; negative when it is behind. */
  readonly errorMs: number;
  /** How far apart readings of its clock are that should be the same, in milliseconds. */
  readonly noiseMs: number;
  readonly mode: SteeringMode;
  readonly audible: boolean;
  /** The rate of the group, which corrections multiply. */
  readonly rate: number;
  /** What one change of rate and back costs this player, in milliseconds of media: learned. */
  readonly rateStepMs: number;
  /** How far it lands ahead after a pause of a given length, in milliseconds: learned. */
  readonly holdBiasMs: number;
}

export type Action =
  | { readonly kind: 'none' }
  /** Play at `factor` times the group's rate for so long, then at the group's rate again. */
  | { readonly kind: 'slew'; readonly factor: number; readonly durationMs: number }
  /** Stand still for so long. */
  | { readonly kind: 'hold'; readonly durationMs: number }
  /** Leave this position and join the group where it is. */
  | { readonly kind: 'jump' };

/** Smaller errors are within the noise of the clocks; a quarter of a frame at 30 fps. */
export const DEAD_ZONE_MS = 8;
/** Above this, a jump is over sooner than a change of rate. */
export const JUMP_MS = 600;
/** Slews last about so long, … */
const SLEW_MS = 500;
/** … within these changes of rate. Below 0.5 % the clocks of the players are as coarse as the change. */
const MIN_SLEW = 0.005;
const MAX_SLEW = 0.05;
/** Beyond so many milliseconds a silent player may hurry: nobody hears it. */
const HURRY_MS = 120;
const HURRY_SLEW = 0.25;
/** Speech at 6 % is not heard as another speed. */
export const MAX_AUDIBLE_SLEW = 0.06;
/** A pause or a seek costs more than it brings below these. */
const HOLD_MS = 15;
export const HOLD_JUMP_MS = 45;
/** A longer wait looks like a fault: going back is better. */
const MAX_HOLD_MS = 3000;

const NONE: Action = { kind: 'none' };

/** What one player is to do so that it comes to the group's time. */
export function decide(observation: Observation): Action {
  const { errorMs, noiseMs, mode } = observation;
  if (mode === 'hold-and-jump') return decideHold(observation);
  const distanceMs = Math.abs(errorMs);
  // A clock that goes in steps, as Firefox's does, cannot be set finer than it goes.
  if (distanceMs <= Math.max(DEAD_ZONE_MS, noiseMs)) return NONE;
  if (distanceMs > JUMP_MS) return { kind: 'jump' };
  return decideSlew(observation);
}

function decideHold({ errorMs, holdBiasMs }: Observation): Action {
  if (errorMs < -HOLD_JUMP_MS || errorMs > MAX_HOLD_MS) return { kind: 'jump' };
  const durationMs = errorMs + holdBiasMs;
  return errorMs > HOLD_MS && durationMs > 0 ? { kind: 'hold', durationMs } : NONE;
}

function decideSlew({ errorMs, audible, rate, rateStepMs }: Observation): Action {
  // The step is paid whichever way the rate changes.
  const gainMs = rateStepMs - errorMs;
  const largest = audible ? MAX_AUDIBLE_SLEW : Math.abs(gainMs) > HURRY_MS ? HURRY_SLEW : MAX_SLEW;
  const share = Math.abs(gainMs) / (SLEW_MS * rate);
  const slew = Math.sign(gainMs) * Math.min(Math.max(share, MIN_SLEW), largest);
  const factor = Math.min(Math.max(1 + slew, MIN_RATE / rate), MAX_RATE / rate);
  // At the end of the range there is no rate left to hurry or to wait with.
  if (Math.abs(factor - 1) < MIN_SLEW) return Math.abs(errorMs) > HOLD_JUMP_MS ? { kind: 'jump' } : NONE;
  return { kind: 'slew', factor, durationMs: gainMs / (factor - 1) / rate };
}
