/** What is known of a player that plays again, after it was stopped. */
export interface ResumeObservation {
  /** Whether the viewer stopped it, and not its tile that left the screen. */
  readonly byViewer: boolean;
  /** Whether the viewer was watching live before. */
  readonly wasLive: boolean;
  /** Whether there is a past to watch. */
  readonly isDvr: boolean;
  /** Whether its place is no longer to be had. */
  readonly expired: boolean;
  /** How far behind the target it is, in seconds. */
  readonly driftSeconds: number;
  /** How far the live edge moves at once, in seconds. */
  readonly stepSeconds: number;
}

export type Resume =
  /** Go on from here, as before. */
  | 'stay'
  /** Go on from here, and stay in the past. */
  | 'shift'
  /** Back to the live edge. */
  | 'edge'
  /** As near as possible to where it was: the beginning of what is left. */
  | 'start';

/** Less is made up without a word, in seconds and in steps of the edge. */
export const SHIFT_SECONDS = 1;
const SHIFT_STEPS = 1.5;

/** Where a player goes on after a pause, a sleep, or time in a hidden tab. */
export function decideResume(observation: ResumeObservation): Resume {
  const { byViewer, wasLive, isDvr, expired, driftSeconds, stepSeconds } = observation;
  const keepsPlace = !wasLive || (byViewer && isDvr);
  if (expired) return keepsPlace && isDvr ? 'start' : 'edge';
  if (driftSeconds <= Math.max(SHIFT_SECONDS, SHIFT_STEPS * stepSeconds)) return 'stay';
  return keepsPlace ? 'shift' : 'edge';
}
