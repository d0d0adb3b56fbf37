import assert from 'node:assert/strict';
import { connect } from 'node:http2';
import { Agent, get as getSecurely } from 'node:https';
import { after, before, beforeEach, describe, it } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { readTrackFragments } from '../media/mp4-boxes.mjs';
import { startOrigin } from './index.mjs';
import { edgeOf, readPlaylist, violations } from './playlist-rules.mjs';

const epochMs = Date.UTC(2024, 0, 1);
let nowMs = epochMs;
/** @type {{ atMs: number, wake: () => void }[]} */
let sleepers = [];
/** @type {() => void} */
let onSleep = () => {};

/**
 * @param {number} ms
 * @param {AbortSignal} signal
 */
const sleep = (ms, signal) =>
  new Promise((resolve, reject) => {
    sleepers.push({ atMs: nowMs + ms, wake: () => resolve(undefined) });
    signal.addEventListener('abort', () => reject(signal.reason));
    onSleep();
  });

/** The next request that waits. */
const asleep = () => new Promise((resolve) => (onSleep = () => resolve(undefined)));

/** @param {number} ms */
function advance(ms) {
  nowMs += ms;
  const due = sleepers.filter(({ atMs }) => atMs <= nowMs);
  sleepers = sleepers.filter(({ atMs }) => atMs > nowMs);
  for (const { wake } of due) wake();
}

/** @type {Awaited<ReturnType<typeof startOrigin>>} */
let server;
before(async () => {
  server = await startOrigin({ now: () => nowMs, sleep, epochMs });
});
after(() => server.close());
beforeEach(() => {
  nowMs = epochMs + 60_500;
  sleepers = [];
});

/** @param {string} path below the stream */
const get = (path) => fetch(`${server.url}/live/north/${path}`);

/** @param {string} path */
async function read(path) {
  const response = await get(path);
  assert.equal(response.status, 200, path);
  const playlist = readPlaylist(await response.text());
  assert.deepEqual(violations(playlist), []);
  return playlist;
}

/** @param {string} path */
async function bytes(path) {
  const response = await get(path);
  assert.equal(response.status, 200, path);
  assert.match(`${response.headers.get('cache-control')}`, /immutable/);
  return Buffer.from(await response.arrayBuffer());
}

