import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { formatCursor, parseCursor } from './http/cursor.ts';
import { Stage } from './testing/stage.ts';

const PASSWORD = 'correct horse battery';

describe('the back end', () => {
  const stage = new Stage();
  before(() => stage.open());
  after(() => stage.close());

  describe('accounts', () => {
    it('register, and are signed in by a cookie that no script reads', async () => {
      const client = stage.client();
      const handle = `ann_${process.pid}`;
      const { status, headers, body } = await client.post('/v1/auth/register', {
        handle,
        name: 'Ann',
        password: PASSWORD,
      });
      assert.equal(status, 201);
      assert.deepEqual({ ...body, id: null }, { id: null, handle, name: 'Ann', role: 'user' });
      assert.match(
        String(headers['set-cookie']),
        /^t333_session=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/,
      );
      assert.equal((await client.get('/v1/auth/me')).body.handle, handle);
      assert.equal(
        (await stage.client().post('/v1/auth/register', { handle, password: PASSWORD })).body.code,
        'duplicate',
      );
    });

    for (const body of [
      {},
      { handle: 'An', password: PASSWORD },
      { handle: 'ann lee', password: PASSWORD },
      { handle: 'bob', password: 'short' },
      { handle: 'bob', password: 'x'.repeat(201) },
      { handle: { $ne: null }, password: PASSWORD },
      { handle: "'; DROP TABLE accounts; --", password: PASSWORD },
    ])
      it(`are not made of ${JSON.stringify(body).slice(0, 60)}`, async () => {
        const { status, headers, body: problem } = await stage.client().post('/v1/auth/register', body);
        assert.equal(status, 400);
        assert.match(String(headers['content-type']), /application\/problem\+json/);
        assert.equal(problem.code, 'bad_request');
      });

    it('log in with their password alone, and are told the same for one that is not there', async () => {
      const { handle } = await stage.guest();
      const client = stage.client();
      const wrong = await client.post('/v1/auth/login', { handle, password: 'wrong horse battery' });
      const nobody = await client.post('/v1/auth/login', { handle: 'nobody', password: PASSWORD });
      assert.equal(wrong.status, 401);
      assert.deepEqual(wrong.body, nobody.body);
      assert.equal(
        (await client.post('/v1/auth/login', { handle: handle.toUpperCase(), password: PASSWORD })).status,
        200,
      );
    });

    it('have another session after each log-in, and none after they have left or it is too old', async () => {
      const client = await stage.guest();
      const old = stage.client();
      old.session = client.session;
      await client.post('/v1/auth/login', { handle: client.handle, password: PASSWORD });
      assert.notEqual(client.session, old.session);
      assert.equal((await old.get('/v1/auth/me')).status, 401);
      const kept = stage.client();
      kept.session = client.session;
      assert.equal((await client.post('/v1/auth/logout')).status, 204);
      assert.equal(client.session, undefined);
      assert.equal((await kept.get('/v1/auth/me')).status, 401);

      const late = await stage.guest();
      stage.clock.nowMs += 31 * 86_400_000;
      assert.equal((await late.get('/v1/auth/me')).status, 401);
    });

    it('are slowed down after five log-ins that failed, also many at once, for a quarter of an hour', async () => {
      const { handle } = await stage.guest();
      const client = stage.client();
      const tries = await Promise.all(
        Array.from({ length: 8 }, () => client.post('/v1/auth/login', { handle, password: 'wrong horse battery' })),
      );
      // Of many at once, those that are counted before they are judged may all be too many.
      const refused = tries.filter(({ status }) => status === 429);
      assert.ok(refused.length >= 3 && refused.length + tries.filter(({ status }) => status === 401).length === 8);
      const held = await client.post('/v1/auth/login', { handle, password: PASSWORD });
      assert.deepEqual([held.status, held.body.code], [429, 'rate_limited']);
      assert.equal(held.headers['retry-after'], '900');
      stage.clock.nowMs += 901_000;
      assert.equal((await client.post('/v1/auth/login', { handle, password: PASSWORD })).status, 200);
    });
  });

  describe('writes by cookie', () => {
    it('are for pages of its own and of known origins', async () => {
      const client = await stage.guest();
      const token = { name: 'bot', scopes: ['chat:write'] };
      for (const [origin, status] of [
        ['https://evil.example', 403],
        ['null', 403],
        ['https://api.t333.example:3001.evil.example', 403],
        ['https://t333.example', 201],
        ['http://api.t333.example:3001', 201],
        [undefined, 201],
      ]) {
        client.origin = origin;
        assert.equal((await client.post('/v1/auth/tokens', token)).status, status, origin);
      }
    });
  });

  describe('tokens', () => {
    it('are shown once, do what they are for, and nothing when they are gone or too old', async () => {
      const client = await stage.guest();
      const { body } = await client.post('/v1/auth/tokens', { name: 'bot', scopes: ['channel:write'], days: 1 });
      assert.match(body.token, /^t333_[\w-]{43}$/);
      const list = await client.get('/v1/auth/tokens');
      assert.equal(JSON.stringify(list.body).includes(body.token), false);
      assert.deepEqual(list.body.items[0].scopes, ['channel:write']);

      const program = stage.client();
      program.token = body.token;
      program.origin = 'https://evil.example';
      assert.equal(
        (await program.send('PATCH', '/v1/channels/mine', { title: 'By a program' })).body.title,
        'By a program',
      );
      assert.equal((await program.post('/v1/auth/tokens', { name: 'x', scopes: ['chat:read'] })).status, 403);
      stage.clock.nowMs += 86_400_001;
      assert.equal((await program.send('PATCH', '/v1/channels/mine', {})).status, 401);

      const { body: other } = await client.post('/v1/auth/tokens', { name: 'other', scopes: ['chat:read'] });
      program.token = other.token;
      assert.equal((await program.get('/v1/auth/me')).status, 200);
      const stranger = await stage.guest();
      assert.equal((await stranger.send('DELETE', `/v1/auth/tokens/${other.id}`)).status, 404);
      assert.equal((await client.send('DELETE', `/v1/auth/tokens/${other.id}`)).status, 204);
      assert.equal((await program.get('/v1/auth/me')).status, 401);
    });
  });

  describe('channels', () => {
    it('are found by their words and their category, page by page, the newest first', async () => {
      const word = `zebra${process.pid}`;
      const owners = [];
      for (let count = 0; count < 5; count++) {
        stage.clock.nowMs += 1000;
        const owner = await stage.guest();
        owners.push(owner.id);
        await owner.send('PATCH', '/v1/channels/mine', { title: `A ${word} in the night`, categoryId: 'science' });
      }
      const client = stage.client();
      const found = [];
      let cursor = '';
      do {
        const { body } = await client.get(`/v1/channels?query=${word}&category=science&limit=2${cursor}`);
        found.push(...body.items.map(({ id }) => id));
        cursor = body.nextCursor && `&cursor=${body.nextCursor}`;
      } while (cursor);
      assert.equal(found.length, 5);
      assert.deepEqual(new Set(found), new Set(owners));
      assert.deepEqual((await client.get(`/v1/channels?query=${word}&category=music`)).body.items, []);
      assert.equal((await client.get(`/v1/channels?query=${encodeURIComponent('"; & | !( :*')}`)).status, 200);
    });

    it('are followed once, however often one asks', async () => {
      const owner = await stage.guest();
      const fan = await stage.guest();
      const path = `/v1/channels/${owner.id}/follow`;
      const answers = await Promise.all([fan.send('PUT', path), fan.send('PUT', path), fan.send('PUT', path)]);
      assert.deepEqual(
        answers.map(({ status }) => status),
        [204, 204, 204],
      );
      assert.equal((await fan.get(`/v1/channels/${owner.id}`)).body.followerCount, 1);
      assert.deepEqual(
        (await fan.get('/v1/me/follows')).body.items.map(({ id }) => id),
        [owner.id],
      );
      for (let count = 0; count < 2; count++) assert.equal((await fan.send('DELETE', path)).status, 204);
      assert.deepEqual((await fan.get('/v1/me/follows')).body.items, []);
      assert.equal((await fan.send('PUT', `/v1/channels/${fan.id}/follow`)).status, 400);
      assert.equal((await stage.client().send('PUT', path)).status, 401);
    });

    it('are refused with the code that fits', async () => {
      const client = await stage.guest();
      for (const [method, path, body, code] of [
        ['GET', '/v1/channels/00000000-0000-7000-8000-000000000000', undefined, 'not_found'],
        ['GET', '/v1/channels/nobody', undefined, 'bad_request'],
        ['GET', '/v1/channels?limit=101', undefined, 'bad_request'],
        ['GET', '/v1/channels?cursor=nonsense', undefined, 'bad_request'],
        ['PATCH', '/v1/channels/mine', { categoryId: 'cooking' }, 'not_found'],
        ['PATCH', '/v1/channels/mine', { handle: 'admin' }, 'bad_request'],
        ['GET', '/v1/nothing', undefined, 'not_found'],
      ])
        assert.equal((await client.send(method, path, body)).body.code, code, `${method} ${path}`);
    });
  });

  it('says of itself what it can do, and how it is', async () => {
    const client = stage.client();
    assert.equal((await client.get('/readyz')).status, 200);
    const { openapi, paths } = (await client.get('/openapi.json')).body;
    assert.equal(openapi, '3.1.0');
    assert.deepEqual(Object.keys(paths['/v1/channels/{id}/follow']).toSorted(), ['delete', 'put']);
  });
});

describe('cursors', () => {
  it('come back as they were', () => {
    const place = { at: new Date(1_767_225_600_123), id: '019b7a2c-1234-7abc-8def-0123456789ab' };
    assert.deepEqual(parseCursor(formatCursor(place)), place);
  });

  for (const cursor of [
    '',
    'x',
    Buffer.from('1 2').toString('base64url'),
    Buffer.from('-1 019b').toString('base64url'),
  ])
    it(`refuse "${cursor}"`, () => assert.throws(() => parseCursor(cursor), { code: 'bad_request' }));
});
