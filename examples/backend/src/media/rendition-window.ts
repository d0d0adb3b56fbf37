import type { Segment } from './live-window.ts';

export interface WindowOptions {
  /** How much is listed. */
  listedSeconds: number;
  /** What has left the list can be had for a while: who has read it is on the way (RFC 8216bis, 6.2.2). */
  graceSeconds: number;
  /** How much of it has its bytes in memory, where the rest is stored. */
  memorySeconds: number;
}

/** Less than any frame lasts. */
const ROUNDING_SECONDS = 0.001;

/** The whole segments of one rendition, in order and without holes: those that are listed, and those that have just left the list. */
export class RenditionWindow {
  readonly #options: WindowOptions;
  readonly #segments: Segment[] = [];
  readonly #stored = new Set<number>();
  /** Before the first segment. */
  #discontinuities = 0;

  constructor(options: WindowOptions) {
    this.#options = options;
  }

  get last(): Segment | undefined {
    return this.#segments.at(-1);
  }

  /** Adds what is newest, and lets go what is too old. */
  add(segment: Segment): void {
    this.#segments.push(segment);
    this.#forget();
  }

  /** It can be read from storage: memory may let it go. */
  markStored(msn: number): void {
    this.#stored.add(msn);
  }

  isStored(msn: number): boolean {
    return this.#stored.has(msn);
  }

  find(msn: number): Segment | undefined {
    return this.#segments[msn - (this.#segments[0]?.msn ?? 0)];
  }

  /** @param isShown what is not is left out at the beginning */
  listed(isShown: (segment: Segment) => boolean): { segments: Segment[]; discontinuitySequence: number } {
    let first = this.#startOf(this.#options.listedSeconds);
    while (first < this.#segments.length && !isShown(this.#segments[first]!)) first++;
    const before = this.#segments.slice(0, first).filter(({ isDiscontinuity }) => isDiscontinuity).length;
    return { segments: this.#segments.slice(first), discontinuitySequence: this.#discontinuities + before };
  }

  /** The index of the first of the segments that make up the last seconds. */
  #startOf(lastSeconds: number): number {
    let first = this.#segments.length;
    for (let seconds = 0; first > 0 && seconds < lastSeconds - ROUNDING_SECONDS; first--)
      seconds += this.#segments[first - 1]!.seconds;
    return first;
  }

  /** What is old leaves the memory; what is older still, or was never stored, leaves the window. */
  #forget(): void {
    const { listedSeconds, graceSeconds, memorySeconds } = this.#options;
    let first = this.#startOf(listedSeconds + graceSeconds);
    for (let index = this.#startOf(memorySeconds) - 1; index >= first; index--) {
      const segment = this.#segments[index]!;
      if (segment.parts.length === 0) continue;
      if (this.#stored.has(segment.msn)) this.#segments[index] = { ...segment, parts: [] };
      else first = index + 1;
    }
    for (const segment of this.#segments.splice(0, first)) {
      this.#stored.delete(segment.msn);
      if (segment.isDiscontinuity) this.#discontinuities++;
    }
  }
}
