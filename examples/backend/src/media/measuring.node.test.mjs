import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { IngestMeter } from './ingest-meter.ts';
import { refusalOf } from './file-limits.ts';
import { readProbe } from './probe.ts';
import { JpegSplitter, Thumbnails } from './thumbnails.ts';
import { WallAnchor } from './wall-anchor.ts';

const FLV_HEADER = Buffer.from([0x46, 0x4c, 0x56, 1, 5, 0, 0, 0, 9, 0, 0, 0, 0]);

/** A tag of FLV. @param first the two bytes that say what it is */
function tag(type, timeMs, first, bytes = 1000) {
  const one = Buffer.alloc(11 + bytes + 4);
  one[0] = type;
  one.writeUIntBE(bytes, 1, 3);
  one.writeUIntBE(timeMs & 0xff_ffff, 4, 3);
  one[7] = Math.floor(timeMs / 2 ** 24);
  Buffer.from(first).copy(one, 11);
  return one;
}
const picture = (timeMs, bytes) => tag(9, timeMs, [0x27, 1], bytes);
const header = () => tag(9, 0, [0x17, 0], 40);
const sound = (timeMs) => tag(8, timeMs, [0xaf, 1], 200);

describe('IngestMeter', () => {
  const second = (fromMs, isThere = () => true) =>
    Array.from({ length: 25 }, (_, i) => i).flatMap((i) =>
      isThere(i) ? [picture(fromMs + i * 40), sound(fromMs + i * 40)] : [sound(fromMs + i * 40)],
    );

  it('counts what comes, and by the times of pictures what is missing', () => {
    const meter = new IngestMeter(25, 0);
    meter.push(Buffer.concat([FLV_HEADER, header(), ...second(0)]));
    const { bitrateKbps, fps, dropRate, timestamp } = meter.sample(1000);
    assert.deepEqual([bitrateKbps, fps, dropRate, timestamp], [247, 25, 0, 1000]);
    meter.push(Buffer.concat(second(1000, (i) => i % 5 !== 2)));
    assert.equal(meter.sample(2000).dropRate, 5 / 50);
  });

  it('tells of nothing when nothing comes', () => {
    const meter = new IngestMeter(25, 0);
    for (let timeMs = 1000; timeMs <= 3000; timeMs += 1000)
      assert.deepEqual(meter.sample(timeMs), { bitrateKbps: 0, fps: 0, dropRate: 0, timestamp: timeMs });
  });

  it('counts the same however the bytes arrive', () => {
    const bytes = Buffer.concat([FLV_HEADER, header(), ...second(0), ...second(1000, (i) => i > 3)]);
    const whole = new IngestMeter(25, 0);
    whole.push(bytes);
    const expected = whole.sample(2000);
    assert.deepEqual([expected.fps, expected.dropRate], [23, 4 / 50]);
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length)), (cuts) => {
        const meter = new IngestMeter(25, 0);
        const ends = [...cuts.toSorted((a, b) => a - b), bytes.length];
        ends.forEach((end, i) => meter.push(bytes.subarray(ends[i - 1] ?? 0, end)));
        assert.deepEqual(meter.sample(2000), expected);
      }),
    );
  });

  it('takes no notice of what a copy that was cut off has begun, nor of its times', () => {
    const meter = new IngestMeter(25, 0);
    meter.push(Buffer.concat([FLV_HEADER, ...second(60_000)]).subarray(0, 3000));
    meter.beginRun();
    meter.push(Buffer.concat([FLV_HEADER, header(), ...second(0)]));
    assert.equal(meter.sample(1000).dropRate, 0);
  });
});

