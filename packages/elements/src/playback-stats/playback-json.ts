import { renditionData, rounded } from '../stats/rendition-data.ts';
import type { Sample } from '../stats/sparkline.ts';
import type { Playback } from './playback.ts';

/** What is drawn of the last minute, in seconds. */
export type PlaybackSample = Sample<'bufferSeconds' | 'latencySeconds'>;

const tenth = (value: number | null): number | null => (value === null ? null : Math.round(value * 10) / 10);
const thousandth = (value: number | null): number | null => (value === null ? null : Math.round(value * 1000) / 1000);

/** What to hand to somebody who is to help: figures, no addresses, no names. */
export function playbackJson(playback: Playback, samples: readonly PlaybackSample[], epochMs: number): string {
  const nowMs = samples.at(-1)?.atMs ?? 0;
  const data = {
    at: new Date(epochMs).toISOString(),
    ...playback,
    rendition: renditionData(playback.rendition ?? undefined),
    bitrateBps: rounded(playback.bitrateBps),
    bandwidthBps: rounded(playback.bandwidthBps),
    bufferSeconds: tenth(playback.bufferSeconds),
    latencySeconds: thousandth(playback.latencySeconds),
    targetLatencySeconds: thousandth(playback.targetLatencySeconds),
    lastMinute: samples.map(({ atMs, bufferSeconds, latencySeconds }) => ({
      secondsAgo: tenth((nowMs - atMs) / 1000),
      bufferSeconds: tenth(bufferSeconds),
      latencySeconds: thousandth(latencySeconds),
    })),
  };
  return JSON.stringify(data, null, 2);
}
