import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { ConfigError, readConfig } from './config.ts';

const faults = (env) => {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    return error.faults;
  }
};

describe('readConfig', () => {
  it('needs nothing', () => {
    const config = readConfig({});
    assert.deepEqual(
      [config.host, config.port, config.databaseUrl, config.redisUrl, config.rtmp, config.trustProxy],
      ['127.0.0.1', 3001, null, null, null, []],
    );
    assert.deepEqual(config.pool, { max: 20, idleSeconds: 30, connectSeconds: 2 });
    assert.deepEqual(readConfig({ PORT: '', REDIS_URL: '' }), config);
  });

  it('takes what is right', () => {
    const { port, databaseUrl, origins, isSecure } = readConfig({
      PORT: '0',
      DATABASE_URL: 'postgres://localhost/t333',
      ORIGINS: 'https://a.example, http://localhost:8333',
      SECURE: 'true',
    });
    assert.deepEqual(
      [port, databaseUrl, origins, isSecure],
      [0, 'postgres://localhost/t333', ['https://a.example', 'http://localhost:8333'], true],
    );
  });

  it('names all that is wrong, and shows none of it', () => {
    const secret = 'mysql://user:secret@host';
    const found = faults({
      PORT: '70000',
      DATABASE_URL: secret,
      REDIS_URL: secret,
      PUBLIC_URL: 'https://example.com/',
      TRUST_PROXY: 'true',
      ORIGINS: 'example.com',
      SECURE: 'yes',
      LOG_LEVEL: 'loud',
      POOL: '0',
      DEMO: '1',
      TIPS_SECRET: 'short secret',
      RTMP: 'nginx',
      LIMIT_SOCKETS_PER_IP: '0',
      SHUTDOWN_SECONDS: '-1',
    });
    const names =
      'DATABASE_URL DEMO LIMIT_SOCKETS_PER_IP LOG_LEVEL ORIGINS POOL PORT PUBLIC_URL REDIS_URL RTMP_SECRET SECURE SHUTDOWN_SECONDS TIPS_SECRET TRUST_PROXY';
    assert.deepEqual(found.map((fault) => fault.split(' ')[0]).toSorted(), names.split(' '));
    assert.equal(found.join('').includes('secret'), false);
  });

  it('takes streams by nginx that knows a secret', () => {
    const secret = 'x'.repeat(32);
    assert.deepEqual(readConfig({ RTMP: 'nginx', RTMP_SECRET: secret }).rtmp, { port: 1935, secret });
    assert.equal(readConfig({ RTMP: 'off', RTMP_SECRET: secret }).rtmp, null);
    assert.match(faults({ RTMP: 'nginx', RTMP_SECRET: 'short' }).join(), /^RTMP_SECRET must be at least 32[^.]*\.$/);
  });

  for (const [text, proxies] of [
    ['10.0.0.1', ['10.0.0.1']],
    ['10.0.0.0/8, ::1', ['10.0.0.0/8', '::1']],
    ['true', null],
    ['1', null],
    ['10.0.0.0/33', null],
    ['proxy.example', null],
  ])
    it(`${proxies ? 'believes' : 'refuses'} proxies of "${text}"`, () => {
      if (proxies) assert.deepEqual(readConfig({ TRUST_PROXY: text }).trustProxy, proxies);
      else assert.equal(faults({ TRUST_PROXY: text }).length, 1);
    });

  for (const port of ['-1', '1.5', 'abc', '0x10', '1e3', ' 1'])
    it(`refuses a port of "${port}"`, () => assert.equal(faults({ PORT: port }).length, 1));

  it('is all in the README', () => {
    const asked = new Set();
    readConfig(new Proxy({}, { get: (_, name) => void asked.add(name) }));
    const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
    assert.ok(asked.size > 20);
    assert.deepEqual(
      [...asked].filter((name) => !readme.includes(`\`${name}\``) && name !== 'NODE_ENV'),
      [],
    );
  });
});