describe('JpegSplitter', () => {
  const jpeg = (text) => Buffer.concat([Buffer.from([0xff, 0xd8]), Buffer.from(text), Buffer.from([0xff, 0xd9])]);
  const pictures = [jpeg('one'), jpeg(''), jpeg('three')];

  it('gives the pictures, however their bytes arrive', () => {
    const bytes = Buffer.concat(pictures);
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length)), (cuts) => {
        const splitter = new JpegSplitter();
        const ends = [...cuts.toSorted((a, b) => a - b), bytes.length];
        const found = ends.flatMap((end, i) => splitter.push(bytes.subarray(ends[i - 1] ?? 0, end)));
        assert.deepEqual(found, pictures);
      }),
    );
  });
});

describe('Thumbnails', () => {
  it('keeps the last ones, each with a name of its own', () => {
    const thumbnails = new Thumbnails();
    const names = Array.from({ length: 8 }, (_, i) => thumbnails.add('a', Buffer.from([i])));
    assert.equal(new Set(names).size, 8);
    assert.deepEqual([...thumbnails.latest('a')], [7]);
    assert.deepEqual([thumbnails.named('a', names[0]), [...thumbnails.named('a', names[7])]], [null, [7]]);
    assert.equal(thumbnails.latest('b'), null);
  });
});

describe('WallAnchor', () => {
  it('goes by the least delayed, follows a clock that drifts, and forgets', () => {
    const anchor = new WallAnchor();
    anchor.observe(0, 5000);
    anchor.observe(1000, 5100);
    assert.equal(anchor.dateOf(1, 0), 4100);
    anchor.observe(2000, 6120);
    assert.equal(anchor.dateOf(2, 2000), 6100);
    for (let timeMs = 3000; timeMs < 50_000; timeMs += 1000) anchor.observe(timeMs, timeMs + 4300);
    assert.equal(anchor.dateOf(20, 49_000), 53_300);
    assert.equal(anchor.dateOf(1, 0), 4100);
  });
});

describe('readProbe', () => {
  const json = (stream) => JSON.stringify({ streams: [{ codec_type: 'audio' }, stream], format: { duration: '12.5' } });
  for (const [name, stream, size] of [
    ['a plain picture', {}, [1280, 720]],
    ['one that was turned', { side_data_list: [{ rotation: -90 }] }, [720, 1280]],
    ['one without square pixels', { sample_aspect_ratio: '4:3' }, [1707, 720]],
    ['one that does not know its pixels', { sample_aspect_ratio: '0:1' }, [1280, 720]],
  ])
    it(`reads ${name}`, () => {
      const source = readProbe(
        json({ codec_type: 'video', width: 1280, height: 720, avg_frame_rate: '25/1', ...stream }),
      );
      assert.deepEqual(
        [source.width, source.height, source.frameRate, source.hasAudio, source.durationSeconds],
        [...size, 25, true, 12.5],
      );
    });

  for (const text of ['', '{}', json({ codec_type: 'video' }), json({ codec_type: 'video', width: -1, height: 5 })])
    it(`refuses ${text.slice(0, 40) || 'nothing'}`, () =>
      assert.throws(() => readProbe(text), { name: 'SourceError' }));

  it('takes no cover of a song for a picture', () => {
    const cover = { codec_type: 'video', width: 500, height: 500, disposition: { attached_pic: 1 } };
    assert.throws(() => readProbe(json(cover)), { name: 'SourceError' });
  });
});

describe('refusalOf', () => {
  const source = (width, height, durationSeconds = 60) => ({ width, height, durationSeconds });
  for (const [what, file, refusal] of [
    ['8K', source(7680, 4320), null],
    ['one that does not say how long it is', source(640, 360, null), null],
    ['half a day', source(640, 360, 43_200), null],
    ['more than half a day', source(640, 360, 43_201), /12 hours/],
    ['a long strip', source(8193, 16), /pixels/],
    ['a large square', source(8192, 8192), /pixels/],
    ['one that is shown small', { ...source(160, 90), coded: { width: 16_000, height: 9000 } }, /pixels/],
  ])
    it(`${refusal ? 'refuses' : 'takes'} ${what}`, () =>
      refusal ? assert.match(refusalOf(file), refusal) : assert.equal(refusalOf(file), null));
});
