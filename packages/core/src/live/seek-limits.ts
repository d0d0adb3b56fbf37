export interface LiveSeek {
  /** Where to, in seconds, within what can be sought. */
  readonly seconds: number;
  /** Where playback is. */
  readonly position: number;
  /** The nearest to the live edge at which playback does not stop for want of media; null while unknown. */
  readonly edge: number | null;
  /** What a viewer may go back in, up to live playback; null while unknown. */
  readonly window: { readonly start: number; readonly end: number } | null;
}

/** Where a viewer comes to who seeks in a live stream. Who is nearer to the edge already, or further away, is not sent back by a step. */
export function limitLiveSeek({ seconds, position, edge, window }: LiveSeek): number {
  const nearest = Math.max(edge ?? -Infinity, window?.end ?? -Infinity);
  const last = nearest === -Infinity ? Infinity : Math.max(nearest, position);
  const first = Math.min(window?.start ?? -Infinity, position);
  return Math.max(Math.min(seconds, last), first);
}
