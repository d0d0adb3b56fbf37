import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { readBoxes } from '../media/mp4-boxes.mjs';
import { createOrigin, startOrigin } from './index.mjs';

const epochMs = Date.UTC(2024, 0, 1);
let nowMs = epochMs;
/** @type {number[]} */
let slept = [];
/** @type {Awaited<ReturnType<typeof startOrigin>>} */
let server;
const hls = 'application/vnd.apple.mpegurl';

/**
 * @param {string} path
 * @param {RequestInit} [options]
 */
const get = (path, options) => fetch(`${server.url}${path}`, options);

/** @param {string} path */
async function text(path) {
  const response = await get(path);
  assert.equal(response.status, 200, path);
  return response.text();
}

/** @param {string} path of a live playlist at 160p */
async function readWindow(path) {
  const playlist = await text(path);
  const first = Number(/#EXT-X-MEDIA-SEQUENCE:(\d+)/.exec(playlist)?.[1]);
  const segments = [...playlist.matchAll(/#EXT-X-PROGRAM-DATE-TIME:(\S+)\n#EXTINF:(\S+),\n160p\/(\d+)\.m4s/g)];
  return {
    playlist,
    first,
    segments: segments.map(([, date, seconds, sequence]) => ({
      date: Date.parse(`${date}`),
      seconds: Number(seconds),
      sequence: Number(sequence),
    })),
  };
}

/**
 * The statuses of three requests in a session that is to fail twice.
 * @param {string} session
 */
async function failTwice(session) {
  const statuses = [];
  for (let i = 0; i < 3; i++)
    statuses.push((await get(`/vod/north/master.m3u8?fail-first=2&session=${session}`)).status);
  return statuses;
}

before(async () => {
  server = await startOrigin({
    now: () => nowMs,
    epochMs,
    sleep: async (ms) => {
      slept.push(ms);
    },
  });
});
after(() => server.close());

describe('streams.json', () => {
  it('lists streams whose URLs all work, and hands its knobs on', async () => {
    nowMs = epochMs + 100_000;
    const { streams } = JSON.parse(await text('/streams.json?session=list'));
    assert.ok(streams.length >= 6);
    for (const { vod, live, poster } of streams) {
      for (const [url, type] of [
        [vod, hls],
        [live, hls],
        [poster, 'image/jpeg'],
      ]) {
        const response = await fetch(new URL(url, `${server.url}/streams.json`));
        assert.equal(response.status, 200, url);
        assert.equal(response.headers.get('content-type'), type);
        await response.arrayBuffer();
      }
      assert.match(live, /\?session=list$/);
    }
  });
});

describe('VOD', () => {
  it('leads from the master to complete segments', async () => {
    const master = await text('/vod/north/master.m3u8');
    assert.match(
      master,
      /#EXT-X-STREAM-INF:BANDWIDTH=\d+,AVERAGE-BANDWIDTH=\d+,RESOLUTION=1920x1080,FRAME-RATE=30\.000,CODECS="avc1\.[0-9a-f]{6},mp4a\.40\.2"\n1080p\.m3u8\n/,
    );
    const playlist = await text('/vod/north/160p.m3u8');
    const segments = playlist.match(/^160p\/\d+\.m4s$/gm) ?? [];
    assert.equal(segments.length, 20);
    assert.match(playlist, /#EXT-X-PLAYLIST-TYPE:VOD[^]*#EXT-X-ENDLIST\n$/);
    assert.doesNotMatch(playlist, /PROGRAM-DATE-TIME/);
    for (const [path, boxes] of [
      ['160p/init.mp4', ['ftyp', 'moov']],
      [segments[19], Array.from({ length: 10 }, () => ['moof', 'mdat']).flat()],
    ]) {
      const response = await get(`/vod/north/${path}`);
      assert.equal(response.headers.get('content-type'), 'video/mp4');
      assert.match(`${response.headers.get('cache-control')}`, /immutable/);
      assert.deepEqual(
        readBoxes(Buffer.from(await response.arrayBuffer())).map(({ type }) => type),
        boxes,
      );
    }
    assert.equal((await get('/vod/north/160p/20.m4s')).status, 404);
  });

  it('tells when it was filmed if asked', async () => {
    assert.match(
      await text('/vod/east/160p.m3u8?pdt=on'),
      /DATE-TIME:2024-01-01T00:00:01\.200Z\n#EXTINF:2\.00000,\n160p\/0\.m4s\?pdt=on\n/,
    );
  });
});

describe('live', () => {
  it('slides, with a date on every segment', async () => {
    for (const sinceMs of [41_000, 42_000, 43_999, 44_000, 1_000_000]) {
      nowMs = epochMs + sinceMs;
      const { playlist, first, segments } = await readWindow('/live/north/160p.m3u8');
      assert.equal(first, Math.floor(sinceMs / 2000) - 6);
      assert.deepEqual(
        segments,
        Array.from({ length: 6 }, (_, i) => ({ date: epochMs + (first + i) * 2000, seconds: 2, sequence: first + i })),
      );
      assert.doesNotMatch(playlist, /ENDLIST|DISCONTINUITY|PLAYLIST-TYPE/);
    }
  });

  it('has a longer window for DVR', async () => {
    nowMs = epochMs + 1_000_000;
    const { first, segments } = await readWindow('/live/north/160p.m3u8?dvr=120');
    assert.equal(segments.length, 60);
    assert.equal(first, 440);
  });

  it('starts each camera at its own offset', async () => {
    nowMs = epochMs + 60_000;
    const { segments } = await readWindow('/live/east/160p.m3u8');
    assert.equal(segments.at(-1)?.date, epochMs + 1200 + 28 * 2000);
  });

  it('serves complete segments of any age, and none of the future', async () => {
    nowMs = epochMs + 1_000_000;
    assert.equal((await get('/live/north/160p/499.m4s')).status, 200);
    assert.equal((await get('/live/north/160p/500.m4s')).status, 404);
    assert.equal((await get('/live/north/160p/0.m4s')).status, 200);
    nowMs += 2000;
    assert.equal((await get('/live/north/160p/500.m4s')).status, 200);
  });

  it('is never stored, and tells its time', async () => {
    const response = await get('/live/north/160p.m3u8');
    assert.equal(response.headers.get('cache-control'), 'no-store');
    assert.equal(response.headers.get('date'), new Date(nowMs).toUTCString());
  });
});

describe('knobs', () => {
  it('are carried from the master to the segments', async () => {
    assert.match(await text('/vod/north/master.m3u8?latency=7&x=1'), /\n160p\.m3u8\?latency=7\n/);
    const playlist = await text('/vod/north/160p.m3u8?latency=7');
    assert.match(playlist, /URI="160p\/init\.mp4\?latency=7"/);
    assert.match(playlist, /\n160p\/0\.m4s\?latency=7\n/);
  });

  it('delay', async () => {
    slept = [];
    await text('/vod/north/master.m3u8?latency=70');
    await text('/vod/north/master.m3u8?latency=70&stall=500&stall-at=segment');
    await text('/vod/north/160p.m3u8?stall=500');
    assert.deepEqual(slept, [70, 70, 500]);
  });

  it('slow down, per session', async () => {
    slept = [];
    const size = (await (await get('/vod/north/160p/0.m4s?bandwidth=100000&session=slow')).arrayBuffer()).byteLength;
    const total = slept.reduce((sum, ms) => Math.max(sum, ms), 0);
    assert.ok(Math.abs(total - ((size * 8000) / 100_000 - 20)) < 1, `${total} ms for ${size} bytes`);
    slept = [];
    await (await get('/vod/north/160p/0.m4s')).arrayBuffer();
    assert.deepEqual(slept, []);
  });

  it('fail what they name', async () => {
    const query = '?error=500&error-at=segment';
    assert.equal((await get(`/vod/north/master.m3u8${query}`)).status, 200);
    assert.equal((await get(`/vod/north/160p.m3u8${query}`)).status, 200);
    const failed = await get(`/vod/north/160p/0.m4s${query}`);
    assert.equal(failed.status, 500);
    assert.equal(failed.headers.get('access-control-allow-origin'), '*');
    await assert.rejects(get('/vod/north/master.m3u8?error=reset'));
  });

  it('recover after the first failures of a session', async () => {
    assert.deepEqual(await failTwice('one'), [503, 503, 200]);
    assert.deepEqual(await failTwice('two'), [503, 503, 200]);
    assert.deepEqual(await failTwice('one'), [200, 200, 200]);
  });

  it('can be turned while a session runs', async () => {
    const status = async (/** @type {string} */ id) => (await get(`/live/${id}/160p.m3u8?session=run`)).status;
    assert.equal(await status('north'), 200);
    assert.equal((await get('/knobs?session=run&stream=north&error=404', { method: 'POST' })).status, 204);
    assert.deepEqual([await status('north'), await status('east')], [404, 200]);
    await get('/knobs?session=run&stream=north', { method: 'POST' });
    assert.equal(await status('north'), 200);
    assert.equal((await get('/knobs?error=404', { method: 'POST' })).status, 400);
    assert.equal((await get('/knobs?session=run')).status, 405);
  });

  it('can be turned by the program, for all or for a stream', async () => {
    server.origin.setKnobs({ error: 410 }, { stream: 'south' });
    assert.equal((await get('/vod/south/master.m3u8')).status, 410);
    assert.equal((await get('/vod/north/master.m3u8')).status, 200);
    server.origin.setKnobs({}, { stream: 'south' });
    assert.equal((await get('/vod/south/master.m3u8')).status, 200);
  });

  it('are refused if they make no sense', async () => {
    assert.equal((await get('/vod/north/master.m3u8?latency=soon')).status, 400);
  });
});

describe('mounted under a prefix', () => {
  it('leaves other paths to the next handler', async (test) => {
    const origin = createOrigin({ prefix: '/origin' });
    let passed = 0;
    const host = createServer((req, res) => {
      const own = origin(req, res, () => passed++);
      if (!own) res.writeHead(418).end();
    }).listen(0, '127.0.0.1');
    await once(host, 'listening');
    test.after(() => {
      host.closeAllConnections();
      host.close();
    });
    const address = /** @type {import('node:net').AddressInfo} */ (host.address());
    const status = async (/** @type {string} */ path) =>
      (await fetch(`http://127.0.0.1:${address.port}${path}`)).status;
    assert.equal(await status('/origin/vod/north/master.m3u8'), 200);
    assert.equal(await status('/origin/nothing'), 404);
    assert.deepEqual([await status('/'), await status('/originals/x'), await status('/origin')], [418, 418, 418]);
    assert.equal(passed, 3);
    origin.close();
    assert.equal(await status('/origin/vod/north/master.m3u8'), 503);
  });
});
