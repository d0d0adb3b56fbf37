import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

export function streamCases(stage, media) {
  const begin = async (body) => {
    const owner = await stage.guest();
    const { status, body: stream } = await owner.post('/v1/channels/mine/streams', body);
    assert.equal(status, 201);
    return { owner, stream, path: `/v1/streams/${stream.id}` };
  };

  describe('streams', () => {
    it('go from preview to live to ended, once, and only their maker sees a preview', async () => {
      const { owner, stream, path } = await begin({ title: 'First', categoryId: 'games', dvrWindowSec: 60 });
      assert.deepEqual(
        [stream.status, stream.scheduled, stream.startedAt, stream.simulated],
        ['preview', false, null, false],
      );
      assert.match(stream.hlsUrl, /^\/media\/signed\//);
      assert.deepEqual(stream.settings, {
        latency: 'low',
        dvrWindowSec: 60,
        minAge: 0,
        hasWatermark: false,
        visibility: 'public',
      });
      const viewer = stage.client();
      assert.equal((await viewer.get(path)).status, 404);
      assert.equal((await owner.get(path)).body.status, 'preview');
      assert.equal((await owner.post('/v1/channels/mine/streams')).body.code, 'duplicate');

      const live = await owner.post(`${path}/start`);
      assert.deepEqual([live.status, live.body.status], [200, 'live']);
      assert.equal(media.begun.at(-1), stream.id);
      assert.equal(live.body.hlsUrl, `/media/live/${stream.id}/master.m3u8`);
      assert.equal(live.body.startedAt, new Date(stage.clock.nowMs).toISOString());
      assert.equal((await viewer.get(path)).body.hlsUrl, live.body.hlsUrl);
      assert.equal((await owner.post(`${path}/start`)).body.code, 'rejected');
      assert.equal((await owner.get('/v1/channels/mine/streams/current')).body.stream.id, stream.id);

      const ended = await owner.post(`${path}/stop`);
      assert.deepEqual([ended.body.status, ended.body.hlsUrl], ['ended', null]);
      assert.deepEqual(media.ended.at(-1), stream.id);
      assert.equal((await owner.post(`${path}/stop`)).body.code, 'rejected');
      assert.equal((await owner.send('PATCH', path, { title: 'Late' })).body.code, 'rejected');
      assert.equal((await owner.get('/v1/channels/mine/streams/current')).body.stream, null);
      assert.equal((await owner.post('/v1/channels/mine/streams')).status, 201);
    });

    it('have the settings of the one before, so that nobody has to think of them again', async () => {
      const settings = { latency: 'normal', dvrWindowSec: 600, minAge: 18, hasWatermark: true, visibility: 'unlisted' };
      const { owner, path } = await begin({ title: 'First', ...settings });
      await owner.post(`${path}/stop`);
      const { body: next } = await owner.post('/v1/channels/mine/streams', { dvrWindowSec: 60 });
      assert.deepEqual(next.settings, { ...settings, dvrWindowSec: 60 });
      assert.equal(next.title, '');
    });

    it('begin once where several ask at once, and start once', async () => {
      const owner = await stage.guest();
      const begun = await Promise.all([1, 2, 3, 4].map(() => owner.post('/v1/channels/mine/streams')));
      assert.deepEqual(begun.map(({ status }) => status).toSorted(), [201, 409, 409, 409]);
      const { id } = begun.find(({ status }) => status === 201).body;
      const started = await Promise.all([1, 2, 3].map(() => owner.post(`/v1/streams/${id}/start`)));
      assert.deepEqual(started.map(({ status }) => status).toSorted(), [200, 422, 422]);
      const { streams } = stage.backend.broadcasting;
      const found = await Promise.all([streams.forEncoder(owner.id), streams.forEncoder(owner.id)]);
      assert.deepEqual(
        found.map((stream) => stream.id),
        [id, id],
      );
    });

    it('end, once, where the instance that makes them is silent', async () => {
      const { streams } = stage.backend.broadcasting;
      const { query } = stage.backend.db;
      const made = [];
      for (const silentSeconds of [100, 10, null]) {
        const one = await begin();
        await one.owner.post(`${one.path}/start`);
        await query(
          "INSERT INTO stream_makers (stream_id, url, seen_at) VALUES ($1, 'http://127.0.0.1:1', now() - make_interval(secs => $2))",
          [one.stream.id, silentSeconds],
        );
        made.push(one);
      }
      await Promise.all([streams.endOrphans(90), streams.endOrphans(90)]);
      const statuses = await Promise.all(made.map(async ({ owner, path }) => (await owner.get(path)).body.status));
      assert.deepEqual(statuses, ['ended', 'live', 'live']);
      const { channelId } = made[0].stream;
      const { events } = (await stage.client().get(`/v1/channels/${channelId}/events`)).body;
      assert.deepEqual(
        events.filter(({ type }) => type === 'stream').map(({ status }) => status),
        ['preview', 'live', 'ended'],
      );
      await query('DELETE FROM stream_makers WHERE stream_id = ANY($1)', [made.map(({ stream }) => stream.id)]);
    });

    it('are nobody else’s to change, start or stop; an admin may stop them', async () => {
      const { owner, path } = await begin({ visibility: 'private' });
      const stranger = await stage.guest();
      for (const [method, at, body] of [
        ['PATCH', path, { title: 'Mine' }],
        ['POST', `${path}/start`],
        ['POST', `${path}/stop`],
      ]) {
        assert.equal((await stage.client().send(method, at, body)).status, 401, at);
        assert.equal((await stranger.send(method, at, body)).status, 404, `${at}: what one cannot see is not there`);
      }
      await owner.send('PATCH', path, { visibility: 'unlisted' });
      await owner.post(`${path}/start`);
      assert.equal((await stranger.send('PATCH', path, { title: 'Mine' })).body.code, 'forbidden');
      assert.equal((await stranger.post(`${path}/stop`)).body.code, 'forbidden');
      const admin = await stage.guest();
      await stage.promote(admin.id, 'admin');
      assert.equal((await admin.send('PATCH', path, { title: 'Theirs' })).body.code, 'forbidden');
      assert.equal((await admin.post(`${path}/stop`)).body.status, 'ended');
    });

    it('are not written to by pages of unknown origins, nor by tokens for something else', async () => {
      const { owner, path } = await begin();
      for (const origin of ['https://evil.example', 'null']) {
        owner.origin = origin;
        assert.equal((await owner.post(`${path}/start`)).body.code, 'forbidden');
        assert.equal((await owner.post('/v1/channels/mine/stream-keys/primary/rotate')).body.code, 'forbidden');
        assert.equal((await owner.raw('POST', '/v1/uploads', 'x', { 'content-type': 'video/mp4' })).statusCode, 403);
      }
      owner.origin = undefined;
      const program = stage.client();
      program.token = (
        await owner.post('/v1/auth/tokens', { name: 'bot', scopes: ['chat:write', 'channel:write'] })
      ).body.token;
      assert.equal((await program.post(`${path}/start`)).body.code, 'forbidden');
      program.token = (await owner.post('/v1/auth/tokens', { name: 'bot', scopes: ['stream:write'] })).body.token;
      assert.equal((await program.post(`${path}/start`)).status, 200);
      assert.equal((await program.post('/v1/channels/mine/stream-keys/primary/rotate')).body.code, 'forbidden');
    });

    it('refuse settings that make no sense, and say which', async () => {
      const { owner, path } = await begin();
      for (const [body, name] of [
        [{ dvrWindowSec: 14_401 }, 'dvrWindowSec'],
        [{ dvrWindowSec: -1 }, 'dvrWindowSec'],
        [{ dvrWindowSec: 1.5 }, 'dvrWindowSec'],
        [{ minAge: 22 }, 'minAge'],
        [{ latency: 'none' }, 'latency'],
        [{ visibility: 'secret' }, 'visibility'],
        [{ hasWatermark: 'yes' }, 'hasWatermark'],
        [{ title: 'x'.repeat(141) }, 'title'],
        [{ poster: 'javascript:alert(1)' }, 'poster'],
        [{ poster: 'https://a.example/"><script>' }, 'poster'],
        [{ startAt: 'tomorrow' }, 'startAt'],
        [{ startAt: '2016-12-31T23:59:60Z' }, 'startAt'],
        [{ status: 'live' }, ''],
        [{ isSimulated: true }, ''],
        [{ mediaUrl: '/media/x' }, ''],
      ]) {
        const { status, body: problem } = await owner.send('PATCH', path, body);
        assert.deepEqual([status, problem.code], [400, 'bad_request'], JSON.stringify(body));
        assert.ok(problem.detail.includes(name), problem.detail);
      }
      assert.equal((await owner.send('PATCH', path, { categoryId: 'cooking' })).body.code, 'not_found');
      const startAt = '2026-03-01T20:00:00.000Z';
      const { body } = await owner.send('PATCH', path, { startAt, categoryId: 'music', minAge: 18, poster: '/p.jpg' });
      assert.deepEqual(
        [body.startAt, body.scheduled, body.categoryId, body.settings.minAge, body.poster],
        [startAt, true, 'music', 18, '/p.jpg'],
      );
      const { body: without } = await owner.send('PATCH', path, { startAt: null, categoryId: null, poster: null });
      assert.deepEqual([without.startAt, without.scheduled, without.categoryId], [null, false, null]);
      assert.match(without.poster, /^\/media\/signed\/.+\/thumbnail\.jpg$/, 'its own last picture');
      assert.equal(without.settings.minAge, 18);
    });

    it('are listed while they are live and not hidden, page by page, by words and category', async () => {
      const word = `quokka${process.pid}`;
      const made = [];
      for (const visibility of ['public', 'public', 'unlisted', 'private', 'subscribers', 'public']) {
        stage.clock.nowMs += 1000;
        const { owner, stream, path } = await begin({ title: `A ${word}`, categoryId: 'talk', visibility });
        await owner.post(`${path}/start`);
        made.push(stream.id);
      }
      const preview = await begin({ title: `A ${word}`, categoryId: 'talk' });
      const client = stage.client();
      const found = [];
      let cursor = '';
      do {
        const { body } = await client.get(`/v1/streams?query=${word}&category=talk&limit=2${cursor}`);
        found.push(...body.items);
        cursor = body.nextCursor && `&cursor=${body.nextCursor}`;
      } while (cursor);
      assert.deepEqual(
        found.map(({ id }) => id),
        [5, 4, 1, 0].map((index) => made[index]),
      );
      assert.deepEqual(
        found.map(({ hlsUrl }) => hlsUrl === null),
        [false, true, false, false],
        'what is for subscribers has no address for others',
      );
      assert.ok(!found.some(({ id }) => id === preview.stream.id));
      assert.deepEqual((await client.get(`/v1/streams?query=${word}&category=music`)).body.items, []);
    });

    it('take what looks like SQL as words, and other people’s cursors as none', async () => {
      const client = stage.client();
      for (const text of [
        "'; DROP TABLE streams; --",
        "x' OR '1'='1",
        '"; & | !( :*',
        '%',
        '\\',
        '$1',
        "') UNION SELECT 1 --",
      ]) {
        const part = encodeURIComponent(text);
        for (const list of ['streams', 'vods']) {
          assert.deepEqual((await client.get(`/v1/${list}?query=${part}`)).status, 200, text);
          assert.deepEqual((await client.get(`/v1/${list}?category=${part}`)).body.items, [], text);
          const cursor = Buffer.from(`1767225600000 ${text}`).toString('base64url');
          assert.equal((await client.get(`/v1/${list}?cursor=${cursor}`)).body.code, 'bad_request', text);
        }
        assert.equal((await client.get(`/v1/streams/${part}`)).body.code, 'bad_request', text);
      }
      const nul = await client.get('/v1/streams?query=%00');
      assert.ok(nul.status < 500, 'a NUL is no word of any language');
      assert.equal((await client.get('/v1/streams')).status, 200);
    });
  });

  describe('who is told of a stream', () => {
    it('everybody in the room, with its address only where it is for all', async () => {
      const open = await begin({ title: 'Open' });
      await open.owner.post(`${open.path}/start`);
      const hidden = await begin({ visibility: 'subscribers' });
      await hidden.owner.post(`${hidden.path}/start`);
      const eventsOf = async ({ stream: { channelId } }) =>
        (await stage.client().get(`/v1/channels/${channelId}/events`)).body.events.filter(
          ({ type }) => type === 'stream',
        );
      assert.deepEqual(
        (await eventsOf(open)).map(({ status, hlsUrl }) => [status, hlsUrl]),
        [
          ['preview', undefined],
          ['live', `/media/live/${open.stream.id}/master.m3u8`],
        ],
      );
      assert.equal(JSON.stringify(await eventsOf(hidden)).includes('hlsUrl'), false);
    });
  });
}
