import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CAMERAS, VIEWER } from './cameras.ts';

export function simulatedCases(stage) {
  describe('a demo', () => {
    it('has channels that are always live, flagged, and made once', async () => {
      const first = await stage.backend.seedDemo();
      assert.equal(first.handles.length, CAMERAS.length + 1);
      assert.equal((await stage.backend.seedDemo()).password, null, 'a password is told once');
      const client = stage.client();
      const { body } = await client.get('/v1/streams?query=demo_nobody');
      assert.deepEqual(body.items, []);
      const found = (await client.get('/v1/streams?limit=100')).body.items.filter(({ simulated }) => simulated);
      assert.deepEqual(found.map(({ handle }) => handle).toSorted(), CAMERAS.map(({ handle }) => handle).toSorted());
      assert.ok(found.every(({ viewerCount, status }) => viewerCount > 0 && status === 'live'));
      const vods = (await client.get('/v1/vods?limit=100')).body.items.filter(({ simulated }) => simulated);
      assert.equal(vods.length, CAMERAS.length);
      const { handle } = VIEWER;
      assert.equal((await client.post('/v1/auth/login', { handle, password: first.password })).status, 200);
      assert.equal((await client.post('/v1/auth/login', { handle, password: 'a wrong password' })).status, 401);
    });

    it('counts who is there where a picture stands in for somebody’s encoder', async () => {
      const owner = await stage.guest();
      const { id } = (await owner.post('/v1/channels/mine/streams')).body;
      await stage.backend.db.query('UPDATE streams SET is_simulated = true WHERE id = $1', [id]);
      await owner.post(`/v1/streams/${id}/start`);
      const { simulated, viewerCount } = (await stage.client().get(`/v1/streams/${id}`)).body;
      assert.deepEqual([simulated, viewerCount], [true, 0]);
      await owner.post(`/v1/streams/${id}/stop`);
    });

    it('plays: playlists lead to media', async () => {
      const client = stage.client();
      const { body } = await client.get('/v1/streams?query=cam_north');
      const [{ hlsUrl, poster }] = body.items;
      const linesOf = async (url) => {
        const answer = await client.raw('GET', url);
        assert.equal(answer.statusCode, 200, url);
        assert.equal(answer.headers['access-control-allow-origin'], '*');
        return answer.body.split('\n').filter((line) => line && !line.startsWith('#'));
      };
      const [rendition] = await linesOf(hlsUrl);
      const at = new URL(rendition, `http://a.example${hlsUrl}`);
      const segments = await linesOf(at.pathname + at.search);
      const segment = new URL(segments.at(-1), at);
      const answer = await client.raw('GET', segment.pathname + segment.search, undefined, { range: 'bytes=4-7' });
      assert.deepEqual([answer.statusCode, answer.rawPayload.length], [206, 4]);
      assert.equal((await client.raw('GET', poster)).statusCode, 200);
    });

    it('lets nobody do to others what is for tests', async () => {
      const client = stage.client();
      const base = '/media/simulated';
      for (const path of [
        '/bad/index.json',
        '/bad/slow.m3u8',
        '/streams.json',
        '/live/north/master.m3u8?stall=forever',
        '/live/north/master.m3u8?ll=on&session=all',
        '/live/north/master.m3u8?dvr=999999',
        '/files/north/720p.mp4',
        '/live/../bad/index.json',
        '/live/%2e%2e/bad/index.json',
        '/live/north/..%2f..%2f..%2findex.json',
        '/live/north/%252e%252e/index.json',
      ])
        assert.equal((await client.raw('GET', `${base}${path}`)).statusCode, 404, path);
      assert.equal((await client.raw('POST', `${base}/knobs?session=all&error=500`)).statusCode, 404);
    });
  });
}
