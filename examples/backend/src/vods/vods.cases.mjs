import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

/** Somebody with a video of a stream that has ended. */
export async function recorded(stage, media, { count = 10, ...body } = {}) {
  const owner = await stage.guest();
  const { body: stream } = await owner.post('/v1/channels/mine/streams', body);
  await owner.post(`/v1/streams/${stream.id}/start`);
  const recording = await media.record(`streams/${stream.id}`, count, stage.clock.nowMs);
  await owner.post(`/v1/streams/${stream.id}/stop`);
  const { streams, vods } = stage.backend.broadcasting;
  const vod = await vods.addRecording(await streams.get(stream.id), recording);
  return { owner, stream, recording, vod, path: `/v1/vods/${vod.id}` };
}

export function vodCases(stage, media) {
  const subscribe = async (accountId, channelId) => {
    const values = [accountId, channelId, new Date(stage.clock.nowMs), new Date(stage.clock.nowMs + 86_400_000)];
    const columns = 'account_id, channel_id, tier, since, expires_at';
    await stage.backend.db.query(`INSERT INTO subscriptions (${columns}) VALUES ($1, $2, 1, $3, $4)`, values);
  };

  describe('videos', () => {
    it('are what was live: the same segments, under the same names, once', async () => {
      const { owner, stream, recording, vod, path } = await recorded(stage, media, {
        title: 'Kept',
        categoryId: 'making',
      });
      const again = await stage.backend.broadcasting.vods.addRecording(
        await stage.backend.broadcasting.streams.get(stream.id),
        { renditions: recording.renditions.slice(0, 1) },
      );
      assert.deepEqual([again.id, again.durationMs], [vod.id, 20_000], 'another one takes nothing away');
      const { body } = await stage.client().get(path);
      assert.deepEqual(
        [body.kind, body.title, body.categoryId, body.status, body.durationSeconds, body.streamId],
        ['recording', 'Kept', 'making', 'ready', 20, stream.id],
      );
      assert.equal(body.hlsUrl, `/media/vods/${vod.id}/master.m3u8`);
      assert.equal(body.poster, `/media/vods/${vod.id}/thumbnail.jpg`);
      const files = await media.blobs.list(`streams/${stream.id}`);
      assert.ok(files.includes(`streams/${stream.id}/720p/9.m4s`));
      assert.deepEqual(await media.blobs.list(`vods/${vod.id}`), []);
      const { items } = (await stage.client().get(`/v1/channels/${owner.id}/vods`)).body;
      assert.deepEqual(
        items.map(({ id }) => id),
        [vod.id],
      );
    });

    it('and previews that are not for all are nobody’s by a token for something else, of their maker either', async () => {
      const { owner, path } = await recorded(stage, media, { visibility: 'private' });
      const { body: preview } = await owner.post('/v1/channels/mine/streams');
      const statusesWith = async (scope) => {
        const program = stage.client();
        program.token = (await owner.post('/v1/auth/tokens', { name: 'bot', scopes: [scope] })).body.token;
        const { items } = (await program.get(`/v1/channels/${owner.id}/vods`)).body;
        const asked = [path, `${path}/comments`, `/v1/streams/${preview.id}`].map((at) => program.get(at));
        return [items.length, ...(await Promise.all(asked)).map(({ status }) => status)];
      };
      assert.deepEqual(await statusesWith('chat:write'), [0, 404, 404, 404]);
      assert.deepEqual(await statusesWith('stream:write'), [1, 200, 200, 200]);
    });

    it('are of the longest part where several instances made the stream, and none takes from another', async () => {
      const owner = await stage.guest();
      const { body: stream } = await owner.post('/v1/channels/mine/streams');
      await owner.post(`/v1/streams/${stream.id}/start`);
      const { streams, vods } = stage.backend.broadcasting;
      const prefix = `streams/${stream.id}`;
      const part = async (mark, segments) => {
        const init = `init-1-${mark}.mp4`;
        const names = Array.from({ length: segments }, (_, index) => `${index + 1}-${mark}.m4s`);
        for (const name of [init, ...names]) await media.blobs.put(`${prefix}/360p/${name}`, Buffer.from(mark));
        const rendition = { name: '360p', width: 640, height: 360, frameRate: 30, codecs: 'avc1.64001e', init };
        const list = names.map((name, index) => ({ name, durationMs: 2000, startMs: index * 2000 }));
        return { mark, renditions: [{ ...rendition, bandwidth: 1, averageBandwidth: 1, segments: list }] };
      };
      const [first, second, late] = [await part('aa', 5), await part('bb', 2), await part('cc', 3)];
      first.renditions[0].segments.shift();
      await vods.keepPart(stream.id, first);
      const found = () => media.blobs.list(`${prefix}/360p`);
      assert.deepEqual((await found()).includes(`${prefix}/360p/1-aa.m4s`), false, 'what nobody was shown');
      assert.equal((await found()).length, 5 + 3 + 4);
      await owner.post(`/v1/streams/${stream.id}/stop`);
      const vod = await vods.addRecording(await streams.get(stream.id), second);
      assert.equal(vod.durationMs, 8000);
      await vods.keepPart(stream.id, late);
      assert.equal((await found()).length, 5 + 3 + 4);
      const { body } = await stage.client().raw('GET', `/media/vods/${vod.id}/360p.m3u8`);
      assert.match(body, /360p\/2-aa\.m4s/);
      await owner.send('DELETE', `/v1/vods/${vod.id}`);
      assert.deepEqual(await media.blobs.list(prefix), []);
    });

    it('have playlists of relative addresses, which inherit what stands before them', async () => {
      const { owner, path } = await recorded(stage, media, { visibility: 'private' });
      const { hlsUrl } = (await owner.get(path)).body;
      const linesOf = async (url) => {
        const { statusCode, headers, body } = await stage.client().raw('GET', url);
        assert.deepEqual([statusCode, headers['cache-control']], [200, 'no-store']);
        assert.match(String(headers['content-type']), /mpegurl/);
        return body.split('\n').filter((line) => line && !line.startsWith('#'));
      };
      const renditions = await linesOf(hlsUrl);
      assert.deepEqual(renditions, ['720p.m3u8', '360p.m3u8']);
      const segments = await linesOf(new URL(renditions[1], `http://a.example${hlsUrl}`).pathname);
      assert.equal(segments.length, 10);
      const { pathname } = new URL(segments[9], `http://a.example${hlsUrl}`);
      assert.equal((await stage.client().raw('GET', pathname)).statusCode, 200);
    });

    it('that nobody finishes are taken away, and no others', async () => {
      const { owner, vod } = await recorded(stage, media);
      const { vods } = stage.backend.broadcasting;
      const clip = { channelId: owner.id, kind: 'clip', title: '', status: 'processing', prefix: 'vods/abandoned' };
      await vods.insert(clip, '019b7a2c-1234-7abc-8def-0123456789ab');
      await media.blobs.put('vods/abandoned/720p/0.m4s', Buffer.from('half of it'));
      await vods.dropAbandoned();
      assert.equal((await owner.get('/v1/vods/019b7a2c-1234-7abc-8def-0123456789ab')).status, 200);
      stage.clock.nowMs += 600_001;
      await vods.dropAbandoned();
      assert.equal((await owner.get('/v1/vods/019b7a2c-1234-7abc-8def-0123456789ab')).status, 404);
      assert.deepEqual(await media.blobs.list('vods/abandoned'), []);
      assert.equal((await owner.get(`/v1/vods/${vod.id}`)).status, 200);
    });

    it('are none where nothing was recorded', async () => {
      const { body: stream } = await (await stage.guest()).post('/v1/channels/mine/streams');
      const { streams, vods } = stage.backend.broadcasting;
      assert.equal(await vods.addRecording(await streams.get(stream.id), { renditions: [] }), null);
    });

    it('are for whom they are', async () => {
      for (const [visibility, watched, listed] of [
        ['public', ['owner', 'fan', 'stranger'], ['owner', 'fan', 'stranger']],
        ['unlisted', ['owner', 'fan', 'stranger'], ['owner']],
        ['subscribers', ['owner', 'fan'], ['owner', 'fan', 'stranger']],
        ['private', ['owner'], ['owner']],
      ]) {
        const { owner, vod, path } = await recorded(stage, media, { visibility });
        const people = { owner, fan: await stage.guest(), stranger: stage.client() };
        await subscribe(people.fan.id, owner.id);
        for (const [name, client] of Object.entries(people)) {
          const { status, body } = await client.get(path);
          const isWatched = watched.includes(name);
          assert.equal(status === 200 && body.hlsUrl !== null, isWatched, `${name} ${visibility}`);
          if (visibility === 'private' && !isWatched) assert.equal(status, 404);
          if (isWatched) {
            const isSigned = body.hlsUrl.startsWith('/media/signed/');
            assert.equal(isSigned, visibility === 'private' || visibility === 'subscribers');
          }
          const { items } = (await client.get(`/v1/channels/${owner.id}/vods`)).body;
          assert.equal(
            items.some(({ id }) => id === vod.id),
            listed.includes(name),
            `${name} ${visibility}`,
          );
        }
      }
    });

    it('are changed and deleted by whose they are, media and all', async () => {
      const { owner, stream, vod, path } = await recorded(stage, media, { title: 'Before' });
      const stranger = await stage.guest();
      assert.equal((await stranger.send('PATCH', path, { title: 'Mine' })).body.code, 'forbidden');
      assert.equal((await stranger.send('DELETE', path)).body.code, 'forbidden');
      assert.equal((await stage.client().send('DELETE', path)).status, 401);
      assert.equal((await owner.send('PATCH', path, { categoryId: 'cooking' })).body.code, 'not_found');
      assert.equal((await owner.send('PATCH', path, { status: 'failed' })).body.code, 'bad_request');
      const word = `axolotl${process.pid}`;
      const { body } = await owner.send('PATCH', path, { title: `After ${word}`, visibility: 'unlisted', minAge: 16 });
      assert.deepEqual([body.title, body.visibility, body.minAge], [`After ${word}`, 'unlisted', 16]);
      assert.deepEqual((await stage.client().get(`/v1/vods?query=${word}`)).body.items, []);
      await owner.send('PATCH', path, { visibility: 'public' });
      assert.equal((await stage.client().get(`/v1/vods?query=${word}`)).body.items[0].id, vod.id);
      assert.equal((await owner.send('DELETE', path)).status, 204);
      assert.equal((await owner.get(path)).status, 404);
      assert.deepEqual(await media.blobs.list(`streams/${stream.id}`), []);
      assert.equal((await stage.client().raw('GET', `/media/vods/${vod.id}/720p/0.m4s`)).statusCode, 404);
      assert.equal((await stage.client().raw('GET', `/media/live/${stream.id}/720p/0.m4s`)).statusCode, 404);
    });

    it('are found by words, category and duration, page by page', async () => {
      const word = `wombat${process.pid}`;
      const made = [];
      for (const [count, categoryId] of [
        [5, 'music'],
        [30, 'music'],
        [30, 'games'],
        [60, 'music'],
      ]) {
        stage.clock.nowMs += 1000;
        made.push((await recorded(stage, media, { title: `The ${word}`, categoryId, count })).vod.id);
      }
      const client = stage.client();
      const search = async (query) => {
        const { body } = await client.get(`/v1/vods?query=${word}${query}`);
        return body.items.map(({ id }) => made.indexOf(id));
      };
      assert.deepEqual(await search(''), [3, 2, 1, 0]);
      assert.deepEqual(await search('&category=music'), [3, 1, 0]);
      assert.deepEqual(await search('&minSeconds=11'), [3, 2, 1]);
      assert.deepEqual(await search('&minSeconds=10&maxSeconds=60&category=music'), [1, 0]);
      assert.deepEqual(await search('&maxSeconds=9'), []);
      const first = (await client.get(`/v1/vods?query=${word}&limit=3`)).body;
      assert.equal(first.items.length, 3);
      assert.deepEqual(await search(`&limit=3&cursor=${first.nextCursor}`), [0]);
      assert.equal((await client.get('/v1/vods?minSeconds=-1')).status, 400);
      assert.equal((await client.get('/v1/vods?maxSeconds=1e99')).status, 400);
    });
  });
}
