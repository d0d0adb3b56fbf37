/**
 * What the others do when the media of one member does not come. Where nobody has anything to play, the time waits in any case.
 * - `wait-all`: everybody waits until all can go on
 * - `skip-straggler`: nobody waits; it joins when it can
 * - `audio-first`: they wait for the one that is heard, and for nobody else
 */
export type StallPolicy = 'wait-all' | 'skip-straggler' | 'audio-first';

/** Whether the group waits for a member that cannot go on. */
export const mustWait = (policy: StallPolicy, audible: boolean): boolean =>
  policy === 'wait-all' || (policy === 'audio-first' && audible);
