import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { provideRtmp } from '../../../../scripts/rtmp.mjs';
import { readPlaylist, violations } from '../../../origin/playlist-rules.mjs';
import { MemoryBlobs } from '../blob/memory-blobs.ts';
import { systemClock } from '../clock.ts';
import { createApp } from '../http/app.ts';
import { liveMediaOf } from '../media/live-media.ts';
import { LiveStreams } from '../media/live-streams.ts';
import { probe } from '../media/probe.ts';
import { systemSchedule } from '../media/schedule.ts';
import { Thumbnails } from '../media/thumbnails.ts';
import { vodPlaylists } from '../media/vod-playlists.ts';
import { Ingest } from './ingest.ts';
import { findNginx, freePort, startNginxRtmp } from './nginx-rtmp.ts';
import { rtmpRoutes } from './rtmp-routes.ts';

provideRtmp();
const isHere = findNginx() !== null && spawnSync('ffmpeg', ['-version']).status === 0;
const SECRET = 'a-secret-of-nginx-and-the-back-end';
const KEY = 't333_live_a-key-that-nobody-may-see';
const STREAM = '019b7a2c-1234-7abc-8def-0123456789ab';

/** A small picture with sound, as fast as it is seen, until it is stopped. */
function publish(url) {
  const picture = 'testsrc=size=320x180:rate=25[out0];sine=frequency=440:sample_rate=44100[out1]';
  const encode = '-c:v libx264 -preset ultrafast -tune zerolatency -g 25 -pix_fmt yuv420p -c:a aac -f flv';
  const args = ['-nostdin', '-loglevel', 'error', '-re', '-f', 'lavfi', '-i', picture, ...encode.split(' '), url];
  const child = spawn('ffmpeg', args, { stdio: 'ignore' });
  publishers.add(child);
  const ended = once(child, 'exit').finally(() => publishers.delete(child));
  return { ended, stop: () => child.kill('SIGKILL') };
}
const publishers = new Set();

