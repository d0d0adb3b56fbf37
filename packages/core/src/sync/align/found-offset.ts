import type { T333Error } from '../../errors.ts';
import type { Offset } from '../offsets.ts';

export interface AlignMember {
  readonly id: string;
  /** An address as players take it: HLS or a media file that this page may fetch. */
  readonly source: string;
  /**
   * What is known already; sound refines it. Without it, or where its source is `none`, dates in the stream are used, if all
   * have them.
   */
  readonly guess?: Offset;
}

/**
 * - `no-shared-sound`: nothing certain was found; points of view may have none in common.
 * - `silent`: it has no sound, where it was listened to.
 * - `unreadable`: it cannot be fetched or decoded by the page; `error` says why. Embeds never can.
 */
export type NotFoundReason = 'no-shared-sound' | 'silent' | 'unreadable';

export type FoundOffset = {
  readonly id: string;
  /**
   * The timestamp in the source that position 0 of its offset stands for, in seconds: the earliest decoding time in its
   * first segment. NaN where it could not be opened. A player counts from where it began to load: where the durations in a
   * playlist are not exact, that lies up to 45 ms beside this (`PlayerState.originShift`).
   */
  readonly originSeconds: number;
} & (
  | {
      readonly offset: Offset;
      readonly notFound?: undefined;
      readonly error?: undefined;
      readonly fallback?: undefined;
    }
  | {
      readonly offset?: undefined;
      readonly notFound: NotFoundReason;
      readonly error?: T333Error;
      /** From the date in its stream, where the reference has one too. */
      readonly fallback?: Offset;
    }
);
