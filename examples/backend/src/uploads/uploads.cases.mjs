import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { UnusableMedia } from './transcode.ts';
import { UploadWorker } from './worker.ts';

const MP4 = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypisom'), Buffer.alloc(500)]);

/** Turns of the event loop, and not too many. */
async function until(happened) {
  for (let turns = 0; !happened(); turns++) {
    assert.ok(turns < 100_000, 'it never happened');
    await new Promise(setImmediate);
  }
}

export function uploadCases(stage, media) {
  const send = async (client, file, query = '', type = 'video/mp4') => {
    const answer = await client.raw('POST', `/v1/uploads${query}`, file, { 'content-type': type });
    return { status: answer.statusCode, body: answer.json() };
  };
  /** Another instance, which works when it is told. */
  const instance = () => {
    const { vods, jobs } = stage.backend.broadcasting;
    const timers = [];
    const schedule = (delayMs, run) => {
      const timer = { delayMs, run };
      timers.push(timer);
      return () => void timers.splice(timers.indexOf(timer), 1);
    };
    const problems = [];
    const { transcode } = media.ports;
    const { blobs } = media;
    const worker = new UploadWorker({
      blobs,
      vods,
      jobs,
      transcode,
      schedule,
      onProblem: (error) => problems.push(error),
    });
    return { worker, timers, problems };
  };
  const state = async (client, { id, vodId }) => {
    const { status, attempts, problem } = (await client.get(`/v1/uploads/${id}`)).body;
    return [status, attempts, problem, (await client.get(`/v1/vods/${vodId}`)).body.status];
  };

  describe('uploads', () => {
    it('become videos, by and by', async () => {
      const owner = await stage.guest();
      const { status, body: upload } = await send(owner, MP4, '?title=Holiday&categoryId=making&visibility=unlisted');
      assert.deepEqual([status, upload.status], [202, 'pending']);
      assert.equal((await stage.client().get(`/v1/vods/${upload.vodId}`)).status, 404, 'not while it is made');
      const metrics = await stage.client().raw('GET', '/metrics');
      assert.match(metrics.body, /^t333_upload_jobs\{status="pending"\} 1$/m);
      assert.match(metrics.body, /^t333_upload_jobs\{status="processing"\} 0$/m);
      const { worker } = instance();
      assert.equal(await worker.runOne(), true);
      assert.equal(await worker.runOne(), false);
      assert.deepEqual(await state(owner, upload), ['completed', 1, null, 'ready']);
      assert.equal(media.transcoded.at(-1).container, 'mp4');
      const { body: vod } = await stage.client().get(`/v1/vods/${upload.vodId}`);
      assert.deepEqual(
        [vod.kind, vod.title, vod.durationSeconds, vod.visibility],
        ['upload', 'Holiday', 10, 'unlisted'],
      );
      assert.equal((await stage.client().raw('GET', vod.hlsUrl.replace('master.m3u8', '720p/4.m4s'))).statusCode, 200);
      assert.equal(await media.blobs.size(`uploads/${upload.vodId}`), null, 'what was sent is not kept');
      assert.equal((await (await stage.guest()).get(`/v1/uploads/${upload.id}`)).status, 404);
    });

    it('are refused for what they are, not for what they are called', async () => {
      const owner = await stage.guest();
      const before = (await media.blobs.list('uploads')).length;
      for (const file of [
        '#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n',
        'ffconcat version 1.0\nfile /etc/passwd\n',
        '<html><script>alert(1)</script>',
        'x',
        'MZ'.padEnd(400, '\0'),
      ])
        assert.equal((await send(owner, file)).body.code, 'bad_request', file.slice(0, 20));
      assert.equal((await send(owner, { some: 'json' }, '', 'application/json')).body.code, 'bad_request');
      assert.equal((await send(owner, 'text', '', 'text/plain')).body.code, 'bad_request');
      assert.equal((await send(owner, MP4, '?categoryId=cooking')).body.code, 'not_found');
      assert.equal((await send(owner, MP4, '?visibility=secret')).body.code, 'bad_request');
      const large = Buffer.concat([MP4, Buffer.alloc(1_000_001)]);
      assert.deepEqual((await send(owner, large)).body.code, 'too_long');
      assert.equal((await send(stage.client(), MP4)).status, 401);
      assert.equal((await media.blobs.list('uploads')).length, before);
    });

    it('come one at a time from each channel', async () => {
      const owner = await stage.guest();
      const sent = await Promise.all([1, 2, 3].map(() => send(owner, MP4)));
      assert.deepEqual(sent.map(({ status }) => status).toSorted(), [202, 429, 429]);
      assert.equal((await send(owner, MP4)).status, 202);
      while (await instance().worker.runOne());
    });

    it('are tried three times, later and later, and then given up', async () => {
      const owner = await stage.guest();
      const { body: upload } = await send(owner, MP4);
      const { worker, problems } = instance();
      for (const [waitMs, attempt] of [
        [0, 1],
        [15_000, 2],
        [60_000, 3],
      ]) {
        stage.clock.nowMs += Math.max(0, waitMs - 1);
        if (waitMs > 0) assert.equal(await worker.runOne(), false);
        stage.clock.nowMs += 1;
        media.outcomes.push(new Error(`of the disk, ${attempt}`));
        assert.equal(await worker.runOne(), true);
        const [status, attempts, problem, vod] = await state(owner, upload);
        assert.deepEqual([attempts, problem], [attempt, 'Something went wrong here.']);
        assert.deepEqual([status, vod], attempt < 3 ? ['pending', 'processing'] : ['failed', 'failed']);
      }
      assert.equal(problems.length, 3);
      assert.equal(await media.blobs.size(`uploads/${upload.vodId}`), null);
    });

    it('without a video in them are given up at once', async () => {
      const owner = await stage.guest();
      const { body: upload } = await send(owner, MP4);
      media.outcomes.push(new UnusableMedia('It has no picture.'));
      await instance().worker.runOne();
      assert.deepEqual(await state(owner, upload), ['failed', 1, 'It has no picture.', 'failed']);
    });

    it('are each made by one of several instances', async () => {
      const owner = await stage.guest();
      for (let count = 0; count < 4; count++) await send(owner, MP4);
      const made = media.transcoded.length;
      const done = await Promise.all([1, 2, 3, 4, 5].map(() => instance().worker.runOne()));
      assert.equal(done.filter(Boolean).length, 4);
      const paths = media.transcoded.slice(made).map(({ prefix }) => prefix);
      assert.equal(new Set(paths).size, 4);
      for (let count = 0; count < 5; count++) await send(owner, MP4);
      assert.equal((await send(owner, MP4)).body.code, 'rate_limited');
      while (await instance().worker.runOne());
    });

    it('whose instance died are taken again; one that is only slow keeps its own', async () => {
      const owner = await stage.guest();
      const { body: upload } = await send(owner, MP4);
      const { jobs } = stage.backend.broadcasting;
      const dead = await jobs.take();
      assert.equal(dead.vodId, upload.vodId);
      assert.equal(await instance().worker.runOne(), false);
      stage.clock.nowMs += 59_000;
      assert.equal(await jobs.renew(dead), true);
      stage.clock.nowMs += 59_000;
      assert.equal(await instance().worker.runOne(), false);
      stage.clock.nowMs += 1000;
      assert.equal(await instance().worker.runOne(), true);
      assert.deepEqual(await state(owner, upload), ['completed', 2, null, 'ready']);
      for (const late of [jobs.renew(dead), jobs.complete(dead), jobs.fail(dead, 'late'), jobs.retry(dead, 'late')])
        assert.equal(await late, false, 'who comes back late changes nothing');
    });

    it('are videos and done, or neither; and a video keeps its media', async () => {
      const owner = await stage.guest();
      const { body: upload } = await send(owner, MP4);
      const { vods, jobs } = stage.backend.broadcasting;
      const { complete } = jobs;
      jobs.complete = async () => {
        throw new Error('no connection');
      };
      await instance().worker.runOne();
      jobs.complete = complete;
      assert.deepEqual(await state(owner, upload), ['pending', 1, 'Something went wrong here.', 'processing']);
      await vods.finish(upload.vodId, await media.record(`vods/${upload.vodId}`, 5));
      stage.clock.nowMs += 15_000;
      media.outcomes.push(new UnusableMedia('It has no picture.'));
      await instance().worker.runOne();
      assert.deepEqual(await state(owner, upload), ['failed', 2, 'It has no picture.', 'ready']);
      assert.equal(await media.blobs.size(`vods/${upload.vodId}/720p/4.m4s`), 100);
    });

    it('that kill whoever takes them are given up, too', async () => {
      const owner = await stage.guest();
      const { body: upload } = await send(owner, MP4);
      const { jobs } = stage.backend.broadcasting;
      for (let count = 0; count < 3; count++) {
        assert.ok(await jobs.take());
        stage.clock.nowMs += 60_000;
      }
      const made = media.transcoded.length;
      await instance().worker.runOne();
      assert.equal(media.transcoded.length, made);
      assert.equal((await state(owner, upload))[0], 'failed');
    });

    it('are put down when the server stops, and that does not count', async () => {
      const owner = await stage.guest();
      const { body: upload } = await send(owner, MP4);
      const { promise, resolve } = Promise.withResolvers();
      media.outcomes.push(promise);
      const made = media.transcoded.length;
      const { worker, timers } = instance();
      worker.wake();
      assert.equal(timers.length, 0, 'not before it has started');
      worker.start();
      await until(() => media.transcoded.length > made);
      const stopped = worker.stop();
      resolve();
      await stopped;
      assert.deepEqual(timers, []);
      assert.deepEqual(await state(owner, upload), ['pending', 0, null, 'processing']);
      await instance().worker.runOne();
      assert.deepEqual(await state(owner, upload), ['completed', 1, null, 'ready']);
    });

    it('that are deleted while they are made leave nothing', async () => {
      const owner = await stage.guest();
      const { body: upload } = await send(owner, MP4);
      const { promise, resolve } = Promise.withResolvers();
      media.outcomes.push(promise);
      const made = media.transcoded.length;
      const { worker, timers } = instance();
      const done = worker.runOne();
      await until(() => media.transcoded.length > made);
      assert.equal((await owner.send('DELETE', `/v1/vods/${upload.vodId}`)).status, 204);
      timers[0].run();
      await until(() => media.transcoded.at(-1).signal.aborted);
      resolve();
      await done;
      assert.deepEqual(await media.blobs.list(`vods/${upload.vodId}`), []);
      assert.equal(await media.blobs.size(`uploads/${upload.vodId}`), null);
    });
  });
}
