import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findBoxes, readTimescales, readTrackFragments } from '../media/mp4-boxes.mjs';
import { startOrigin } from './start-origin.mjs';

const NOW_MS = Date.UTC(2026, 0, 1);

/** @param {(get: (path: string) => Promise<Response>) => Promise<void>} test */
async function withOrigin(test) {
  const { url, close } = await startOrigin({ now: () => NOW_MS });
  try {
    await test((path) => fetch(`${url}${path}`));
  } finally {
    await close();
  }
}

const bytes = async (/** @type {Response} */ response) => Buffer.from(await response.arrayBuffer());
const text = (/** @type {Response} */ response) => response.text();

describe('tracks of their own', () => {
  it('are listed with languages, and with what they are for', () =>
    withOrigin(async (get) => {
      const master = await text(await get('/vod/stage/tracks.m3u8?pdt=on'));
      assert.match(master, /TYPE=AUDIO,.*NAME="Deutsch",LANGUAGE="de",DEFAULT=NO.*URI="sound-de\.m3u8\?pdt=on"/);
      assert.match(master, /NAME="English \(forced\)".*FORCED=YES/);
      assert.match(master, /CHARACTERISTICS="public\.accessibility\.describes-video"/);
      assert.match(master, /STREAM-INF:.*AUDIO="audio",SUBTITLES="subtitles"\npicture-160p\.m3u8\?pdt=on/);
    }));

  it('have one track each, at the same times as together', () =>
    withOrigin(async (get) => {
      const whole = readTimescales(await bytes(await get('/vod/stage/160p/init.mp4')));
      assert.equal(whole.size, 2);
      const segment = readTrackFragments(await bytes(await get('/vod/stage/160p/3.m4s')));
      for (const [name, trackId] of [
        ['picture-160p', 1],
        ['sound-en', 2],
      ]) {
        const init = await bytes(await get(`/vod/stage/${name}/init.mp4`));
        assert.deepEqual([...readTimescales(init)], [[trackId, whole.get(Number(trackId))]]);
        assert.equal(findBoxes(init, 'moov/mvex/trex').length, 1);
        const [own, ...more] = readTrackFragments(await bytes(await get(`/vod/stage/${name}/3.m4s`)));
        assert.equal(more.length, 0);
        const same = segment.filter((fragment) => fragment.trackId === trackId);
        assert.equal(own?.decodeTime, same[0]?.decodeTime);
        assert.equal(
          own?.samples,
          same.reduce((sum, { samples }) => sum + samples, 0),
        );
      }
    }));

  it('lend each other their sounds', () =>
    withOrigin(async (get) => {
      const [own, other] = await Promise.all(
        ['sound-en', 'sound-de'].map(async (name) => bytes(await get(`/vod/stage/${name}/0.m4s`))),
      );
      assert.notDeepEqual(own, other);
    }));

  it('have texts, timed as the media is', () =>
    withOrigin(async (get) => {
      const playlist = await text(await get('/vod/stage/text-de.m3u8'));
      assert.match(playlist, /#EXTINF:2\.00000,\ntext-de\/0\.vtt\n/);
      assert.doesNotMatch(playlist, /EXT-X-MAP/);
      const segment = await get('/vod/stage/text-de/3.vtt');
      assert.equal(segment.headers.get('content-type'), 'text/vtt; charset=utf-8');
      assert.equal(
        await text(segment),
        'WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:540000,LOCAL:00:00:00.000\n\n00:00:00.000 --> 00:00:02.000\nDie Uhr zeigt 0:06.\n',
      );
      assert.doesNotMatch(await text(await get('/vod/stage/text-en-forced/1.vtt')), /-->/);
    }));

  it('are live too, in parts where there are some', () =>
    withOrigin(async (get) => {
      for (const name of ['picture-160p', 'sound-de', 'text-de']) {
        const playlist = await text(await get(`/live/stage/${name}.m3u8?ll=on`));
        const [, media] = /\n(\S+\/\d+\.(?:m4s|vtt)\?ll=on)\n/.exec(playlist) ?? [];
        assert.equal((await get(`/live/stage/${media}`)).status, 200, name);
        const [, part] = /EXT-X-PART:.*URI="([^"]+)"/.exec(playlist) ?? [];
        assert.equal(part === undefined, name === 'text-de');
        if (part) assert.equal((await get(`/live/stage/${part}`)).status, 200, name);
      }
    }));

  it('are not there by any other name', () =>
    withOrigin(async (get) => {
      for (const path of [
        '/vod/stage/text-de/3.m4s',
        '/vod/stage/text-de/init.mp4',
        '/vod/stage/text-de/999.vtt',
        '/vod/stage/sound-de/3.vtt',
        '/vod/stage/sound-fr.m3u8',
        '/live/stage/text-de/999999999999.vtt',
      ]) {
        assert.equal((await get(path)).status, 404, path);
      }
    }));
});
