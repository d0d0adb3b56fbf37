import { createHash } from 'node:crypto';
import { NO_PIPELINES, type Pipelines } from '../streams/ports.ts';
import type { StandIn, Streams } from '../streams/streams.ts';
import type { Vods } from '../vods/vods.ts';
import { CAMERAS } from './cameras.ts';
import {
  SIMULATED_DVR_SECONDS,
  SIMULATED_VOD_MS,
  simulatedLive,
  simulatedPoster,
  simulatedVod,
} from './simulated-media.ts';

/** The same for a channel each time. */
const recordingFor = (channelId: string): string =>
  CAMERAS[createHash('sha256').update(channelId).digest()[0]! % CAMERAS.length]!.recording;

/** What plays in place of an encoder, where none can come. */
export const standIn: StandIn = (channelId) => {
  const recording = recordingFor(channelId);
  return {
    mediaUrl: simulatedLive(recording),
    poster: simulatedPoster(recording),
    dvrWindowSec: SIMULATED_DVR_SECONDS,
  };
};

/** What becomes of streams whose picture stood in for an encoder's: the recording that it was is their video. */
export const standInPipelines = (parts: () => { streams: Streams; vods: Vods }): Pipelines => ({
  ...NO_PIPELINES,
  async end(streamId) {
    const { streams, vods } = parts();
    const { channelId, title, categoryId, visibility, minAge, startedAt, isSimulated, name } =
      await streams.get(streamId);
    // A preview that was discarded leaves nothing.
    if (!isSimulated || !startedAt) return;
    const recording = recordingFor(channelId);
    await vods.insert({
      channelId,
      streamId,
      kind: 'recording',
      status: 'ready',
      isSimulated,
      title: title || name,
      categoryId,
      visibility,
      minAge,
      startedAt,
      durationMs: SIMULATED_VOD_MS,
      poster: simulatedPoster(recording),
      prefix: `simulated/${recording}`,
      mediaUrl: simulatedVod(recording),
    });
  },
});
