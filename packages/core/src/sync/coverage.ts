/** A stretch of the group's time, in seconds. */
export interface Interval {
  readonly start: number;
  readonly end: number;
}

/** One video of a member; a member may have several, one after the other. */
export interface Part {
  /** Null stands for what its player has loaded already. */
  readonly source: string | null;
  /** `local = time + offset`, seconds. */
  readonly offset: number;
  /** Seconds; NaN while unknown. */
  readonly duration: number;
}

/** Where a part lies on the group's timeline; null while its duration is unknown. */
export function intervalOf({ offset, duration }: Part): Interval | null {
  return Number.isNaN(duration) ? null : { start: 0 - offset, end: duration - offset };
}

/** The stretches that have material: sorted, overlaps and touches joined. */
export function coverageOf(parts: readonly Part[]): readonly Interval[] {
  const intervals = parts.flatMap((part) => intervalOf(part) ?? []).toSorted((a, b) => a.start - b.start);
  const joined: Interval[] = [];
  for (const interval of intervals) {
    const last = joined.at(-1);
    if (last && interval.start <= last.end) {
      joined[joined.length - 1] = { start: last.start, end: Math.max(last.end, interval.end) };
    } else {
      joined.push(interval);
    }
  }
  return joined;
}

/** From the first material of any member to the last. Empty, 0 to 0, while nothing is known. */
export function rangeOf(coverages: Iterable<readonly Interval[]>): Interval {
  let start = Infinity;
  let end = -Infinity;
  for (const coverage of coverages) {
    for (const interval of coverage) {
      start = Math.min(start, interval.start);
      end = Math.max(end, interval.end);
    }
  }
  return start <= end ? { start, end } : { start: 0, end: 0 };
}

/** The part that has material at this time, the latest to begin where several do; one of unknown length counts as endless. */
export function partAt(parts: readonly Part[], time: number): Part | null {
  let found: Part | null = null;
  for (const part of parts) {
    const start = -part.offset;
    const end = Number.isNaN(part.duration) ? Infinity : part.duration - part.offset;
    if (time >= start && time < end && (!found || start > -found.offset)) found = part;
  }
  return found;
}

/** The next part to begin after this time. */
export function partAfter(parts: readonly Part[], time: number): Part | null {
  let found: Part | null = null;
  for (const part of parts) {
    if (-part.offset > time && (!found || part.offset > found.offset)) found = part;
  }
  return found;
}
