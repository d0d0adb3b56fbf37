import { Accounts } from './auth/accounts.ts';
import { authRoutes } from './auth/routes.ts';
import { mediaFolder } from './blob/media-folder.ts';
import { createBroadcasting, type Broadcasting, type BroadcastingOptions } from './broadcasting.ts';
import { Channels } from './channels/channels.ts';
import { channelRoutes } from './channels/routes.ts';
import { systemClock, type Clock } from './clock.ts';
import { createCommunity } from './community.ts';
import type { Config } from './config.ts';
import { Makers } from './delivery/makers.ts';
import { mediaElsewhere } from './delivery/media-elsewhere.ts';
import { signingSecretOf } from './delivery/signing-secret.ts';
import { createApp, type App, type LogTarget } from './http/app.ts';
import { cors } from './http/cors.ts';
import { healthRoutes, partWithClients } from './http/health.ts';
import { identify } from './http/identity.ts';
import { ipThrough } from './http/ip.ts';
import { securityHeaders } from './http/security-headers.ts';
import { openLiveIngest, type LiveIngest } from './ingest/live-ingest.ts';
import { findProgram } from './media/programs.ts';
import { systemSchedule } from './media/schedule.ts';
import { transcodeFile } from './media/transcode-file.ts';
import { vodPlaylists } from './media/vod-playlists.ts';
import { measureRequests } from './metrics/http-metrics.ts';
import { Metrics } from './metrics/metrics.ts';
import { measureProcess } from './metrics/process-metrics.ts';
import { measureLog, measureRealtime } from './metrics/realtime-metrics.ts';
import { metricsRoutes } from './metrics/routes.ts';
import { measureSql } from './metrics/sql-metrics.ts';
import { measureUploads } from './metrics/upload-metrics.ts';
import { tellingFollowers } from './notices/telling-rooms.ts';
import { attachRealtime } from './realtime/attach-realtime.ts';
import { moderationRoutes } from './realtime/moderation-routes.ts';
import { openRealtime } from './realtime/open-realtime.ts';
import type { Realtime } from './realtime/realtime.ts';
import { realtimeRoutes } from './realtime/routes.ts';
import { thresholdReview } from './review/example-review.ts';
import { migrate } from './sql/migrate.ts';
import { seedDemo, type Demo } from './simulated/seed.ts';
import { simulatedMedia } from './simulated/simulated-media.ts';
import { standIn, standInPipelines } from './simulated/stand-in.ts';
import { openPglite } from './sql/pglite.ts';
import { openPostgres } from './sql/postgres.ts';
import type { Database } from './sql/sql.ts';
import { StartError } from './start-error.ts';
import { pipelinesEverywhere } from './streams/pipelines-everywhere.ts';
import { standingIn } from './streams/standing.ts';

export interface Backend {
  app: App;
  db: Database;
  broadcasting: Broadcasting;
  realtime: Realtime;
  /** Begins once the app listens. */
  ingest: Pick<LiveIngest, 'start'>;
  /** Makes what a demo shows, where it is not there yet. */
  seedDemo: () => Promise<Demo>;
  /** Lets who is on the way finish, and closes all. */
  close: () => Promise<void>;
}

export interface BackendOptions {
  clock?: Clock;
  /** Default: the standard output. */
  logTo?: LogTarget;
  /** Default: the one that the configuration names. Whoever gives one, brought forward, closes it. */
  db?: Database;
  /** What makes media, and where it is kept. Default: as the configuration has it. */
  media?: Partial<
    Pick<BroadcastingOptions, 'blobs' | 'pipelines' | 'standIn' | 'live' | 'writePlaylists' | 'transcode'>
  >;
}

