import type { ChatPosition } from './message.ts';

/** Where a line stands: by time among all, by position within the log of one channel. */
export interface ChatOrder {
  /** Service and channel: whose positions can be compared. */
  readonly log: string;
  readonly position: ChatPosition | undefined;
  /** Unix milliseconds; infinite for what stands after all that was said. */
  readonly timeMs: number;
}

/** Whether both stand in one life of one log. */
export const isSameLog = (a: ChatOrder, b: ChatOrder): boolean =>
  a.log === b.log && a.position !== undefined && a.position.epoch === b.position?.epoch;

/** The time that a line goes by: its own, unless that contradicts its log, whose order comes before that of clocks. */
export const orderedTime = (timeMs: number, beforeMs = -Infinity, afterMs = Infinity): number =>
  Math.max(beforeMs, Math.min(afterMs, timeMs));

/**
 * Where a new line goes into a list that is in order: after all that is not later, and before what its own log has after it. Looks from the
 * end, where most go.
 *
 * @param isNext nothing of its log comes after it, and its time is no earlier than those of its log: there is nothing to search for
 * @returns its index, and the time that it goes by from then on
 */
export function placeOf(
  line: ChatOrder,
  size: number,
  at: (index: number) => ChatOrder,
  isNext = false,
): { index: number; timeMs: number } {
  let before: ChatOrder | undefined;
  let after: ChatOrder | undefined;
  let index = size;
  if (line.position && !isNext) {
    for (let other = size - 1; other >= 0 && !before; other--) {
      const one = at(other);
      if (!isSameLog(one, line)) continue;
      if (one.position!.seq > line.position.seq) {
        after = one;
        index = other;
      } else before = one;
    }
  }
  const timeMs = orderedTime(line.timeMs, before?.timeMs, after?.timeMs);
  while (index > 0 && at(index - 1).timeMs > timeMs) index--;
  return { index, timeMs };
}
