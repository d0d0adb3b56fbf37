import type { Pipelines } from './ports.ts';
import type { Streams } from './streams.ts';

/** So often it must have gone well, one after the other, before others are taken for gone: after an outage of the database they are all late. */
const SETTLED_LOOKS = 6;
/** Beyond the time that an encoder may be gone. */
const MARGIN_SECONDS = 30;

export interface EndOrphansOptions {
  pipelines: Pick<Pipelines, 'renew'>;
  streams: Pick<Streams, 'endOrphans'>;
  encoderGraceSeconds: number;
}

/**
 * An instance that was killed ends nothing. So each says now and then what it makes, and any of them ends the streams of one that is silent.
 *
 * @returns looks once. What goes wrong in it, or in `others`, is thrown on
 */
export function endOrphans({
  pipelines,
  streams,
  encoderGraceSeconds,
}: EndOrphansOptions): (others: () => Promise<void>) => Promise<void> {
  let wentWell = 0;
  return async (others) => {
    try {
      await pipelines.renew?.();
      await others();
      if (wentWell >= SETTLED_LOOKS) await streams.endOrphans(encoderGraceSeconds + MARGIN_SECONDS);
      wentWell++;
    } catch (error) {
      wentWell = 0;
      throw error;
    }
  };
}
