/** The reference back end's way from RTMP to HLS, without its database: one key, one stream, everybody may watch. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MemoryBlobs } from '../../examples/backend/src/blob/memory-blobs.ts';
import { systemClock } from '../../examples/backend/src/clock.ts';
import { createApp } from '../../examples/backend/src/http/app.ts';
import { Ingest } from '../../examples/backend/src/ingest/ingest.ts';
import { freePort, startNginxRtmp } from '../../examples/backend/src/ingest/nginx-rtmp.ts';
import { rtmpRoutes } from '../../examples/backend/src/ingest/rtmp-routes.ts';
import { liveMediaOf } from '../../examples/backend/src/media/live-media.ts';
import { LiveStreams } from '../../examples/backend/src/media/live-streams.ts';
import { probe } from '../../examples/backend/src/media/probe.ts';
import { systemSchedule } from '../../examples/backend/src/media/schedule.ts';
import { Thumbnails } from '../../examples/backend/src/media/thumbnails.ts';

const SECRET = 'a-secret-for-one-benchmark';
const STREAM = 'camera';
const RUNGS = [
  { side: 360, videoKbps: 800, audioKbps: 96 },
  { side: 160, videoKbps: 300, audioKbps: 64 },
];
const TYPES = { html: 'text/html', js: 'text/javascript' };

/** @param {string} pages folder of what the page is made of */
export async function startPipeline(pages) {
  const streams = new LiveStreams();
  const thumbnails = new Thumbnails();
  const blobs = new MemoryBlobs();
  const app = createApp({ logLevel: 'silent', trustProxy: [] });
  let nginx;
  const ingest = new Ingest({
    keys: { check: async () => ({ channelId: STREAM, keyId: STREAM }) },
    streams: {
      forEncoder: async () => ({ id: STREAM, dvrWindowSec: 60, latency: 'low' }),
      encoderGone: async () => {},
    },
    rtmp: { playUrl: (name) => nginx.playUrl(name), drop: (name) => nginx.drop(name) },
    probe,
    pipeline: { streams, thumbnails, rungs: RUNGS, storageOf: () => ({ blobs, prefix: STREAM }) },
    clock: systemClock,
    schedule: systemSchedule,
  });
  const live = liveMediaOf({ streams, thumbnails });
  rtmpRoutes(app, { ingest, secret: SECRET });
  app.get('/live/*', async (request, reply) => {
    const gone = new AbortController();
    reply.raw.once('close', () => gone.abort());
    const { params, query } = request;
    const answer = await live({ streamId: STREAM, file: params['*'], query, signal: gone.signal });
    return answer ? reply.code(answer.status).type(answer.type).send(answer.body) : reply.code(404).send('');
  });
  app.get('/page/:file', async ({ params: { file } }, reply) =>
    reply.type(TYPES[file.split('.').at(-1)] ?? 'text/plain').send(await readFile(join(pages, file))),
  );
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  nginx = await startNginxRtmp({ host: '127.0.0.1', port: await freePort(), backEnd: url, secret: SECRET });
  return {
    url,
    rtmpUrl: nginx.playUrl('key'),
    playable: async () => (await streams.added(STREAM)).master(AbortSignal.timeout(60_000)),
    killEncoder: () => ingest.encoderPids().forEach((pid) => process.kill(pid, 'SIGKILL')),
    async close() {
      await ingest.close();
      await nginx.stop();
      await app.close();
    },
  };
}
