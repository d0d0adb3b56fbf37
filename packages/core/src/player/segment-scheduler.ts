/** A segment, or a part of one, that a player wants: for whoever shares the network among several players. */
export interface SegmentRequest {
  /** The id of its rendition; null where that is not known. */
  readonly rendition: string | null;
  /** Seconds on the player's timeline. */
  readonly startSeconds: number;
  readonly durationSeconds: number;
  readonly loadedBytes: number;
  /** 0 while unknown. */
  readonly totalBytes: number;
  /** Milliseconds from `start()` to the first byte; null before that. */
  readonly firstByteMs: number | null;
  /** Lets the request go. Once, at any time before it is settled. */
  start(): void;
}

/** Decides when the segments of players are requested. */
export interface SegmentScheduler {
  /** A player wants this. Nothing is loaded until `start()` is called, now or later. */
  enqueue(request: SegmentRequest): void;
  /** It is here, has failed, or is wanted no more; so may be one that was never started. */
  settle(request: SegmentRequest): void;
  /** What one request that is let go at once can expect; null while unknown. */
  readonly bandwidthBps: number | null;
}
