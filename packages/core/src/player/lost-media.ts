import type { LevelDetails } from 'hls.js';

/** What is read of a playlist. */
export type ListedMedia = Pick<LevelDetails, 'fragments' | 'partList'>;

/** The first key frame is not later than this behind the beginning that a playlist says, in seconds. */
const LANDING_SECONDS = 0.05;

/**
 * Where a live stream goes on behind a segment that its server has lost, in seconds: with the first that is there, or the first part of one. Null where
 * nothing follows yet.
 *
 * @param lost the number of the segment
 */
export function placeBehind({ fragments, partList }: ListedMedia, lost: number): number | null {
  const segment = fragments.find(({ sn, gap }) => sn > lost && !gap);
  const part = partList?.find(({ fragment, independent, gap }) => Number(fragment.sn) > lost && independent && !gap);
  const start = Math.min(segment?.start ?? Infinity, part?.start ?? Infinity);
  return start < Infinity ? start + LANDING_SECONDS : null;
}
