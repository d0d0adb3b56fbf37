/**
 * Where the player's zero lies on a source's own timeline. hls.js derives it from the fragment that it happens to load first,
 * and playlists round the lengths of fragments, so it differs by up to 45 ms from one load to the next (measured).
 */
export class TimelineOrigin {
  #source: string | null = null;
  /** By discontinuity, in seconds. */
  readonly #first = new Map<number, number>();

  /**
   * @param zeroSeconds the timestamp, in the source, of the player's zero
   * @returns what to add to the player's time so that it is the same as at the first load of this source, in seconds
   */
  shiftOf(source: string, discontinuity: number, zeroSeconds: number): number {
    if (source !== this.#source) this.#first.clear();
    this.#source = source;
    const first = this.#first.get(discontinuity) ?? zeroSeconds;
    this.#first.set(discontinuity, first);
    return zeroSeconds - first;
  }
}
