import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { readBoxes } from '../media/mp4-boxes.mjs';
import { badSources } from './bad-sources.mjs';
import { createOrigin, startOrigin } from './index.mjs';

const hls = 'application/vnd.apple.mpegurl';

/** @type {Awaited<ReturnType<typeof startOrigin>>} */
let server;

/**
 * @param {string} path
 * @param {RequestInit} [options]
 */
const get = (path, options) => fetch(`${server.url}${path}`, options);

before(async () => {
  server = await startOrigin();
});
after(() => server.close());

describe('bad sources', () => {
  /** @type {Record<string, [number, string, RegExp]>} status, type, body */
  const expected = {
    'not-found': [404, 'text/plain', /./],
    forbidden: [403, 'text/plain', /./],
    'server-error': [500, 'text/plain', /./],
    html: [200, 'text/html', /^<!doctype html>/],
    'html-200-as-m3u8': [200, hls, /^<!doctype html>/],
    empty: [200, hls, /^$/],
    'empty-playlist': [200, hls, /^#EXTM3U\n(?!.*EXTINF)/s],
    'empty-master': [200, hls, /^#EXTM3U\n(?!.*STREAM-INF)/s],
    'not-hls': [200, 'video/mp4', /^.{4}ftyp/s],
    'no-cors': [200, hls, /EXTINF/],
    'garbage-segments': [200, hls, /\ngarbage\/0\.m4s\n/],
    'missing-segments': [200, hls, /\nmissing\/0\.m4s\n/],
  };
  for (const [name, [status, type, body]] of Object.entries(expected)) {
    it(name, async () => {
      const response = await get(`/bad/${name}.m3u8`);
      assert.equal(response.status, status);
      assert.ok(response.headers.get('content-type')?.startsWith(type));
      assert.equal(response.headers.get('access-control-allow-origin'), name === 'no-cors' ? null : '*');
      assert.match(await response.text(), body);
    });
  }

  it('redirect-loop', async () => {
    const response = await get('/bad/redirect-loop.m3u8', { redirect: 'manual' });
    assert.deepEqual([response.status, response.headers.get('location')], [302, 'redirect-loop.m3u8?hop=1']);
    await assert.rejects(get('/bad/redirect-loop.m3u8'));
  });

  it('truncated', async () => {
    const response = await get('/bad/truncated.m3u8');
    assert.equal(response.status, 200);
    await assert.rejects(response.text());
  });

  it('slow: hangs until the origin closes', async (test) => {
    const origin = createOrigin();
    const slow = createServer((req, res) => void origin(req, res)).listen(0, '127.0.0.1');
    await once(slow, 'listening');
    test.after(() => slow.close());
    const address = /** @type {import('node:net').AddressInfo} */ (slow.address());
    const arrived = once(slow, 'request');
    const refused = assert.rejects(fetch(`http://127.0.0.1:${address.port}/bad/slow.m3u8`));
    await arrived;
    origin.close();
    await refused;
  });

  it('garbage: noise, always the same', async () => {
    const bytes = async () => Buffer.from(await (await get('/bad/garbage/1.m4s')).arrayBuffer());
    const noise = await bytes();
    assert.equal(noise.length, 20_000);
    assert.deepEqual(await bytes(), noise);
    assert.throws(() => readBoxes(noise), RangeError);
    assert.equal((await get('/bad/missing/0.m4s')).status, 404);
  });

  it('are all listed', async () => {
    const { sources } = JSON.parse(await (await get('/bad/index.json')).text());
    assert.deepEqual(sources, badSources);
    const tested = [...Object.keys(expected), 'redirect-loop', 'truncated', 'slow'];
    assert.deepEqual(badSources.map(({ name }) => name).toSorted(), tested.toSorted());
  });
});
