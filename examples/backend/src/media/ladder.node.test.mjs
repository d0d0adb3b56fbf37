import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { encoderArguments, fileInput, liveInput } from './encoder-arguments.ts';
import { cutFor, frameRateFor, framesPerSecond, renditionsFor, RUNGS } from './ladder.ts';

const source = (width, height) => ({ width, height, frameRate: 30, hasAudio: true, durationSeconds: null });

describe('renditionsFor', () => {
  for (const [width, height, sizes] of [
    [3840, 2160, ['1920x1080', '1280x720', '854x480', '640x360']],
    [1920, 1080, ['1920x1080', '1280x720', '854x480', '640x360']],
    [1600, 900, ['1280x720', '854x480', '640x360']],
    [1280, 720, ['1280x720', '854x480', '640x360']],
    [640, 360, ['640x360']],
    [320, 180, ['320x180']],
    [1080, 1920, ['1080x1920', '720x1280', '480x854', '360x640']],
    [720, 576, ['600x480', '450x360']],
    [33, 17, ['34x18']],
  ])
    it(`makes ${sizes.join(', ')} of ${width}x${height}`, () =>
      assert.deepEqual(
        renditionsFor(source(width, height)).map((one) => `${one.width}x${one.height}`),
        sizes,
      ));

  it('is never above the source, always has even sides, and names that differ', () => {
    const side = fc.integer({ min: 16, max: 4320 });
    fc.assert(
      fc.property(side, side, (width, height) => {
        const renditions = renditionsFor(source(width, height));
        assert.ok(renditions.length > 0);
        assert.equal(new Set(renditions.map(({ name }) => name)).size, renditions.length);
        for (const one of renditions) {
          assert.ok(one.width <= width + 1 && one.height <= height + 1, JSON.stringify(one));
          assert.ok(one.width % 2 === 0 && one.height % 2 === 0 && one.videoKbps >= 200);
        }
      }),
    );
  });
});

describe('frameRateFor and cutFor', () => {
  for (const [told, most, rate, partFrames] of [
    [30, 30, 30, 6],
    [29.97, 30, 30_000 / 1001, 6],
    [60, 30, 30, 6],
    [59.94, 30, 30_000 / 1001, 6],
    [60, 60, 60, 12],
    [50, 30, 25, 5],
    [25, 30, 25, 5],
    [23.976, 30, 24_000 / 1001, 4],
    [24, 30, 24, 4],
    [15, 30, 24_000 / 1001, 4],
    [1000, 30, 30, 6],
    [null, 30, 30, 6],
  ])
    it(`${told} frames a second become ${rate.toFixed(3)}, in parts of ${partFrames}`, () => {
      const chosen = frameRateFor({ frameRate: told }, most);
      const cut = cutFor(chosen);
      assert.equal(framesPerSecond(chosen), rate);
      assert.equal(cut.partFrames, partFrames);
      assert.equal(cut.segmentFrames % cut.partFrames, 0);
      assert.ok(Math.round(cut.segmentSeconds) === 2 && cut.partSeconds > 0.15 && cut.partSeconds < 0.34);
    });
});

describe('encoderArguments', () => {
  const rate = { frames: 30, seconds: 1 };
  const outputs = {
    renditions: renditionsFor(source(1280, 720), RUNGS),
    rate,
    cut: cutFor(rate),
    hasAudio: true,
    thumbnailSeconds: 10,
    isTapped: true,
  };
  const count = (args, what) => args.filter((one) => one === what).length;

  it('decode once, and write each rendition, the pictures and the copy into a pipe of its own', () => {
    const args = encoderArguments(liveInput('rtmp://127.0.0.1/live/name'), outputs);
    assert.equal(count(args, '-i'), 1);
    assert.equal(count(args, 'libx264'), 3);
    assert.equal(count(args, 'aac'), 3);
    assert.deepEqual(
      args.filter((one) => /^pipe:[3-9]/.test(one)),
      ['pipe:3', 'pipe:4', 'pipe:5', 'pipe:6', 'pipe:7'],
    );
    assert.equal(count(args, 'expr:gte(t,n_forced*2)'), 3);
    assert.equal(count(args, '+cgop'), 3);
  });

  it('have no sound where there is none', () => {
    const args = encoderArguments(liveInput('rtmp://127.0.0.1/live/name'), { ...outputs, hasAudio: false });
    assert.equal(count(args, 'aac') + count(args, '0:a:0'), 0);
  });

  it('read a file as what it is, and open nothing else', () => {
    const input = fileInput('/tmp/a file', 'mp4');
    assert.deepEqual(input, ['-protocol_whitelist', 'file', '-f', 'mp4', '-i', 'file:/tmp/a file']);
    const args = encoderArguments(input, { ...outputs, isLive: false, isTapped: false });
    assert.equal(count(args, 'zerolatency') + count(args, '-frag_duration'), 0);
  });
});
