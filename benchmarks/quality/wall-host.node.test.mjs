import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { Catalog } from '../../examples/origin/catalog.mjs';
import { SCENARIOS, shorten } from './scenarios.mjs';
import { isStalled, WallHost } from './wall-host.mjs';

describe('isStalled()', () => {
  it('stops one segment of a hundred, not always of the same tile, elsewhere in each run', () => {
    const { tiles, stallEvery } = SCENARIOS.rtt;
    const stalled = (run) => {
      const all = Array.from({ length: 100 * tiles }, (_, i) => ({ tile: i % tiles, ordinal: Math.floor(i / tiles) }));
      return all.filter(({ tile, ordinal }) => isStalled({ stallEvery, tiles, run }, tile, ordinal));
    };
    assert.equal(stalled(0).length, tiles);
    assert.equal(new Set(stalled(0).map(({ tile }) => tile)).size, tiles);
    assert.notDeepEqual(stalled(0), stalled(1));
  });

  it('stops none elsewhere', () => {
    assert.equal(isStalled({ stallEvery: null, tiles: 9, run: 0 }, 0, 50), false);
  });
});

describe('WallHost', () => {
  const host = new WallHost({ catalogOf: () => new Catalog(new URL('../../examples/media/', import.meta.url)) });
  after(() => host.close());
  const wall = { ...SCENARIOS['6mbit'], bandwidthBps: 1e9, roundTripMs: 0 };
  const text = async (url) => (await fetch(url)).text();

  it('lists live segments that are there, and notes what went through the link', async () => {
    const { urls, ladder } = await host.open('1', wall, 0);
    assert.equal(urls.length, 9);
    const master = await text(urls[4]);
    const playlist = await text(new URL('360p.m3u8', urls[4]));
    const segments = playlist.match(/360p\/\d+\.m4s/g);
    assert.equal(segments.length, 6);
    const bodies = await Promise.all(
      segments.map(async (segment) => {
        const answer = await fetch(new URL(segment, urls[4]));
        assert.equal(answer.status, 200);
        return (await answer.arrayBuffer()).byteLength;
      }),
    );
    const requests = host.requests('1');
    assert.deepEqual(
      requests.map(({ height, tile }) => [height, tile]),
      [null, null, 360, 360, 360, 360, 360, 360].map((height) => [height, 4]),
    );
    assert.deepEqual(
      requests.map(({ bytes }) => bytes).toSorted((a, b) => a - b),
      [master.length, playlist.length, ...bodies].toSorted((a, b) => a - b),
    );
    assert.deepEqual(ladder.map(({ height }) => height).slice(0, 2), [160, 360]);
  });

  it('has no segment of the future, and nothing of a wall that is closed', async () => {
    const { urls } = await host.open('2', wall, 0);
    const status = async (path) => (await fetch(new URL(path, urls[0]))).status;
    assert.equal(await status('360p/9999.m4s'), 404);
    assert.equal(await status('360p/init.mp4'), 200);
    assert.equal(await status('361p.m3u8'), 404);
    host.forget('2');
    assert.equal(await status('360p/init.mp4'), 404);
  });

  it('lists a recording whole', async () => {
    const { urls } = await host.open('3', { ...wall, mode: 'vod' }, 0);
    const playlist = await text(new URL('360p.m3u8', urls[8]));
    assert.match(playlist, /#EXT-X-ENDLIST/);
    assert.equal((await fetch(new URL(playlist.match(/360p\/\d+\.m4s/g).at(-1), urls[8]))).status, 200);
  });
});

describe('scenarios', () => {
  for (const [name, scenario] of Object.entries(SCENARIOS)) {
    it(`${name} has its events in order, within its time, of tiles that there are`, () => {
      const times = scenario.events.map(({ atSeconds }) => atSeconds);
      assert.deepEqual(
        times,
        times.toSorted((a, b) => a - b),
      );
      assert.ok(Math.max(0, ...times) < scenario.seconds);
      for (const { tile = 0, tiles = [tile] } of scenario.events) assert.ok(Math.max(...tiles) < scenario.tiles);
    });
  }

  it('come in half the time in the short version', () => {
    const { seconds, events } = shorten(SCENARIOS.drop);
    assert.equal(seconds, 30);
    assert.deepEqual(
      events.map(({ atSeconds }) => atSeconds),
      [7.5, 10, 20],
    );
  });
});
