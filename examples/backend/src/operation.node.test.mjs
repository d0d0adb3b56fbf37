import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import { API_TYPES, apiTypes } from '../../../scripts/api-types.mjs';
import { createBackend } from './backend.ts';
import { readConfig } from './config.ts';
import { createApp } from './http/app.ts';
import { healthRoutes } from './http/health.ts';
import { networkOf } from './http/ip.ts';
import { Metrics } from './metrics/metrics.ts';
import { endOnSignals } from './shutdown.ts';
import { Stage } from './testing/stage.ts';

const PASSWORD = 'correct horse battery';
const TOKEN = 'metrics-token-of-at-least-32-characters';

describe('a running back end', () => {
  const stage = new Stage({
    LOG_LEVEL: 'debug',
    METRICS_TOKEN: TOKEN,
    SECURE: 'true',
    TRUST_PROXY: '127.0.0.1',
    LIMIT_REGISTRATIONS_PER_HOUR: '8',
  });
  before(() => {
    // An hour of its own, where tests share a database.
    stage.clock.nowMs += process.pid * 3_600_000;
    return stage.open();
  });
  after(() => stage.close());

  it('lets no secret into its log', async () => {
    const client = await stage.guest(PASSWORD);
    await client.post('/v1/auth/login', { handle: client.handle, password: 'wrong horse battery' });
    const { body } = await client.post('/v1/auth/tokens', { name: 'bot', scopes: ['chat:read'] });
    const program = stage.client();
    program.token = body.token;
    await program.get('/v1/auth/me?of=somebody');
    await program.get('/nothing/signed/1999999999.of-a-signed-address/master.m3u8');
    await program.raw('GET', '/metrics', undefined, { authorization: `Bearer ${TOKEN}` });
    program.token = 't333_nobodys-token';
    await program.get('/v1/auth/me');
    stage.fail(new Error('broken'));
    assert.equal((await client.get('/v1/auth/me')).status, 500);
    stage.fail(null);

    const log = stage.log.join('');
    assert.match(log, /"path":"\/v1\/auth\/login"/);
    assert.match(log, /"message":"broken"/);
    assert.match(log, /"path":"\/nothing\/signed\/…\/master.m3u8"/);
    for (const secret of [
      PASSWORD,
      'wrong horse',
      client.session,
      body.token,
      TOKEN,
      'nobodys-token',
      'of=somebody',
      'of-a-signed-address',
      'cookie',
      'uthorization',
    ])
      assert.equal(log.includes(secret), false, secret);
  });

  it('answers nothing that is a page, whatever it answers', async () => {
    const client = stage.client();
    for (const path of [
      '/v1/channels',
      '/v1/channels?limit=0',
      '/v1/auth/me',
      '/nothing',
      '/readyz',
      '/openapi.json',
    ]) {
      const { headers } = await client.get(path);
      assert.match(String(headers['content-security-policy']), /^default-src 'none'; frame-ancestors 'none'/, path);
      assert.equal(headers['x-content-type-options'], 'nosniff');
      assert.equal(headers['referrer-policy'], 'no-referrer');
      assert.equal(headers['cache-control'], 'no-store');
      assert.match(String(headers['strict-transport-security']), /^max-age=\d{8}$/);
    }
  });

  it('lets pages of its origins read, and no others', async () => {
    const client = stage.client();
    const ask = (method, origin, headers = {}) => client.raw(method, '/v1/channels', undefined, { origin, ...headers });
    const preflight = { 'access-control-request-method': 'PATCH' };
    const known = await ask('GET', 'https://t333.example');
    assert.equal(known.headers['access-control-allow-origin'], 'https://t333.example');
    assert.equal(known.headers['access-control-allow-credentials'], 'true');
    assert.equal(known.headers.vary, 'Origin');
    const asked = await ask('OPTIONS', 'https://t333.example', preflight);
    assert.equal(asked.statusCode, 204);
    assert.match(asked.headers['access-control-allow-methods'], /PATCH/);
    assert.match(asked.headers['access-control-allow-headers'], /idempotency-key/);
    for (const origin of ['https://evil.example', 'null', 'https://t333.example.evil.example', 'http://t333.example']) {
      for (const answer of [await ask('GET', origin), await ask('OPTIONS', origin, preflight)])
        assert.equal(answer.headers['access-control-allow-origin'], undefined, origin);
    }
    // A refusal is read, too: a page is to know why.
    const refused = await client.raw('GET', '/v1/auth/me', undefined, { origin: 'https://t333.example' });
    assert.deepEqual(
      [refused.statusCode, refused.headers['access-control-allow-origin']],
      [401, 'https://t333.example'],
    );
  });

  it('counts requests by route, for who has the token', async () => {
    const client = stage.client();
    for (const authorization of ['', 'Bearer wrong', `Basic ${TOKEN}`])
      assert.equal((await client.raw('GET', '/metrics', undefined, { authorization })).statusCode, 403);
    const { id } = await stage.guest();
    await client.get(`/v1/channels/${id}`);
    await client.get('/v1/nothing/at/all');
    const { body, headers } = await client.raw('GET', '/metrics', undefined, { authorization: `Bearer ${TOKEN}` });
    assert.match(headers['content-type'], /^text\/plain; version=0\.0\.4/);
    const figure = (name) =>
      Number(
        body
          .split('\n')
          .find((line) => line.startsWith(`${name} `))
          ?.split(' ')[1],
      );
    assert.equal(figure('t333_http_requests_total{method="GET",route="/v1/channels/:id",status="200"}'), 1);
    assert.ok(figure('t333_http_requests_total{method="GET",route="none",status="404"}') >= 1);
    assert.equal(figure('t333_http_request_seconds_count{method="GET",route="/v1/channels/:id"}'), 1);
    assert.equal(figure('t333_sql_connections_max'), process.env.TEST_DATABASE_URL ? 20 : 1);
    assert.ok(figure('t333_sql_seconds_count') > 0);
    assert.ok(figure('process_resident_memory_bytes') > 1e6);
    assert.ok(figure('nodejs_eventloop_lag_seconds{quantile="0.99"}') >= 0);
    assert.equal(body.includes(id), false);
  });

  it('makes no accounts without end for one address, seen through its proxies', async () => {
    const register = async (address) => {
      const handle = `many_${process.pid}_${++made}`;
      const headers = { 'x-forwarded-for': address };
      return (await stage.client().raw('POST', '/v1/auth/register', { handle, password: PASSWORD }, headers))
        .statusCode;
    };
    let made = 0;
    const address = '203.0.113.7';
    for (let count = 0; count < 8; count++) assert.equal(await register(address), 201);
    assert.equal(await register(address), 429);
    assert.equal(await register(`203.0.113.8, ${address}`), 429, 'what somebody says of themselves does not count');
    assert.equal(await register('203.0.113.8'), 201);
    for (let count = 0; count < 8; count++)
      assert.equal(await register(`2001:db8:0:7::${count + 1}`), 201, 'nobody owns just one address of IPv6');
    assert.equal(await register('2001:db8::7:abcd:0:0:1'), 429);
    assert.equal(await register('2001:db8:0:8::1'), 201);
    stage.clock.nowMs += 3_601_000;
    assert.equal(await register(address), 201);
  });

  it('has roles that administrators give, and nobody themselves', async () => {
    const [admin, guest] = [await stage.guest(), await stage.guest()];
    const path = `/v1/accounts/${guest.id}/role`;
    assert.equal((await admin.send('PUT', path, { role: 'moderator' })).status, 403);
    await stage.promote(admin.id, 'admin');
    assert.equal((await admin.send('PUT', path, { role: 'moderator' })).body.role, 'moderator');
    assert.equal((await guest.get('/v1/auth/me')).body.role, 'moderator');
    assert.equal((await guest.send('PUT', path, { role: 'admin' })).status, 403);
    assert.equal((await admin.send('PUT', `/v1/accounts/${admin.id}/role`, { role: 'user' })).status, 403);
    assert.equal((await admin.send('PUT', path, { role: 'owner' })).status, 400);
    const { body } = await admin.post('/v1/auth/tokens', { name: 'bot', scopes: ['channel:write'] });
    const program = stage.client();
    program.token = body.token;
    assert.equal((await program.send('PUT', path, { role: 'user' })).status, 403);
  });

  it('is what the client of @t333/core/discovery knows', async () => {
    const { body } = await stage.client().get('/openapi.json');
    const written = await readFile(API_TYPES, 'utf8');
    assert.ok((await apiTypes(body)) === written, 'The types are old: npm run api-types');
  });

  it('serves on while it says that it is about to stop, and lets those on the way through', async () => {
    const config = readConfig({ LOG_LEVEL: 'silent', DEMO: 'false', DRAIN_SECONDS: '1' });
    const { app, close } = await createBackend(config, { db: stage.backend.db });
    const url = await app.listen({ host: '127.0.0.1', port: 0 });
    const closed = close();
    assert.deepEqual(await (await fetch(`${url}/readyz`)).json(), { status: 'stopping' });
    assert.equal((await fetch(`${url}/v1/channels?limit=1`)).status, 200);
    const { promise: begun, resolve: begin } = Promise.withResolvers();
    const { promise: finished, resolve: finish } = Promise.withResolvers();
    const { query } = stage.backend.db;
    stage.backend.db.query = async (...asked) => {
      begin();
      await finished;
      return query(...asked);
    };
    const onTheWay = fetch(`${url}/v1/channels?limit=1`);
    await begun;
    stage.backend.db.query = query;
    while (app.server.listening) await new Promise((resolve) => setImmediate(resolve));
    finish();
    const { status, headers } = await onTheWay;
    assert.equal(status, 200);
    assert.equal(headers.get('connection'), 'close', 'a connection that is kept would hold it open');
    await closed;
    await assert.rejects(fetch(`${url}/healthz`));
  });

  it('is not ready while a part of it is gone', async () => {
    const client = stage.client();
    assert.deepEqual((await client.get('/readyz')).body, { status: 'ready' });
    stage.fail(new Error('gone'));
    const { status, body } = await client.get('/readyz');
    stage.fail(null);
    assert.deepEqual([status, body], [503, { status: 'not ready', missing: ['database'] }]);
    assert.equal((await client.get('/healthz')).status, 200);
  });
});