/** Puts the parts together that the configuration names. Nothing listens yet. */
export async function createBackend(
  config: Config,
  { clock = systemClock, logTo, ...given }: BackendOptions = {},
): Promise<Backend> {
  const metrics = new Metrics();
  const db = given.db ?? (await openDatabase(config, metrics));
  const app = createApp(config, logTo);
  securityHeaders(app, config);
  cors(app, config);
  let isStopping = false;
  partWithClients(app, { isStopping: () => isStopping });
  measureRequests(app, metrics);
  const endMeasuring = measureProcess(metrics);
  const accounts = new Accounts(db, clock, config.limits);
  const community = createCommunity({ sql: db, clock, config });
  const { subscriptions, emotes, notices } = community;
  const {
    realtime,
    bus,
    ask: askRealtime,
    close: closeRealtime,
  } = await openRealtime(config, {
    sql: db,
    clock,
    measure: (log) => measureLog(log, metrics),
    review: thresholdReview(),
    findEmotes: (channelId, text, who) => emotes.find(channelId, text, who),
    subscriberTier: async (channelId, accountId) =>
      (await subscriptions.tierOf(channelId, accountId))?.toString() ?? null,
    onError: (error) => app.log.error(error),
  });
  measureRealtime(realtime, metrics);
  const channels = new Channels(db, clock);
  const media = await mediaFolder(config.mediaDir);
  const onProblem = (error: unknown) => app.log.error(error);
  const makers = new Makers({ sql: db, clock });
  const ingest = openLiveIngest({
    config,
    makers,
    blobs: media.blobs,
    clock,
    schedule: systemSchedule,
    parts: () => broadcasting,
    tellHealth: (channelId, sample) => realtime.tellHealth(channelId, sample),
    onProblem,
  });
  const elsewhere = mediaElsewhere({
    makers,
    live: ingest.live,
    recordingSoFar: ingest.pipelines.recordingSoFar,
    secret: await signingSecretOf(db, config.signingSecret),
  });
  // Where no encoder can come, a demo goes on without.
  const hasStandIns = config.hasDemo && !config.rtmp && !given.media;
  const broadcasting: Broadcasting = await createBroadcasting({
    sql: db,
    clock,
    config,
    blobs: media.blobs,
    standing: standingIn(db, subscriptions),
    rooms: tellingFollowers(realtime, notices),
    pipelines: hasStandIns
      ? standInPipelines(() => broadcasting)
      : await pipelinesEverywhere({ ...ingest.pipelines, recordingSoFar: elsewhere.recordingSoFar }, bus, onProblem),
    standIn: hasStandIns ? standIn : null,
    live: elsewhere.live,
    writePlaylists: vodPlaylists,
    transcode: findProgram('ffmpeg') ? (request) => transcodeFile(request) : null,
    schedule: systemSchedule,
    review: thresholdReview(),
    onProblem,
    ...given.media,
  });
  measureUploads(broadcasting.jobs, metrics);
  await app.after();
  identify(app, { accounts, ...config });
  authRoutes(app, { accounts, ...config });
  channelRoutes(app, channels);
  broadcasting.routes(app);
  ingest.routes(app);
  elsewhere.routes(app);
  if (config.hasDemo) await simulatedMedia(app, () => clock.now());
  community.routes(app, (channelId, tip) => realtime.tellTip(channelId, tip));
  realtimeRoutes(app, realtime, { pollsPerIp: config.limits.socketsPerIp });
  moderationRoutes(app, realtime);
  attachRealtime(app, {
    realtime,
    origins: config.origins,
    socketsPerIp: config.limits.socketsPerIp,
    ipOf: ipThrough(config.trustProxy),
  });

  const parts = { database: () => db.query('SELECT 1'), ...(config.redisUrl && { redis: askRealtime }) };
  healthRoutes(app, { isStopping: () => isStopping, parts });
  metricsRoutes(app, { metrics, ...config });
  app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger());
  await app.ready();
  return {
    app,
    db,
    broadcasting,
    realtime,
    ingest,
    seedDemo: () => seedDemo({ sql: db, accounts, channels, ...broadcasting, password: config.demoPassword }),
    // Who holds something open is told first, then those on the way are let through, then what they needed ends.
    async close() {
      isStopping = true;
      await new Promise((resolve) => setTimeout(resolve, config.drainMs));
      await ingest.close();
      await app.close();
      await broadcasting.stop();
      await closeRealtime();
      if (!given.db) await db.close();
      await media.close();
      endMeasuring();
    },
  };
}

/** Of the network, and of a server that lets nobody in by that name or password, has no such database, or is not ready. */
const REFUSED = /^(?:E[A-Z_]+|CONN[A-Z_]+|08...|28...|3D000|57P..)$/;

async function openDatabase({ databaseUrl, dataDir, pool }: Config, metrics: Metrics): Promise<Database> {
  const db = databaseUrl ? openPostgres(databaseUrl, pool) : await openPglite(dataDir);
  try {
    await migrate(db);
  } catch (error) {
    const code = String((error as { code?: unknown } | null)?.code);
    if (databaseUrl && REFUSED.test(code))
      throw new StartError(`PostgreSQL cannot be reached, or lets nobody in, as DATABASE_URL says (${code}).`, {
        cause: error,
      });
    throw error;
  }
  return measureSql(db, metrics, databaseUrl ? pool.max : 1);
}
