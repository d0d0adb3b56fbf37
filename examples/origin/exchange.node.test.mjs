import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { random } from '../media/scenes.mjs';
import { startOrigin } from './index.mjs';

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

/**
 * The status of a path exactly as written: fetch would tidy it.
 * @param {string} path
 * @returns {Promise<{ status: number, type: string, body: string }>}
 */
const raw = (path) =>
  new Promise((resolve, reject) => {
    request(`${server.url}`, { path }, async (response) => {
      const chunks = await response.toArray();
      resolve({
        status: Number(response.statusCode),
        type: `${response.headers['content-type']}`,
        body: Buffer.concat(chunks).toString('latin1'),
      });
    })
      .on('error', reject)
      .end();
  });

describe('HTTP', () => {
  it('answers HEAD with the headers of GET, and no body', async () => {
    const [head, full] = [await get('/vod/north/160p/0.m4s', { method: 'HEAD' }), await get('/vod/north/160p/0.m4s')];
    assert.equal(head.headers.get('content-length'), `${(await full.arrayBuffer()).byteLength}`);
    assert.equal((await head.arrayBuffer()).byteLength, 0);
  });

  it('answers ranges', async () => {
    const path = '/files/north/160p.mp4';
    const whole = Buffer.from(await (await get(path)).arrayBuffer());
    /** @type {[string, number, number][]} */
    const ranges = [
      ['bytes=0-9', 0, 10],
      ['bytes=100-', 100, whole.length],
      ['bytes=-7', whole.length - 7, whole.length],
      ['bytes=5-99999999', 5, whole.length],
    ];
    for (const [range, start, end] of ranges) {
      const response = await get(path, { headers: { range } });
      assert.equal(response.status, 206);
      assert.equal(response.headers.get('content-range'), `bytes ${start}-${end - 1}/${whole.length}`);
      assert.deepEqual(Buffer.from(await response.arrayBuffer()), whole.subarray(start, end));
    }
    const outside = await get(path, { headers: { range: 'bytes=99999999-' } });
    assert.deepEqual([outside.status, outside.headers.get('content-range')], [416, `bytes */${whole.length}`]);
    for (const range of ['bytes=9-5', 'bytes=-', 'lines=1-2', 'bytes=0-1,5-6']) {
      assert.equal((await get(path, { headers: { range } })).status, 200, range);
    }
  });

  it('answers preflights, and refuses other methods', async () => {
    const preflight = await get('/vod/north/master.m3u8', { method: 'OPTIONS' });
    assert.deepEqual([preflight.status, preflight.headers.get('access-control-allow-origin')], [204, '*']);
    for (const method of ['POST', 'PUT', 'DELETE']) {
      const response = await get('/vod/north/master.m3u8', { method });
      assert.deepEqual([response.status, response.headers.get('allow')], [405, 'GET, HEAD, OPTIONS']);
    }
  });

  it('gives out nothing but what it lists, whatever the path', async () => {
    const next = random(5);
    const tokens = [
      '..',
      '.',
      '%2e%2e',
      '%2f',
      '..%2f',
      '%5c',
      '\\',
      '%00',
      '%',
      '%zz',
      '//',
      'vod',
      'live',
      'files',
      'bad',
      'north',
      '160p',
      'index.json',
      'make.mjs',
      'etc',
      'passwd',
      'master.m3u8',
      '1e3.m4s',
      '-1.m4s',
      '99999999999999999999.m4s',
      'constructor',
      '__proto__',
      'poster.jpg',
      '..;',
      '%c0%ae%c0%ae',
      '?',
      '*',
    ];
    const kinds = new Set([hls, 'video/mp4', 'image/jpeg', 'application/json']);
    for (let i = 0; i < 3000; i++) {
      const path = `/${Array.from({ length: 1 + Math.floor(next() * 6) }, () => tokens[Math.floor(next() * tokens.length)]).join('/')}`;
      const { status, type, body } = await raw(path);
      if (status === 200) {
        assert.ok(kinds.has(type), path);
        assert.ok(!body.includes('fragmentBytes') && !body.includes('import '), path);
      } else assert.ok(status === 404 || status === 400, `${path}: ${status}`);
    }
  });
});