const isAlive = (pid) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe(
  'RTMP',
  { skip: !isHere && 'There is no nginx with RTMP, or no ffmpeg, on this machine.', timeout: 120_000 },
  () => {
    const streams = new LiveStreams();
    const thumbnails = new Thumbnails();
    const blobs = new MemoryBlobs();
    const live = liveMediaOf({ streams, thumbnails });
    const logs = [];
    const samples = [];
    const told = new EventEmitter();
    let saved = null;
    let goodKey = KEY;
    let gone = Promise.withResolvers();
    let app;
    let nginx;
    let encoderPid;

    const ingest = new Ingest({
      keys: { check: async (key) => (key === goodKey ? { channelId: 'channel', keyId: key } : null) },
      streams: {
        forEncoder: async () => ({ id: STREAM, dvrWindowSec: 60, latency: 'low' }),
        encoderGone: async () => gone.resolve(),
      },
      rtmp: { playUrl: (name) => nginx.playUrl(name), drop: (name) => nginx.drop(name) },
      probe,
      async tellHealth(channelId, sample) {
        samples.push(sample);
        told.emit('sample');
      },
      saveRecording: async (streamId, recording) => void (saved = recording),
      onProblem: (error) => logs.push(String(error.stack)),
      onLog: (line) => logs.push(line),
      pipeline: { streams, thumbnails, storageOf: (id) => ({ blobs, prefix: `streams/${id}` }) },
      clock: systemClock,
      schedule: systemSchedule,
      graceMs: 200,
    });
    const get = (file, query = {}) => live({ streamId: STREAM, file, query, signal: AbortSignal.timeout(30_000) });

    /** Reads the playlist again and again, each time when there is more, until it is as it should be. */
    async function follow(isRight) {
      for (;;) {
        const { body } = await get('180p.m3u8');
        const playlist = readPlaylist(body);
        if (isRight(playlist, body)) return playlist;
        const { open, segments, mediaSequence } = playlist;
        const next = { _HLS_msn: `${mediaSequence + segments.length}`, _HLS_part: `${open?.parts.length ?? 0}` };
        await get('180p.m3u8', next);
      }
    }

    before(async () => {
      app = createApp({ logLevel: 'info', trustProxy: [] }, { write: (line) => logs.push(line) });
      rtmpRoutes(app, { ingest, secret: SECRET });
      const backEnd = await app.listen({ host: '127.0.0.1', port: 0 });
      nginx = await startNginxRtmp({
        host: '127.0.0.1',
        port: await freePort(),
        backEnd,
        secret: SECRET,
        onLog: (line) => logs.push(line),
      });
    });
    after(async () => {
      for (const child of publishers) child.kill('SIGKILL');
      await ingest.close();
      await nginx?.stop();
      await app?.close();
    });

    it('lets nobody publish without a key', async () => {
      const [code] = await publish(nginx.playUrl('t333_live_of-somebody-else')).ended;
      assert.notEqual(code, 0);
      assert.equal(ingest.size, 0);
    });

    it('answers nobody but nginx', async () => {
      for (const query of ['', '?secret=', '?secret=wrong', `?secret=${SECRET}x`]) {
        const form = { 'content-type': 'application/x-www-form-urlencoded' };
        const payload = `name=${KEY}&clientid=1`;
        const url = `/internal/rtmp/publish${query}`;
        assert.equal((await app.inject({ method: 'POST', url, headers: form, payload })).statusCode, 404);
      }
      const elsewhere = { method: 'POST', url: `/internal/rtmp/done?secret=${SECRET}`, remoteAddress: '10.0.0.1' };
      assert.equal((await app.inject(elsewhere)).statusCode, 404);
      assert.equal(ingest.size, 0);
    });

    it('becomes low-latency HLS by the rules', async () => {
      void publish(nginx.playUrl(KEY));
      const stream = await streams.added(STREAM);
      const master = await get('master.m3u8');
      assert.match(master.body, /RESOLUTION=320x180,FRAME-RATE=25\.000,CODECS="avc1\.64000C,mp4a\.40\.2"\n180p\.m3u8/);
      const playlist = await follow(({ segments, open }) => segments.length >= 2 && open !== null);
      assert.deepEqual(violations(playlist), []);
      const part = await get(playlist.hints[0]);
      assert.equal(part.body.toString('latin1', 4, 8), 'moof');
      assert.ok(Math.abs(playlist.segments.at(-1).dateMs - Date.now()) < 10_000);
      assert.equal(stream.hasEnded, false);
    });

    it('has pictures of it, and says how it comes in', async () => {
      assert.deepEqual([...(await get('thumbnail.jpg')).body.subarray(0, 2)], [0xff, 0xd8]);
      const isGood = () => samples.some(({ fps, bitrateKbps }) => fps > 5 && bitrateKbps > 20);
      // It is told every five seconds.
      while (!isGood()) await once(told, 'sample', { signal: AbortSignal.timeout(10_000) });
    });

    it('shows the key nowhere: not in logs, and not in the arguments of a program', async () => {
      encoderPid = ingest.encoderPids()[0];
      assert.ok(isAlive(encoderPid));
      if (process.platform === 'linux')
        assert.equal(readFileSync(`/proc/${encoderPid}/cmdline`, 'utf8').includes(KEY), false);
      assert.equal(logs.join('\n').includes(KEY), false);
      assert.equal(logs.join('\n').includes(SECRET), false);
    });

    it('goes on after the encoder was killed: there is a discontinuity', async () => {
      process.kill(encoderPid, 'SIGKILL');
      const playlist = await follow(({ segments }) => segments.some(({ discontinuity }) => discontinuity));
      assert.deepEqual(violations(playlist), []);
      assert.ok(!isAlive(encoderPid));
    });

    it('ends who came with a key that was replaced, and refuses that key', async () => {
      const encoder = ingest.encoderPids()[0];
      const [publisher] = publishers;
      const cutOff = once(publisher, 'exit');
      goodKey = 't333_live_another';
      await ingest.dropEncoder('channel', 'some other key');
      assert.equal(publisher.exitCode, null);
      await ingest.dropEncoder('channel', KEY);
      await Promise.all([cutOff, gone.promise]);
      assert.ok(!isAlive(encoder));
      assert.ok((await follow(() => true)).ended);
      assert.notEqual((await publish(nginx.playUrl(KEY)).ended)[0], 0);
      assert.equal(ingest.size, 0);
    });

    it('was recorded', async () => {
      const { segments } = readPlaylist(vodPlaylists(saved).get('180p.m3u8'));
      assert.ok(segments.length >= 3);
      for (const { uri } of segments) assert.ok((await blobs.size(`streams/${STREAM}/${uri}`)) > 0, uri);
    });

    it('lets nobody publish while the back end is away', async () => {
      await app.close();
      const [code] = await publish(nginx.playUrl(goodKey)).ended;
      assert.notEqual(code, 0);
    });

    it('leaves no process behind', async () => {
      await nginx.stop();
      assert.ok(!isAlive(nginx.pid));
      assert.equal(publishers.size, 0);
    });
  },
);
