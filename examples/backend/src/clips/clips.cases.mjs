import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { recorded } from '../vods/vods.cases.mjs';

export function clipCases(stage, media) {
  describe('clips', () => {
    it('are whole segments of a video, with media of their own', async () => {
      const { owner, vod, path } = await recorded(stage, media, { title: 'Long', categoryId: 'games' });
      const fan = await stage.guest();
      const { status, body: clip } = await fan.post(`${path}/clips`, { start: 3, end: 7, title: 'The best of it' });
      assert.equal(status, 201);
      assert.deepEqual(
        [clip.kind, clip.title, clip.channelId, clip.durationSeconds, clip.status, clip.categoryId],
        ['clip', 'The best of it', owner.id, 6, 'ready', 'games'],
      );
      const files = await media.blobs.list(`vods/${clip.id}`);
      assert.deepEqual(
        files.filter((file) => file.includes('/720p/')),
        ['1.m4s', '2.m4s', '3.m4s', 'init-1.mp4'].map((file) => `vods/${clip.id}/720p/${file}`),
      );
      await owner.send('DELETE', path);
      const { body: left } = await stage.client().get(`/v1/vods/${clip.id}`);
      assert.equal(left.id, clip.id);
      assert.equal((await stage.client().raw('GET', `/media/vods/${clip.id}/720p/2.m4s`)).statusCode, 200);
      assert.equal((await stage.client().get(`/v1/vods/${vod.id}`)).status, 404);
      assert.equal((await fan.send('DELETE', `/v1/vods/${clip.id}`)).status, 204, 'whoever cut it may take it back');
    });

    it('are of what is live, within its window', async () => {
      const owner = await stage.guest();
      const { body: stream } = await owner.post('/v1/channels/mine/streams', { title: 'Now', dvrWindowSec: 120 });
      const path = `/v1/streams/${stream.id}/clips`;
      const before = stage.clock.nowMs;
      media.soFar.set(stream.id, await media.record(`streams/${stream.id}`, 40, before - 20_000));
      assert.equal((await owner.post(path, { start: before - 9000, end: before - 5000 })).body.code, 'not_found');
      await owner.post(`/v1/streams/${stream.id}/start`);
      stage.clock.nowMs += 60_000;
      const { nowMs } = stage.clock;
      assert.equal((await owner.post(path, { start: before - 9000, end: before - 5000 })).body.code, 'rejected');
      const first = (await owner.post(path, { start: before - 9000, end: before + 3000 })).body;
      assert.equal(first.startedAt, new Date(before).toISOString(), 'what was before is no part of it');
      const { status, body } = await owner.post(path, { start: nowMs - 9000, end: nowMs - 5000 });
      assert.deepEqual([status, body.durationSeconds, body.streamId], [201, 6, stream.id]);
      assert.equal(body.startedAt, new Date(nowMs - 10_000).toISOString());
      for (const [span, code] of [
        [{ start: nowMs - 3_600_000, end: nowMs - 3_590_000 }, 'bad_request'],
        [{ start: nowMs + 10_000, end: nowMs + 20_000 }, 'rejected'],
        [{ start: 0, end: 10 }, 'bad_request'],
      ])
        assert.equal((await owner.post(path, span)).body.code, code);
    });

    it('are refused where they make no sense, and leave nothing behind', async () => {
      const { owner, stream, path } = await recorded(stage, media);
      for (const [span, code] of [
        [{ start: 5, end: 5 }, 'bad_request'],
        [{ start: 7, end: 3 }, 'bad_request'],
        [{ start: 0, end: 181 }, 'bad_request'],
        [{ start: -1, end: 3 }, 'bad_request'],
        [{ start: 0 }, 'bad_request'],
        [{ start: 100, end: 110 }, 'rejected'],
      ])
        assert.equal((await owner.post(`${path}/clips`, span)).body.code, code, JSON.stringify(span));
      assert.equal((await stage.client().post(`${path}/clips`, { start: 0, end: 2 })).status, 401);
      await media.blobs.delete(`streams/${stream.id}/360p/1.m4s`);
      assert.equal((await owner.post(`${path}/clips`, { start: 0, end: 4 })).body.code, 'rejected');
      const { items } = (await owner.get(`/v1/channels/${owner.id}/vods`)).body;
      assert.deepEqual(
        items.map(({ kind }) => kind),
        ['recording'],
      );
    });

    it('are for whom their source is, and so many an hour', async () => {
      const { owner, path } = await recorded(stage, media, { visibility: 'private' });
      const stranger = await stage.guest();
      assert.equal((await stranger.post(`${path}/clips`, { start: 0, end: 2 })).status, 404);
      const { body: clip } = await owner.post(`${path}/clips`, { start: 0, end: 2 });
      assert.equal(clip.visibility, 'private');
      assert.equal((await stranger.get(`/v1/vods/${clip.id}`)).status, 404);
      for (let count = 1; count < 30; count++)
        assert.equal((await owner.post(`${path}/clips`, { start: 0, end: 2 })).status, 201);
      assert.equal((await owner.post(`${path}/clips`, { start: 0, end: 2 })).body.code, 'rate_limited');
    });
  });
}
