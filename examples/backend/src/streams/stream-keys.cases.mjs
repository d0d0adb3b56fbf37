import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

const KEYS = '/v1/channels/mine/stream-keys';

export function keyCases(stage, media) {
  const check = (key) => stage.backend.broadcasting.keys.check(key);
  const rotate = async (owner, which, body) => {
    const { status, headers, body: made } = await owner.post(`${KEYS}/${which}/rotate`, body);
    assert.equal(status, 201);
    assert.equal(headers['cache-control'], 'no-store');
    return made;
  };

  describe('stream keys', () => {
    it('are shown once, and known by their hash ever after', async () => {
      const owner = await stage.guest();
      assert.deepEqual((await owner.get(KEYS)).body.items, []);
      const { key } = await rotate(owner, 'primary');
      assert.match(key, /^t333_live_[\w-]{43}$/);
      const backup = await rotate(owner, 'backup');
      const { items } = (await owner.get(KEYS)).body;
      assert.deepEqual(
        items.map(({ which, oldGoodUntil }) => [which, oldGoodUntil]),
        [
          ['primary', null],
          ['backup', null],
        ],
      );
      assert.equal(JSON.stringify(items).includes('t333_live'), false);
      const rows = await stage.backend.db.query('SELECT * FROM stream_keys');
      assert.equal(JSON.stringify(rows).includes(key), false);
      const found = await check(key);
      assert.deepEqual([found.channelId, found.which], [owner.id, 'primary']);
      assert.equal((await check(backup.key)).which, 'backup');
    });

    it('are good for nobody else: no part, no other case, nothing beside', async () => {
      const owner = await stage.guest();
      const { key } = await rotate(owner, 'primary');
      for (const wrong of [
        '',
        key.slice(0, -1),
        `${key} `,
        `${key}\0`,
        key.toUpperCase(),
        key.slice(10),
        't333_live_',
        owner.id,
      ])
        assert.equal(await check(wrong), null);
    });

    it('that were stolen are of no use once they are rotated, and who came with them is cut off', async () => {
      const owner = await stage.guest();
      const { key: stolen } = await rotate(owner, 'primary');
      const { key: backup } = await rotate(owner, 'backup');
      const { keyId } = await check(stolen);
      const { key } = await rotate(owner, 'primary', { graceSeconds: 0 });
      assert.equal(await check(stolen), null);
      assert.equal((await check(key)).channelId, owner.id);
      assert.ok(await check(backup), 'the other one is as it was');
      assert.deepEqual(
        media.dropped.filter(({ channelId }) => channelId === owner.id),
        [{ channelId: owner.id, keyId }],
      );
    });

    it('that are replaced with grace are good until it is over, and no longer', async () => {
      const owner = await stage.guest();
      const { keys } = stage.backend.broadcasting;
      const dropped = () => media.dropped.filter(({ channelId }) => channelId === owner.id).map(({ keyId }) => keyId);
      const { key: first } = await rotate(owner, 'primary');
      const { keyId } = await check(first);
      const rotated = await rotate(owner, 'primary', { graceSeconds: 60 });
      assert.equal(rotated.oldGoodUntil, new Date(stage.clock.nowMs + 60_000).toISOString());
      assert.equal((await owner.get(KEYS)).body.items[0].oldGoodUntil, rotated.oldGoodUntil);
      assert.ok((await check(first)) && (await check(rotated.key)));
      await keys.dropExpired();
      assert.deepEqual(dropped(), []);
      stage.clock.nowMs += 60_000;
      assert.equal(await check(first), null);
      await keys.dropExpired();
      assert.deepEqual(dropped(), [keyId]);
      await keys.dropExpired();
      assert.deepEqual(dropped(), [keyId]);

      const grace = await rotate(owner, 'primary', { graceSeconds: 60 });
      const last = await rotate(owner, 'primary', { graceSeconds: 0 });
      assert.equal(await check(rotated.key), null, 'a grace that was given ends, too');
      assert.equal(await check(grace.key), null);
      assert.ok(await check(last.key));
    });

    it('are known to be good by their ids, for those who look after who sends', async () => {
      const owner = await stage.guest();
      const { keys, streams } = stage.backend.broadcasting;
      const { keyId: old } = await check((await rotate(owner, 'primary')).key);
      const { keyId } = await check((await rotate(owner, 'primary')).key);
      assert.deepEqual(await keys.goodOf([old, keyId]), new Set([keyId]));
      const { body: first } = await owner.post('/v1/channels/mine/streams');
      await owner.post(`/v1/streams/${first.id}/stop`);
      const { body: second } = await owner.post('/v1/channels/mine/streams');
      assert.deepEqual([...(await streams.goingOnOf([first.id, second.id])).keys()], [second.id]);
    });

    it('are one of a kind, also where several ask at once', async () => {
      const owner = await stage.guest();
      const made = await Promise.all([1, 2, 3].map(() => rotate(owner, 'primary')));
      const good = await Promise.all(made.map(({ key }) => check(key)));
      assert.equal(good.filter(Boolean).length, 1);
    });

    it('are taken back, and are for whom they are', async () => {
      const owner = await stage.guest();
      const { key } = await rotate(owner, 'primary');
      assert.equal((await owner.send('DELETE', `${KEYS}/primary`)).status, 204);
      assert.equal(await check(key), null);
      assert.equal(media.dropped.at(-1).channelId, owner.id);
      assert.equal((await stage.client().get(KEYS)).status, 401);
      assert.equal((await stage.client().post(`${KEYS}/primary/rotate`)).status, 401);
      assert.equal((await owner.post(`${KEYS}/third/rotate`)).status, 400);
      assert.equal((await owner.post(`${KEYS}/primary/rotate`, { graceSeconds: -1 })).status, 400);
    });

    it('are in no line of the log, nor signatures', async () => {
      const owner = await stage.guest();
      const { key } = await rotate(owner, 'primary');
      const { key: second } = await rotate(owner, 'primary', { graceSeconds: 10 });
      await check(key);
      // What goes wrong is logged: not with what it went wrong with.
      stage.fail(new Error('the database is away'));
      await assert.rejects(check(second));
      await owner.post(`${KEYS}/primary/rotate`);
      stage.fail(null);
      const { body: stream } = await owner.post('/v1/channels/mine/streams', { visibility: 'private' });
      const signature = stream.hlsUrl.split('/')[3];
      assert.equal((await owner.raw('GET', stream.hlsUrl)).statusCode, 200);
      await owner.raw('GET', stream.hlsUrl.replace('master.m3u8', 'nothing.m4s'));
      const log = stage.log.join('\n');
      assert.ok(stage.log.length > 5);
      for (const secret of [key, second, signature, owner.session]) assert.equal(log.includes(secret), false);
    });
  });
}
