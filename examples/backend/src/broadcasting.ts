import type { BlobStore } from './blob/blob-store.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import type { LiveMedia } from './delivery/live-media.ts';
import { MediaAccess } from './delivery/media-access.ts';
import { mediaRoutes } from './delivery/media-routes.ts';
import { SignedUrls } from './delivery/signed-urls.ts';
import { signingSecretOf } from './delivery/signing-secret.ts';
import type { App } from './http/app.ts';
import type { Sql } from './sql/sql.ts';
import { findMedia } from './delivery/find-media.ts';
import type { Pipelines, Rooms, Standing } from './streams/ports.ts';
import { streamRoutes } from './streams/routes.ts';
import { StreamKeys } from './streams/stream-keys.ts';
import { Streams } from './streams/streams.ts';
import type { WritePlaylists } from './vods/recording-files.ts';
import { vodRoutes } from './vods/routes.ts';
import { Vods } from './vods/vods.ts';

export interface BroadcastingOptions {
  sql: Sql;
  clock: Clock;
  config: Pick<Config, 'signingSecret' | 'streamKeyGraceSeconds'>;
  blobs: BlobStore;
  standing: Standing;
  rooms: Rooms;
  pipelines: Pipelines;
  live: LiveMedia;
  writePlaylists: WritePlaylists;
  onProblem?: (error: unknown) => void;
}

export interface Broadcasting {
  streams: Streams;
  keys: StreamKeys;
  vods: Vods;
  urls: SignedUrls;
  /** Adds `/v1/streams`, `/v1/vods`, `/media` and what belongs to them. */
  routes: (app: App) => void;
}

/** Streams, what encoders come with, and what remains of them, put together. */
export async function createBroadcasting(options: BroadcastingOptions): Promise<Broadcasting> {
  const { sql, clock, config, blobs, standing, rooms, live } = options;
  const urls = new SignedUrls({ secret: await signingSecretOf(sql, config.signingSecret), clock });
  const streams = new Streams(options);
  const keys = new StreamKeys({ ...options, graceMs: config.streamKeyGraceSeconds * 1000 });
  const vods = new Vods(options);
  const access = new MediaAccess({ find: findMedia({ streams, vods }), clock });
  return {
    streams,
    keys,
    vods,
    urls,
    routes(app) {
      const shown = { clock, rooms, standing, urls };
      streamRoutes(app, { ...shown, streams, keys, onChanged: ({ id }) => access.forget('live', id) });
      vodRoutes(app, {
        ...shown,
        vods,
        onChanged({ id, streamId }) {
          access.forget('vods', id);
          if (streamId) access.forget('live', streamId);
        },
      });
      mediaRoutes(app, { blobs, access, urls, live });
    },
  };
}
