/** A segment on its way, and what there is to play until it comes. */
export interface SegmentInFlight {
  readonly loadedBytes: number;
  /** Declared, or expected from the bitrate. */
  readonly totalBytes: number;
  /** Since it was let go, milliseconds. */
  readonly sinceStartMs: number;
  /** Bits a second that it can expect. */
  readonly bandwidthBps: number;
  /** Seconds until its player has nothing more to play. */
  readonly bufferSeconds: number;
  /** The viewer has asked for another place, and waits for a picture of it. */
  readonly seeking: boolean;
}

/** Nothing of it came for so long: something is wrong with it, and it must not stand in the way of others. */
export const HANGING_AFTER_MS = 1500;
/** A request of which nothing comes is made again when there is no more than this ahead, in seconds. */
const HANGING_BUFFER_SECONDS = 4;

/** What is nearly there is finished sooner than anything else is begun. */
const KEEP_SHARE = 0.7;
/** A response that has just begun says nothing yet about how fast it comes. */
const JUDGE_AFTER_MS = 400;

/** Who has sought expects a wait: a little more of it is better than ten seconds that are not sharp, in seconds. */
const SEEK_PATIENCE_SECONDS = 1;

/** Whether a segment will come too late, so that a smaller one in its place is better. */
export function isHopeless(segment: SegmentInFlight): boolean {
  const { loadedBytes, totalBytes, sinceStartMs, bufferSeconds, seeking } = segment;
  if (loadedBytes >= totalBytes * KEEP_SHARE || sinceStartMs < JUDGE_AFTER_MS) return false;
  const ownBps = (loadedBytes * 8000) / sinceStartMs;
  const seconds = ((totalBytes - loadedBytes) * 8) / Math.max(ownBps, 1);
  const expectedSeconds = ((totalBytes - loadedBytes) * 8) / Math.max(segment.bandwidthBps, 1);
  return Math.min(seconds, expectedSeconds * 2) > bufferSeconds + (seeking ? SEEK_PATIENCE_SECONDS : 0);
}

/**
 * Whether to ask again for a segment of which nothing comes: after 1.5 s, then after twice as long each time, since a server
 * may be slow with everything.
 *
 * @param silentMs since its last byte, or since it was let go
 * @param attempt how often it was asked for again since a segment was complete
 */
export function isHanging(silentMs: number, bufferSeconds: number, attempt: number): boolean {
  return bufferSeconds < HANGING_BUFFER_SECONDS && silentMs >= HANGING_AFTER_MS * 2 ** attempt;
}
