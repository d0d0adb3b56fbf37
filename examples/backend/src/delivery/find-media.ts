import { Problem } from '../http/problem.ts';
import { isOpen } from '../streams/state-machine.ts';
import type { Streams } from '../streams/streams.ts';
import { recordingPrefix, type Vods } from '../vods/vods.ts';
import type { FindMedia } from './media-access.ts';

/** What the database has of media. */
export const findMedia =
  ({ streams, vods }: { streams: Pick<Streams, 'get'>; vods: Pick<Vods, 'get' | 'ofStream'> }): FindMedia =>
  async (kind, id) => {
    try {
      if (kind === 'vods') {
        const vod = await vods.get(id);
        return { isOpen: isOpen(vod), prefix: vod.prefix };
      }
      const stream = await streams.get(id);
      // Of a preview that went live, too, there are segments. What viewers may see of it knows who makes it.
      if (stream.status !== 'ended') return { isOpen: isOpen(stream), prefix: null };
      // Those who have not seen the end yet have the same segments as the recording: who may see that, may see these.
      const recording = await vods.ofStream(id);
      // A preview that was given up was for its maker, and still is.
      const wasShown = recording !== null || stream.startedAt !== null;
      return { isOpen: wasShown && isOpen(recording ?? stream), prefix: recording && recordingPrefix(id) };
    } catch (error) {
      if (error instanceof Problem && error.code === 'not_found') return null;
      throw error;
    }
  };
