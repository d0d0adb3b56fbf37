import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { provideRtmp } from '../../../../scripts/rtmp.mjs';
import { readPlaylist, violations } from '../../../origin/playlist-rules.mjs';
import { MemoryBlobs } from '../blob/memory-blobs.ts';
import { transcodeFile } from './transcode-file.ts';
import { vodPlaylists } from './vod-playlists.ts';

provideRtmp();
const isHere = spawnSync('ffmpeg', ['-version']).status === 0;
const RUNGS = [
  { side: 180, videoKbps: 200, audioKbps: 64 },
  { side: 90, videoKbps: 100, audioKbps: 48 },
];

describe('transcodeFile', { skip: !isHere && 'There is no ffmpeg on this machine.', timeout: 60_000 }, () => {
  let folder;
  before(async () => (folder = await mkdtemp(join(tmpdir(), 't333-transcode-'))));
  after(() => rm(folder, { recursive: true }));

  const run = (path, { container = 'mp4', signal = new AbortController().signal, blobs = new MemoryBlobs() } = {}) =>
    transcodeFile({ path, container, prefix: 'vods/x', blobs, signal }, { rungs: RUNGS });

  /** @param what more arguments of ffmpeg */
  function make(name, ...what) {
    const path = join(folder, name);
    const picture = 'testsrc=size=320x180:rate=25:duration=6[out0];sine=duration=6[out1]';
    spawnSync('ffmpeg', ['-loglevel', 'error', '-f', 'lavfi', '-i', picture, '-preset', 'ultrafast', ...what, path]);
    return path;
  }

  it('makes a video of a file, with the segments of all renditions at the same places', async () => {
    const blobs = new MemoryBlobs();
    const recording = await run(make('clip.mp4', '-bf', '2', '-pix_fmt', 'yuv420p'), { blobs });
    assert.deepEqual(
      recording.renditions.map(({ name, width, height, frameRate }) => [name, width, height, frameRate]),
      [
        ['180p', 320, 180, 25],
        ['90p', 160, 90, 25],
      ],
    );
    const files = vodPlaylists(recording);
    const playlists = ['180p.m3u8', '90p.m3u8'].map((file) => readPlaylist(files.get(file)));
    for (const playlist of playlists) {
      assert.deepEqual(violations(playlist), []);
      const seconds = playlist.segments.map((segment) => segment.seconds);
      assert.equal(seconds.length, 2);
      assert.ok(Math.abs(seconds[0] - 4) < 0.1 && Math.abs(seconds[1] - 2) < 0.1, String(seconds));
      for (const { uri } of playlist.segments) assert.ok((await blobs.size(`vods/x/${uri}`)) > 0);
    }
    assert.ok((await blobs.size('vods/x/180p/init-1.mp4')) > 0);
    assert.ok((await blobs.size('vods/x/thumbnail.jpg')) > 0);
  });

  it('takes a file without sound', async () => {
    const { renditions } = await run(make('silent.mkv', '-an', '-pix_fmt', 'yuv420p'), { container: 'matroska' });
    assert.match(renditions[0].codecs, /^avc1\.\w{6}$/);
  });

  it('refuses sound alone, what is damaged, and what is something else', async () => {
    const damaged = join(folder, 'damaged.mp4');
    await writeFile(damaged, (await readFile(make('whole.mp4', '-pix_fmt', 'yuv420p'))).subarray(0, 5000));
    const text = join(folder, 'text.mp4');
    await writeFile(text, 'Nothing of the kind.');
    for (const path of [make('sound.mp4', '-vn'), damaged, text, join(folder, 'nowhere.mp4')])
      await assert.rejects(run(path), { name: 'UnusableMedia' }, path);
  });

  it('refuses a picture that is too large', async () => {
    const path = join(folder, 'strip.mkv');
    const picture = 'color=size=8400x16:rate=1:duration=1';
    spawnSync('ffmpeg', ['-loglevel', 'error', '-f', 'lavfi', '-i', picture, '-c:v', 'ffv1', path]);
    await assert.rejects(run(path, { container: 'matroska' }), { name: 'UnusableMedia', message: /pixels/ });
  });

  it('opens no other file, whatever one is told to', async () => {
    const list = join(folder, 'list.m3u8');
    await writeFile(list, `#EXTM3U\n#EXTINF:6,\n${make('secret.ts', '-pix_fmt', 'yuv420p')}\n#EXT-X-ENDLIST\n`);
    for (const container of ['mp4', 'matroska', 'mpegts'])
      await assert.rejects(run(list, { container }), { name: 'UnusableMedia' });
  });

  it('stops when it is told to, or when nothing can be written', async () => {
    const path = make('long.mp4', '-pix_fmt', 'yuv420p');
    const gone = new AbortController();
    const blobs = new MemoryBlobs();
    const put = blobs.put.bind(blobs);
    blobs.put = async (name, bytes) => {
      gone.abort(new Error('Somebody else has it.'));
      return put(name, bytes);
    };
    await assert.rejects(run(path, { blobs, signal: gone.signal }), { message: 'Somebody else has it.' });
    const full = new MemoryBlobs();
    full.put = async () => {
      throw new Error('ENOSPC');
    };
    await assert.rejects(run(path, { blobs: full }), { message: 'ENOSPC' });
  });
});