describe('a low-latency stream', () => {
  it('is listed, and leads from the master to every part', async () => {
    const { streams } = JSON.parse(await (await fetch(`${server.url}/streams.json?session=a`)).text());
    assert.equal(streams[0].lowLatency, 'live/north/master.m3u8?session=a&ll=on');
    assert.match(await (await get('master.m3u8?ll=on')).text(), /\n160p\.m3u8\?ll=on\n/);
    const { segments, open } = await read('160p.m3u8?ll=on');
    const parts = [...segments, ...(open ? [open] : [])].flatMap((segment) => segment.parts);
    assert.equal(parts.length, 32);
    /** @type {(number | undefined)[]} */
    const decodeTimes = [];
    for (const { uri } of parts) decodeTimes.push(readTrackFragments(await bytes(uri))[0]?.decodeTime);
    const perPart = 15_360 / 5;
    assert.deepEqual(
      decodeTimes,
      parts.map((_, i) => Number(decodeTimes[0]) + i * perPart),
    );
    assert.equal(Number(decodeTimes[0]) / 15_360, 54);
    for (const { uri } of segments) assert.ok((await bytes(`${uri}`)).length > 0);
  });

  it('reports on the other renditions', async () => {
    const { reports } = await read('360p.m3u8?ll=on');
    assert.deepEqual(
      reports.map(({ URI }) => URI),
      ['160p.m3u8?ll=on', '720p.m3u8?ll=on', '1080p.m3u8?ll=on'],
    );
  });

  it('holds a reload back until the part is there', async () => {
    const waits = asleep();
    const reload = read('160p.m3u8?ll=on&_HLS_msn=30&_HLS_part=3');
    await waits;
    advance(299);
    assert.equal(sleepers.length, 1);
    advance(1);
    assert.deepEqual(edgeOf(await reload), { msn: 30, parts: 4 });
  });

  it('answers with what was asked for even if the timer was early', async () => {
    const waits = asleep();
    const reload = read('160p.m3u8?ll=on&_HLS_msn=30&_HLS_part=3');
    await waits;
    nowMs += 299.5;
    for (const { wake } of sleepers) wake();
    assert.deepEqual(edgeOf(await reload), { msn: 30, parts: 4 });
  });

  it('holds the hinted part open until it is there', async () => {
    const [hint = ''] = (await read('160p.m3u8?ll=on')).hints;
    const waits = asleep();
    const part = bytes(hint);
    await waits;
    advance(100);
    assert.equal(readTrackFragments(await part)[0]?.decodeTime, 60.4 * 15_360);
  });

  it('refuses what is malformed, too far ahead, or no part', async () => {
    for (const [path, status] of /** @type {const} */ ([
      ['160p.m3u8?ll=on&_HLS_part=3', 400],
      ['160p.m3u8?ll=on&_HLS_msn=x', 400],
      ['160p.m3u8?ll=on&_HLS_msn=32', 400],
      ['160p.m3u8?_HLS_msn=32', 200],
      ['160p/33.0x6.m4s', 404],
      ['160p/30.10x6.m4s', 404],
      ['160p/30.0x61.m4s', 404],
      ['160p/30.0x0.m4s', 404],
      ['160p/29-30.m4s', 404],
      ['160p/30.m4s', 404],
    ]))
      assert.equal((await get(path)).status, status, path);
    assert.equal((await fetch(`${server.url}/vod/north/160p/3.0x6.m4s`)).status, 404);
  });

  it('gives up after three target durations', async () => {
    const path = `160p.m3u8?ll=on&freeze=30&at=${nowMs}&_HLS_msn=30&_HLS_part=5`;
    const waits = asleep();
    const reload = get(path);
    await waits;
    advance(6000);
    assert.equal((await reload).status, 503);
  });

  it('sends delta updates', async () => {
    const full = await read('160p.m3u8?ll=on&dvr=40');
    const delta = await read('160p.m3u8?ll=on&dvr=40&_HLS_skip=YES');
    assert.deepEqual([full.segments.length, delta.segments.length, delta.skipped], [20, 6, 14]);
    assert.deepEqual(edgeOf(delta), edgeOf(full));
    assert.equal((await read('160p.m3u8?ll=on&_HLS_skip=YES')).skipped, 0);
  });

  it('is the same after a restart of the server', async (test) => {
    const again = await startOrigin({ now: () => nowMs, sleep, epochMs });
    test.after(() => again.close());
    for (const path of ['160p.m3u8?ll=on', '160p/30.1x6.m4s']) {
      const [old, anew] = await Promise.all([get(path), fetch(`${again.url}/live/north/${path}`)]);
      assert.deepEqual(await old.arrayBuffer(), await anew.arrayBuffer());
    }
  });
});

