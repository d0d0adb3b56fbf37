/** Players skip what is missing up to this, in seconds. */
const GAP_SECONDS = 0.1;

/** How much is there to be played from a position on, in seconds. */
export function secondsAhead(buffered: TimeRanges, position: number): number {
  for (let i = 0; i < buffered.length; i++) {
    if (buffered.start(i) <= position + GAP_SECONDS && position < buffered.end(i)) return buffered.end(i) - position;
  }
  return 0;
}
