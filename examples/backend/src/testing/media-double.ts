import { MemoryBlobs } from '../blob/memory-blobs.ts';
import type { BackendOptions } from '../backend.ts';
import type { Recording } from '../vods/recording.ts';
import type { TranscodeRequest } from '../uploads/transcode.ts';

const SEGMENT_MS = 2000;

/** What makes media, for tests: it makes none, keeps in mind what it was told, and says what it is given to say. */
export class MediaDouble {
  readonly blobs = new MemoryBlobs();
  readonly begun: string[] = [];
  readonly ended: string[] = [];
  readonly dropped: { channelId: string; keyId: string }[] = [];
  /** By the id of the stream. */
  readonly soFar = new Map<string, Recording>();
  readonly transcoded: TranscodeRequest[] = [];
  /** What the next files become, one after the other; then a recording of 10 s. */
  readonly outcomes: (Error | Promise<void>)[] = [];

  readonly ports: NonNullable<BackendOptions['media']> = {
    blobs: this.blobs,
    standIn: null,
    pipelines: {
      end: async (streamId) => void this.ended.push(streamId),
      begun: async (streamId) => void this.begun.push(streamId),
      recordingSoFar: async (streamId) => this.soFar.get(streamId) ?? null,
      dropEncoder: async (channelId, keyId) => void this.dropped.push({ channelId, keyId }),
    },
    live: async ({ streamId, file }) =>
      file === 'master.m3u8'
        ? { status: 200, type: 'application/vnd.apple.mpegurl', body: `#EXTM3U ${streamId}`, maxAgeSeconds: 0 }
        : null,
    transcode: async (request) => {
      this.transcoded.push(request);
      const outcome = this.outcomes.shift();
      if (outcome instanceof Error) throw outcome;
      await outcome;
      request.signal.throwIfAborted();
      return this.record(request.prefix, 5);
    },
  };

  /** Puts segments where those of a stream are. @returns what was recorded */
  async record(prefix: string, count: number, startMs = 0): Promise<Recording> {
    const renditions = ['720p', '360p'].map((name) => ({
      name,
      width: 640,
      height: 360,
      frameRate: 30,
      codecs: 'avc1.64001e,mp4a.40.2',
      bandwidth: 900_000,
      averageBandwidth: 800_000,
      init: 'init-1.mp4',
      segments: Array.from({ length: count }, (_, index) => ({
        name: `${index}.m4s`,
        durationMs: SEGMENT_MS,
        startMs: startMs + index * SEGMENT_MS,
      })),
    }));
    for (const { name, init, segments } of renditions)
      for (const file of [init, ...segments.map((segment) => segment.name)])
        await this.blobs.put(`${prefix}/${name}/${file}`, Buffer.from(`${name}/${file}`.padEnd(100, '.')));
    await this.blobs.put(`${prefix}/thumbnail.jpg`, Buffer.from('a picture'));
    return { renditions };
  }
}
