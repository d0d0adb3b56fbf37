import type { Pcm } from './pcm.ts';

/** The sound of a video, window by window. */
export interface SoundSource {
  /** Of the video, in seconds. */
  readonly duration: number;
  /** The real time at position 0, in milliseconds since 1970, where the source says it. */
  readonly epochMs: number | null;
  /**
   * The timestamp in the source at position 0, in seconds: the earliest decoding time in the first segment. A player that
   * began somewhere else may have another zero.
   */
  readonly originSeconds: number;
  /** @returns null where it has no sound track */
  read(start: number, duration: number, signal: AbortSignal): Promise<Pcm | null>;
}