describe('faults', () => {
  it('late, set while a reload waits: it waits longer', async () => {
    const waits = asleep();
    const reload = read('160p.m3u8?ll=on&session=late&_HLS_msn=30&_HLS_part=2');
    await waits;
    await fetch(`${server.url}/knobs?session=late&late=700`, { method: 'POST' });
    const longer = asleep();
    advance(100);
    await longer;
    advance(600);
    assert.deepEqual(edgeOf(await reload), { msn: 30, parts: 6 });
  });

  it('outage: nothing gets through until it is over', async () => {
    const strikeMs = nowMs + 100;
    const query = `ll=on&outage=2500&at=${strikeMs}`;
    assert.equal((await get(`160p.m3u8?${query}`)).status, 200);
    advance(200);
    const waits = asleep();
    const held = get(`160p.m3u8?${query}`);
    await waits;
    assert.deepEqual(
      sleepers.map(({ atMs }) => atMs),
      [strikeMs + 2500],
    );
    advance(2400);
    assert.equal((await held).status, 200);
    assert.equal((await get(`160p.m3u8?${query}`)).status, 200);
  });

  it('lose: listed, but 404', async () => {
    const { segments } = await read(`160p.m3u8?ll=on&lose=0.5&at=${nowMs - 3000}`);
    const statuses = [];
    for (const { uri } of segments.at(-2)?.parts ?? []) statuses.push((await get(uri)).status);
    assert.deepEqual(statuses, [200, 200, 200, 200, 200, 200, 200, 404, 404, 404]);
    assert.deepEqual(
      await Promise.all(segments.slice(-3).map(async ({ uri }) => (await get(`${uri}`)).status)),
      [200, 404, 200],
    );
  });

  it('errors and stalls at parts only', async () => {
    const query = '?ll=on&error=404&error-at=part';
    assert.equal((await get(`160p.m3u8${query}`)).status, 200);
    assert.equal((await get(`160p/29.m4s${query}`)).status, 200);
    assert.equal((await get(`160p/29.0x6.m4s${query}`)).status, 404);
    const waits = asleep();
    const stalled = get('160p/29.0x6.m4s?stall=5000&stall-at=part');
    await waits;
    advance(5000);
    assert.equal((await stalled).status, 200);
  });

  it('discontinuity and restart: decode times begin anew', async () => {
    for (const fault of ['discontinuity', 'restart']) {
      const { segments } = await read(`160p.m3u8?ll=on&${fault}=on&at=${epochMs + 55_000}`);
      const last = segments.at(-1);
      assert.equal(last?.uri, `160p/29-28.m4s?ll=on&at=${epochMs + 55_000}&${fault}=on`);
      for (const uri of [last?.uri, last?.parts[0]?.uri])
        assert.equal(readTrackFragments(await bytes(`${uri}`))[0]?.decodeTime, 2 * 15_360);
    }
  });

  it('times in seconds count from the master playlist', async () => {
    const master = await (await get('master.m3u8?ll=on&freeze=5&at=+8&end=+60')).text();
    assert.match(master, new RegExp(`160p\\.m3u8\\?ll=on&end=${nowMs + 60_000}&at=${nowMs + 8000}&freeze=5\n`));
  });

  it('end: the last segment, and no more', async () => {
    const { ended, segments } = await read(`160p.m3u8?ll=on&end=${nowMs - 1000}`);
    assert.deepEqual([ended, segments.at(-1)?.msn], [true, 29]);
    assert.equal((await get(`160p/30.0x6.m4s?end=${nowMs - 1000}`)).status, 404);
  });
});

describe('gzip', () => {
  it('is for long texts, if asked for', async () => {
    const url = `${server.url}/live/north/160p.m3u8?ll=on`;
    const plain = await fetch(url, { headers: { 'accept-encoding': 'identity' } });
    const packed = await fetch(url, { headers: { 'accept-encoding': 'gzip' } });
    assert.equal(plain.headers.get('content-encoding'), null);
    assert.equal(packed.headers.get('content-encoding'), 'gzip');
    assert.equal(packed.headers.get('vary'), 'Accept-Encoding');
    const text = await plain.text();
    assert.equal(await packed.text(), text);
    assert.ok(Number(packed.headers.get('content-length')) < text.length / 3);
    for (const [accept, path] of /** @type {const} */ ([
      ['gzip;q=0, br', '160p.m3u8?ll=on'],
      ['gzip', '160p.m3u8'],
      ['gzip', '160p/29.m4s'],
    ])) {
      const response = await fetch(`${server.url}/live/north/${path}`, { headers: { 'accept-encoding': accept } });
      assert.equal(response.headers.get('content-encoding'), null, `${accept} ${path}`);
      await response.arrayBuffer();
    }
  });
});

