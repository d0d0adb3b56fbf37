import assert from 'node:assert/strict';
import { request } from 'node:http';
import { describe, it } from 'node:test';
import { recorded } from '../vods/vods.cases.mjs';

export function mediaCases(stage, media) {
  const get = (url, headers) => stage.client().raw('GET', url, undefined, headers);

  describe('media', () => {
    it('comes whole or in part, may be kept for a day, and plays in pages of every origin', async () => {
      const { vod } = await recorded(stage, media);
      const url = `/media/vods/${vod.id}/720p/3.m4s`;
      const whole = await get(url);
      assert.equal(whole.statusCode, 200);
      assert.equal(whole.rawPayload.length, 100);
      const { headers } = whole;
      assert.deepEqual(
        [
          headers['content-type'],
          headers['accept-ranges'],
          headers['cache-control'],
          headers['access-control-allow-origin'],
        ],
        ['video/mp4', 'bytes', 'public, max-age=86400, immutable', '*'],
      );
      assert.equal(headers['x-content-type-options'], 'nosniff');
      const part = await get(url, { range: 'bytes=2-5' });
      assert.deepEqual(
        [part.statusCode, part.body, part.headers['content-range'], part.headers['content-length']],
        [206, '0p/3', 'bytes 2-5/100', '4'],
      );
      assert.equal((await get(url, { range: 'bytes=-3' })).body, '...');
      const beyond = await get(url, { range: 'bytes=100-' });
      assert.deepEqual([beyond.statusCode, beyond.headers['content-range']], [416, 'bytes */100']);
      const several = await get(url, { range: 'bytes=0-1,4-5' });
      assert.deepEqual([several.statusCode, several.rawPayload.length], [200, 100]);
      const head = await stage.client().raw('HEAD', url);
      assert.deepEqual([head.statusCode, head.headers['content-length'], head.body], [200, '100', '']);
      const asked = await stage.client().raw('OPTIONS', url, undefined, { origin: 'https://any.example' });
      assert.deepEqual([asked.statusCode, asked.headers['access-control-allow-headers']], [204, 'Range']);
      const thumbnail = await get(`/media/vods/${vod.id}/thumbnail.jpg`);
      assert.deepEqual(
        [thumbnail.headers['content-type'], thumbnail.headers['cache-control']],
        ['image/jpeg', 'public, max-age=604800, immutable'],
      );
    });

    it('of a live stream comes from where it is made, and from what was kept when it is over', async () => {
      const owner = await stage.guest();
      const { body: stream } = await owner.post('/v1/channels/mine/streams');
      const recording = await media.record(`streams/${stream.id}`, 3, stage.clock.nowMs);
      const open = `/media/live/${stream.id}`;
      assert.equal((await get(`${open}/master.m3u8`)).statusCode, 404, 'a preview is for its maker');
      assert.equal((await get(stream.hlsUrl)).body, `#EXTM3U ${stream.id}`);
      await owner.post(`/v1/streams/${stream.id}/start`);
      const playlist = await get(`${open}/master.m3u8`);
      assert.deepEqual([playlist.statusCode, playlist.headers['cache-control']], [200, 'no-store']);
      assert.equal((await get(`${open}/720p/0.m4s`)).statusCode, 404, 'what is kept has the preview in it');
      await owner.send('PATCH', `/v1/streams/${stream.id}`, { visibility: 'private' });
      assert.equal((await get(`${open}/master.m3u8`)).statusCode, 404);
      await owner.send('PATCH', `/v1/streams/${stream.id}`, { visibility: 'public' });
      await owner.post(`/v1/streams/${stream.id}/stop`);
      const { streams, vods } = stage.backend.broadcasting;
      for (const one of recording.renditions) one.segments.shift();
      await vods.addRecording(await streams.get(stream.id), recording);
      stage.clock.nowMs += 2000;
      assert.equal((await get(`${open}/720p/1.m4s`)).statusCode, 200);
      assert.equal((await get(`${open}/720p/0.m4s`)).statusCode, 404, 'what was never shown is gone');
    });

    it('of a preview that was given up is nobody’s', async () => {
      const owner = await stage.guest();
      const { body: stream } = await owner.post('/v1/channels/mine/streams');
      await owner.post(`/v1/streams/${stream.id}/stop`);
      assert.equal((await get(`/media/live/${stream.id}/master.m3u8`)).statusCode, 404);
    });

    it('that is not for all needs an address that is good, for it and still', async () => {
      const { owner, vod, path } = await recorded(stage, media, { visibility: 'private' });
      const other = await recorded(stage, media, { visibility: 'private' });
      assert.equal((await get(`/media/vods/${vod.id}/720p/0.m4s`)).statusCode, 404);
      const { hlsUrl } = (await owner.get(path)).body;
      const below = hlsUrl.replace('master.m3u8', '');
      const segment = await get(`${below}720p/0.m4s`);
      assert.deepEqual(
        [segment.statusCode, segment.headers['cache-control']],
        [200, 'private, max-age=86400, immutable'],
        'segments inherit the signature of their playlist',
      );
      const [, , , signature] = hlsUrl.split('/');
      const [until, mac] = signature.split('.');
      for (const forged of [
        `/media/signed/${signature}/vods/${other.vod.id}/720p/0.m4s`,
        `/media/signed/${signature}/live/${vod.streamId}/720p/0.m4s`,
        `/media/signed/${Number(until) + 1}.${mac}/vods/${vod.id}/720p/0.m4s`,
        `/media/signed/${until}.${'A'.repeat(43)}/vods/${vod.id}/720p/0.m4s`,
        `/media/signed/${until}./vods/${vod.id}/720p/0.m4s`,
        `/media/signed/x/vods/${vod.id}/720p/0.m4s`,
      ])
        assert.equal((await get(forged)).statusCode, 403, forged);
      assert.equal(
        (await get(`/media/signed/${signature}/vods/${vod.id}/../${other.vod.id}/720p/0.m4s`)).statusCode,
        403,
      );
      stage.clock.nowMs += 6 * 3_600_000 + 300_001;
      assert.equal((await get(`${below}720p/0.m4s`)).statusCode, 403, 'it is over');
      assert.equal((await owner.get(path)).body.hlsUrl === hlsUrl, false);
    });

    it('follows who may see it at once, and where it was live too', async () => {
      const { owner, stream, vod, path } = await recorded(stage, media);
      const urls = [`/media/vods/${vod.id}/720p/0.m4s`, `/media/live/${stream.id}/720p/0.m4s`];
      for (const url of urls) assert.equal((await get(url)).statusCode, 200);
      await owner.send('PATCH', path, { visibility: 'private' });
      for (const url of urls) assert.equal((await get(url)).statusCode, 404);
    });

    it('leads nowhere else, whatever its name', async () => {
      const { vod } = await recorded(stage, media);
      const { vod: other } = await recorded(stage, media, { visibility: 'private' });
      await media.blobs.put('secret.mp4', Buffer.from('secret'));
      const base = `/media/vods/${vod.id}`;
      for (const name of [
        '../secret.mp4',
        '../../secret.mp4',
        '..%2fsecret.mp4',
        '..%2f..%2fsecret.mp4',
        '%2e%2e/%2e%2e/secret.mp4',
        '%2e%2e%2f%2e%2e%2fsecret.mp4',
        '%252e%252e%252fsecret.mp4',
        '%252e%252e/%252e%252e/secret.mp4',
        '..%5c..%5csecret.mp4',
        '..\\..\\secret.mp4',
        '..%c0%af..%c0%afsecret.mp4',
        '720p/0.m4s%00.jpg',
        '720p%00/0.m4s',
        `../../streams/${other.streamId}/720p/0.m4s`,
        `..%2f..%2fstreams%2f${other.streamId}%2f720p%2f0.m4s`,
        `../${other.id}/720p/0.m4s`,
        '/secret.mp4',
        '//secret.mp4',
        '720p//0.m4s',
        '%2f%2fsecret.mp4',
        '.unfinished/x.mp4',
        'recording.json',
        '720p',
        '',
        '720p/',
        `${'a/'.repeat(20)}x.mp4`,
      ]) {
        const answer = await get(`${base}/${name}`);
        assert.ok([400, 403, 404].includes(answer.statusCode), `${name}: ${answer.statusCode}`);
        assert.equal(answer.body.includes('secret\n') || answer.body === 'secret', false, name);
      }
      assert.ok([400, 404].includes((await get('/media/vods/not-an-id/x.mp4')).statusCode));
      assert.ok([400, 404].includes((await get(`/media/files/${vod.id}/x.mp4`)).statusCode));
      assert.equal((await get(`${base}/720p/0.m4s`)).statusCode, 200);
    });

    it('leads nowhere else over a socket either, where nobody tidies up addresses', async () => {
      const { vod } = await recorded(stage, media);
      const at = new URL(await stage.backend.app.listen({ port: 0, host: '127.0.0.1' }));
      const ask = (path) =>
        new Promise((resolve, reject) => {
          const { hostname, port } = at;
          // A connection of its own, so that closing the server waits for none.
          request({ hostname, port, path, agent: false }, (response) => {
            response.resume().once('end', () => resolve(response.statusCode));
          })
            .once('error', reject)
            .end();
        });
      const base = `/media/vods/${vod.id}`;
      assert.equal(await ask(`${base}/720p/0.m4s`), 200);
      for (const path of [
        `${base}/../../../secret.mp4`,
        `${base}/./720p/0.m4s`,
        `${base}/720p/../../secret.mp4`,
        `${base}//720p/0.m4s`,
        `${base}/..\\..\\secret.mp4`,
        `${base}/%2e%2e/%2e%2e/secret.mp4`,
        `${base}/%00`,
        `${base}/%`,
        `${base}/%zz/0.m4s`,
        `/media/simulated/live/../../../../etc/passwd.m3u8`,
        `/media/simulated/live/north/%2e%2e/%2e%2e/index.json`,
      ])
        assert.ok([400, 404].includes(await ask(path)), path);
    });
  });
}
