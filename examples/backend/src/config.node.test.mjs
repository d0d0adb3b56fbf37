import assert from 'node:assert/strict';
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
    assert.deepEqual(readConfig({}), {
      host: '127.0.0.1',
      port: 3001,
      databaseUrl: null,
      dataDir: null,
      origins: [],
      isSecure: false,
      logLevel: 'info',
    });
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
      ORIGINS: 'example.com',
      SECURE: 'yes',
      LOG_LEVEL: 'loud',
    });
    assert.deepEqual(
      found.map((fault) => fault.split(' ')[0]),
      ['PORT', 'DATABASE_URL', 'ORIGINS', 'SECURE', 'LOG_LEVEL'],
    );
    assert.equal(found.join('').includes('secret'), false);
  });

  for (const port of ['-1', '1.5', 'abc', '0x10', '1e3', ' 1'])
    it(`refuses a port of "${port}"`, () => assert.equal(faults({ PORT: port }).length, 1));
});
