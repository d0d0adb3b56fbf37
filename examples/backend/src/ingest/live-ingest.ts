import type { BlobStore } from '../blob/blob-store.ts';
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import type { LiveMedia } from '../delivery/live-media.ts';
import type { Makers } from '../delivery/makers.ts';
import type { App } from '../http/app.ts';
import { hashSecret } from '../ids.ts';
import type { HealthSample } from '../media/ingest-meter.ts';
import type { Rung } from '../media/ladder.ts';
import { liveMediaOf } from '../media/live-media.ts';
import { LiveStreams } from '../media/live-streams.ts';
import { probe } from '../media/probe.ts';
import type { Schedule } from '../media/schedule.ts';
import { Thumbnails } from '../media/thumbnails.ts';
import type { Pipelines } from '../streams/ports.ts';
import type { StreamKeys } from '../streams/stream-keys.ts';
import type { Streams } from '../streams/streams.ts';
import type { Recording } from '../vods/recording.ts';
import { recordingPrefix, type Vods } from '../vods/vods.ts';
import { Ingest } from './ingest.ts';
import { startNginxRtmp, type NginxRtmp } from './nginx-rtmp.ts';
import { rtmpRoutes } from './rtmp-routes.ts';
import { sinceStart } from './since-start.ts';

export interface LiveIngestOptions {
  config: Pick<Config, 'rtmp' | 'host' | 'internalUrl' | 'encoderGraceSeconds'>;
  blobs: BlobStore;
  clock: Clock;
  schedule: Schedule;
  makers: Makers;
  /** What there is to be sent to, and what becomes of it. Asked for when the first publisher comes. */
  parts: () => { streams: Streams; keys: StreamKeys; vods: Vods };
  tellHealth: (channelId: string, sample: HealthSample) => Promise<void>;
  onProblem: (error: unknown) => void;
  rungs?: readonly Rung[];
}

/** All that makes live media on this instance, put together. */
export interface LiveIngest {
  live: LiveMedia;
  pipelines: Pipelines;
  /** Streams that come in. */
  count: () => number;
  /** Adds what nginx asks, where there is one. */
  routes: (app: App) => void;
  /** Publishers may come. @param port where the back end listens */
  start: (port: number) => Promise<void>;
  /** Ends nginx and all encoders; what was recorded is saved. */
  close: () => Promise<void>;
}

/** Hosts that are no address of their own. */
const EVERYWHERE = new Set(['0.0.0.0', '::', 'localhost']);

/** nginx that died is begun anew after this. */
const NGINX_AGAIN_MS = 1000;

export function openLiveIngest(options: LiveIngestOptions): LiveIngest {
  const { config, blobs, clock, schedule, makers, parts, tellHealth, onProblem } = options;
  const streams = new LiveStreams();
  const thumbnails = new Thumbnails();
  let nginx: NginxRtmp | null = null;
  let isClosed = false;
  let ownUrl = '';
  let cancelStart = (): void => {};
  const running = (): NginxRtmp => {
    if (!nginx) throw new Error('nginx is not there');
    return nginx;
  };
  const ingest = new Ingest({
    keys: { check: (key) => parts().keys.check(key) },
    streams: {
      async forEncoder(channelId) {
        const stream = await parts().streams.forEncoder(channelId);
        await makers.claim(stream.id, ownUrl);
        return stream;
      },
      async encoderGone(streamId) {
        // An encoder that has come back elsewhere goes on there.
        if (await makers.release(streamId, ownUrl)) await parts().streams.encoderGone(streamId);
      },
    },
    rtmp: { playUrl: (name) => running().playUrl(name), drop: async (name) => running().drop(name) },
    probe,
    tellHealth,
    async saveRecording(streamId, recording) {
      const stream = await parts().streams.get(streamId);
      const { vods } = parts();
      // What nobody has been shown stays so.
      const shown: Recording = stream.startedAt
        ? sinceStart(recording, stream.startedAt.getTime())
        : { ...recording, renditions: [] };
      if (!(await makers.isFree(streamId, ownUrl))) return vods.keepPart(streamId, shown);
      if (stream.startedAt) await vods.addRecording(stream, shown);
      else {
        const preview = streams.get(streamId);
        if (preview) streams.delete(streamId, preview);
        thumbnails.delete(streamId);
        await blobs.delete(recordingPrefix(streamId));
      }
    },
    onRecordingBroken: (streamId, error) =>
      onProblem(new Error(`Stream ${streamId} is not recorded as a whole`, { cause: error })),
    onProblem,
    pipeline: {
      streams,
      thumbnails,
      storageOf: (streamId) => ({ blobs, prefix: recordingPrefix(streamId) }),
      ...(options.rungs && { rungs: options.rungs }),
    },
    clock,
    schedule,
    graceMs: config.encoderGraceSeconds * 1000,
  });
  /** Safe in a configuration of nginx and in an address, whatever the one that was chosen is made of. */
  const secret = hashSecret(config.rtmp?.secret ?? '').toString('hex');

  const start = async (port: number): Promise<void> => {
    if (!config.rtmp || isClosed) return;
    const backEnd = `http://${EVERYWHERE.has(config.host) ? '127.0.0.1' : config.host}:${port}`;
    ownUrl = config.internalUrl ?? backEnd;
    nginx = await startNginxRtmp({
      host: config.host,
      port: config.rtmp.port,
      backEnd,
      secret,
      onExit() {
        nginx = null;
        onProblem(new Error('nginx has ended. It is begun anew.'));
        startLater(port);
      },
    });
    if (isClosed) await nginx.stop();
  };

  const startLater = (port: number): void => {
    const again = (error: unknown): void => {
      onProblem(error);
      startLater(port);
    };
    cancelStart = schedule(NGINX_AGAIN_MS, () => void start(port).catch(again));
  };

  return {
    live: liveMediaOf({ streams, thumbnails }),
    pipelines: {
      end: (streamId) => ingest.end(streamId),
      begun: async (streamId, startedMs) => ingest.begun(streamId, startedMs),
      recordingSoFar: (streamId) => ingest.recordingSoFar(streamId),
      dropEncoder: (channelId, keyId) => ingest.dropEncoder(channelId, keyId),
      senders: () => ingest.senders,
      renew: () => makers.renew(ingest.streamIds, ownUrl),
    },
    count: () => ingest.size,
    routes(app) {
      if (config.rtmp) rtmpRoutes(app, { ingest, secret });
    },
    start,
    async close() {
      isClosed = true;
      cancelStart();
      await ingest.close();
      await nginx?.stop();
    },
  };
}