describe('networkOf', () => {
  for (const [address, network] of [
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:DB8::1', '2001:db8:0:0::/64'],
    ['2001:db8:0:0:1:2:3:4', '2001:db8:0:0::/64'],
    ['2001:db8:1:2:3::', '2001:db8:1:2::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['64:ff9b::203.0.113.7', '64:ff9b:0:0::/64'],
    ['', ''],
  ])
    it(`of "${address}" is "${network}"`, () => assert.equal(networkOf(address), network));
});

describe('/readyz', () => {
  it('waits two seconds for a part that does not answer', async (context) => {
    context.mock.timers.enable({ apis: ['setTimeout'] });
    const app = createApp({ logLevel: 'silent', trustProxy: [] });
    const asked = Promise.withResolvers();
    const silent = () => {
      asked.resolve();
      return new Promise(() => {});
    };
    healthRoutes(app, { isStopping: () => false, parts: { database: async () => {}, redis: silent } });
    const answered = app.inject('/readyz');
    await asked.promise;
    context.mock.timers.tick(2000);
    const { statusCode, body } = await answered;
    assert.deepEqual([statusCode, JSON.parse(body)], [503, { status: 'not ready', missing: ['redis'] }]);
    await app.close();
  });
});

describe('Metrics', () => {
  it('are told as Prometheus reads them', async () => {
    const metrics = new Metrics();
    const count = metrics.counter('a_total', 'How\nmany.');
    count.add();
    count.add({ route: 'a "b" \\ c' }, 2);
    metrics.gauge('b', 'Now.', () => 1.5);
    metrics.gauge('c', 'Broken.', () => Promise.reject(new Error('gone')));
    const seconds = metrics.histogram('d_seconds', 'Time.', [0.1, 1]);
    for (const value of [0.1, 0.5, 2]) seconds.observe(value, { route: 'x' });
    assert.equal(
      await metrics.expose(),
      [
        '# HELP a_total How\\nmany.',
        '# TYPE a_total counter',
        'a_total 1',
        'a_total{route="a \\"b\\" \\\\ c"} 2',
        '# HELP b Now.',
        '# TYPE b gauge',
        'b 1.5',
        '# HELP d_seconds Time.',
        '# TYPE d_seconds histogram',
        'd_seconds_bucket{route="x",le="0.1"} 1',
        'd_seconds_bucket{route="x",le="1"} 2',
        'd_seconds_bucket{route="x",le="+Inf"} 3',
        'd_seconds_sum{route="x"} 2.6',
        'd_seconds_count{route="x"} 3',
        '',
      ].join('\n'),
    );
    assert.throws(() => metrics.counter('b', ''), /already/);
  });
});

describe('endOnSignals', () => {
  const begin = (close, deadlineMs = 1000) => {
    const signals = new EventEmitter();
    const exited = Promise.withResolvers();
    const codes = [];
    const exit = (code) => {
      codes.push(code);
      exited.resolve();
    };
    const clock = { nowMs: 0 };
    endOnSignals({ close, deadlineMs, tell: () => {}, signals, exit, nowMs: () => clock.nowMs });
    return { signals, codes, clock, exited: exited.promise };
  };

  it('ends when all is closed', async () => {
    const { signals, codes, exited } = begin(async () => {});
    signals.emit('SIGTERM');
    await exited;
    assert.deepEqual(codes, [0]);
  });

  it('says so where something did not close', async () => {
    const { signals, codes, exited } = begin(() => Promise.reject(new Error('stuck')));
    signals.emit('SIGTERM');
    await exited;
    assert.deepEqual(codes, [1]);
  });

  it('ends at its deadline', async () => {
    const { signals, codes, exited } = begin(() => new Promise(() => {}), 1);
    signals.emit('SIGINT');
    await exited;
    assert.deepEqual(codes, [1]);
  });

  it('ends at once when it is told twice, where that is not the same signal from two sides', () => {
    const { signals, codes, clock } = begin(() => new Promise(() => {}), 1);
    signals.emit('SIGINT');
    signals.emit('SIGINT');
    assert.deepEqual(codes, []);
    clock.nowMs = 600;
    signals.emit('SIGINT');
    assert.deepEqual(codes, [1]);
  });
});