describe('HTTP/2', () => {
  /** @type {Awaited<ReturnType<typeof startOrigin>>} */
  let secure;
  /** @type {import('node:http2').ClientHttp2Session} */
  let session;
  before(async () => {
    secure = await startOrigin({ now: () => nowMs, sleep, epochMs, http2: true });
    session = connect(secure.url, { rejectUnauthorized: false });
  });
  after(async () => {
    session.destroy();
    await secure.close();
  });

  /**
   * @param {string} path
   * @param {Record<string, string>} [headers]
   * @returns {Promise<{ status: number, headers: import('node:http2').IncomingHttpHeaders, body: Buffer }>}
   */
  const request = (path, headers = {}) =>
    new Promise((resolve, reject) => {
      const stream = session.request({ ':path': path, ...headers });
      /** @type {Buffer[]} */
      const chunks = [];
      stream.on('response', (head) => {
        stream.on('data', (chunk) => chunks.push(chunk));
        stream.on('end', () =>
          resolve({ status: Number(head[':status']), headers: head, body: Buffer.concat(chunks) }),
        );
      });
      stream.on('error', reject);
      stream.on('close', () => reject(new Error(`closed with ${stream.rstCode}`)));
    });

  it('carries playlists and parts, many at once', async () => {
    const { status, headers, body } = await request('/live/north/160p.m3u8?ll=on', { 'accept-encoding': 'gzip' });
    assert.deepEqual([status, headers['access-control-allow-origin']], [200, '*']);
    const { segments } = readPlaylist(gunzipSync(body).toString());
    const parts = segments.flatMap((segment) => segment.parts);
    const replies = await Promise.all(parts.map(({ uri }) => request(`/live/north/${uri}`)));
    assert.ok(replies.length >= 30 && replies.every((reply) => reply.status === 200 && reply.body.length > 0));
  });

  it('breaks a stream, not the connection', async () => {
    await assert.rejects(request('/live/north/160p.m3u8?error=reset'));
    await assert.rejects(request('/bad/truncated.m3u8'));
    assert.equal((await request('/live/north/160p.m3u8')).status, 200);
  });

  it('still speaks HTTP/1.1', async () => {
    const agent = new Agent({ rejectUnauthorized: false });
    const status = await new Promise((resolve, reject) => {
      getSecurely(`${secure.url}/live/north/160p.m3u8`, { agent }, (response) => {
        response.resume();
        resolve(response.statusCode);
      }).on('error', reject);
    });
    agent.destroy();
    assert.equal(status, 200);
  });

  it('closes with requests that hang', async (test) => {
    const other = await startOrigin({ now: () => nowMs, sleep, epochMs, http2: true });
    const client = connect(other.url, { rejectUnauthorized: false });
    test.after(() => client.destroy());
    client.on('error', () => {});
    const waits = asleep();
    const stream = client.request({ ':path': '/live/north/160p.m3u8?ll=on&_HLS_msn=30' });
    const closed = new Promise((resolve) => stream.on('error', resolve).on('close', resolve));
    await waits;
    await other.close();
    await closed;
  });
});

describe('knobs of the program', () => {
  /** @param {{ url: string }} from */
  const isFrozen = async ({ url }) => {
    const text = async () => (await fetch(`${url}/live/east/160p.m3u8?ll=on`)).text();
    const old = await text();
    nowMs += 4000;
    return old === (await text());
  };

  it('strike now if they come while it runs', async () => {
    server.origin.setKnobs({ freeze: 10 }, { stream: 'east' });
    assert.equal(await isFrozen(server), true);
    server.origin.setKnobs({}, { stream: 'east' });
    assert.equal(await isFrozen(server), false);
  });

  it('do not depend on when it was started', async (test) => {
    const other = await startOrigin({ now: () => nowMs, epochMs, knobs: { freeze: 10 } });
    test.after(() => other.close());
    nowMs = epochMs + 80_000;
    assert.equal(await isFrozen(other), false);
    nowMs = epochMs + 120_000;
    assert.equal(await isFrozen(other), true);
  });
});
