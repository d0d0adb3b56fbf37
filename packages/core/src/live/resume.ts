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

/** Less is made up without a word. */
export const SHIFT_SECONDS = 1;

/** Where a player goes on after a pause, a sleep, or time in a hidden tab. */
export function decideResume({ byViewer, wasLive, isDvr, expired, driftSeconds }: ResumeObservation): Resume {
  const keepsPlace = !wasLive || (byViewer && isDvr);
  if (expired) return keepsPlace && isDvr ? 'start' : 'edge';
  if (driftSeconds <= SHIFT_SECONDS) return 'stay';
  return keepsPlace ? 'shift' : 'edge';
}
