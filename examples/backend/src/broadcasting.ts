import type { BlobStore } from './blob/blob-store.ts';
import { Clips } from './clips/clips.ts';
import { clipRoutes } from './clips/routes.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import { findMedia } from './delivery/find-media.ts';
import type { LiveMedia } from './delivery/live-media.ts';
import { MediaAccess } from './delivery/media-access.ts';
import { mediaRoutes } from './delivery/media-routes.ts';
import { SignedUrls } from './delivery/signed-urls.ts';
import { signingSecretOf } from './delivery/signing-secret.ts';
import type { App } from './http/app.ts';
import type { Schedule } from './media/schedule.ts';
import { Reactions } from './reactions/reactions.ts';
import { reactionRoutes } from './reactions/routes.ts';
import type { Review } from './review/review.ts';
import type { Sql } from './sql/sql.ts';
import { dropStale } from './streams/drop-stale.ts';
import { endOrphans } from './streams/end-orphans.ts';
import type { Pipelines, Rooms, Standing } from './streams/ports.ts';
import { streamRoutes } from './streams/routes.ts';
import { StreamKeys } from './streams/stream-keys.ts';
import { Streams, type StandIn } from './streams/streams.ts';
import { Jobs } from './uploads/jobs.ts';
import { uploadRoutes } from './uploads/routes.ts';
import type { Transcode } from './uploads/transcode.ts';
import { Uploads } from './uploads/uploads.ts';
import { UploadWorker } from './uploads/worker.ts';
import type { WritePlaylists } from './vods/recording-files.ts';
import { vodRoutes } from './vods/routes.ts';
import { Vods } from './vods/vods.ts';

export interface BroadcastingOptions {
  sql: Sql;
  clock: Clock;
  schedule: Schedule;
  config: Pick<Config, 'signingSecret' | 'streamKeyGraceSeconds' | 'encoderGraceSeconds' | 'limits' | 'rtmp'>;
  blobs: BlobStore;
  standing: Standing;
  rooms: Rooms;
  pipelines: Pipelines;
  /** Where no encoder can come: what plays instead. */
  standIn?: StandIn | null;
  live: LiveMedia;
  writePlaylists: WritePlaylists;
  /** Null: files are not taken. */
  transcode: Transcode | null;
  /** Of comments. */
  review: Review;
  onProblem?: (error: unknown) => void;
}

export interface Broadcasting {
  streams: Streams;
  keys: StreamKeys;
  vods: Vods;
  jobs: Jobs;
  /** Adds `/v1/streams`, `/v1/vods`, `/media` and what belongs to them. */
  routes: (app: App) => void;
  /** Begins what goes on by itself: making videos of files, and an end for keys that were replaced and for who still sends with them. */
  start: () => void;
  /** What is under way is put down. */
  stop: () => Promise<void>;
}

const LOOK_EVERY_MS = 5000;

/** Streams, what encoders come with, and what remains of them, put together. */
export async function createBroadcasting(options: BroadcastingOptions): Promise<Broadcasting> {
  const {
    sql,
    clock,
    schedule,
    config,
    blobs,
    standing,
    rooms,
    pipelines,
    live,
    transcode,
    onProblem = () => {},
  } = options;
  const urls = new SignedUrls({ secret: await signingSecretOf(sql, config.signingSecret), clock });
  const streams = new Streams(options);
  const keys = new StreamKeys({ ...options, graceMs: config.streamKeyGraceSeconds * 1000 });
  const vods = new Vods(options);
  const access = new MediaAccess({ find: findMedia({ streams, vods }), clock });
  const jobs = new Jobs(sql, clock);
  const uploads = new Uploads({ ...options, vods, jobs, maxBytes: config.limits.uploadMegabytes * 1_000_000 });
  const worker = transcode && new UploadWorker({ blobs, vods, jobs, transcode, schedule, onProblem });

  let cancelLook = (): void => {};
  const withoutOrphans = endOrphans({ pipelines, streams, ...config });
  const look = async (): Promise<void> => {
    await keys.dropExpired();
    await dropStale({ pipelines, keys, streams });
  };
  const lookAgain = (): void => {
    void withoutOrphans(look).catch(onProblem);
    cancelLook = schedule(LOOK_EVERY_MS, lookAgain);
  };

  return {
    streams,
    keys,
    vods,
    jobs,
    routes(app) {
      const shown = { clock, rooms, standing, urls };
      streamRoutes(app, {
        ...shown,
        streams,
        keys,
        ingestUrl: (hostname) => config.rtmp && `rtmp://${hostname}:${config.rtmp.port}/live`,
        onChanged: ({ id }) => access.forget('live', id),
      });
      vodRoutes(app, {
        ...shown,
        vods,
        onChanged({ id, streamId }) {
          access.forget('vods', id);
          if (streamId) access.forget('live', streamId);
        },
      });
      clipRoutes(app, { ...shown, clips: new Clips({ ...options, streams, vods }) });
      reactionRoutes(app, new Reactions({ ...options, vods }));
      uploadRoutes(app, { uploads: worker && uploads, onTaken: () => worker?.wake() });
      mediaRoutes(app, { blobs, access, urls, live });
    },
    start() {
      void vods.dropAbandoned().catch(onProblem);
      worker?.start();
      lookAgain();
    },
    async stop() {
      cancelLook();
      await worker?.stop();
    },
  };
}
