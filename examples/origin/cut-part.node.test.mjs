import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findBoxes, readBoxes, readTimescales } from '../media/mp4-boxes.mjs';
import { Catalog } from './catalog.mjs';
import { cutPart, readSamples } from './cut-part.mjs';
import { framesOfPart, timingOf } from './part-timing.mjs';

const catalog = new Catalog(new URL('../media/', import.meta.url));
const frameCounts = [1, 2, 3, 5, 6, 7, 10, 15, 21, 30, 59, 60];
/** ISO/IEC 14496-12, 8.8.3: sample_is_non_sync_sample. */
const nonSync = 0x10000;
const position = 12_345;

/** @param {Buffer[]} parts */
const samplesOf = (parts) => {
  /** @type {Map<number, import('./cut-part.mjs').Sample[]>} */
  const tracks = new Map();
  for (const part of parts)
    for (const [id, samples] of readSamples(part)) tracks.set(id, [...(tracks.get(id) ?? []), ...samples]);
  return tracks;
};

for (const { id, renditions } of catalog.index.streams) {
  const rendition = renditions[0];
  assert.ok(rendition);
  describe(`parts of ${id}`, () => {
    it('hold the samples of their segment, none twice, one moof and mdat each', async () => {
      for (const frames of frameCounts) {
        const timing = timingOf(catalog.index, frames);
        for (const index of [0, 7, catalog.segmentCount - 1]) {
          /** @type {Buffer[]} */
          const parts = await Promise.all(
            Array.from({ length: timing.partsPerSegment }, (_, part) =>
              catalog.partAt(rendition, index, position, { timing, part }),
            ),
          );
          for (const [i, part] of parts.entries()) {
            assert.deepEqual(
              readBoxes(part).map(({ type }) => type),
              ['moof', 'mdat'],
            );
            const video = readSamples(part).get(1) ?? [];
            const { first, end } = framesOfPart(timing, i);
            assert.equal(video.length, end - first);
            // What INDEPENDENT=YES promises, and nothing more.
            assert.equal(((video[0]?.flags ?? nonSync) & nonSync) === 0, i === 0);
            const [mfhd] = findBoxes(part, 'moof/mfhd');
            assert.equal(part.readUInt32BE(Number(mfhd?.body) + 4), position * timing.partsPerSegment + i + 1);
          }
          const segment = await catalog.segmentAt(rendition, index, position);
          assert.deepEqual(samplesOf(parts), samplesOf([segment]), `${frames} frames, segment ${index}`);
        }
      }
    });
  });
}

describe('cutPart', () => {
  const rendition = catalog.index.streams[0]?.renditions[0];
  assert.ok(rendition);

  it('makes of a recorded fragment the same bytes again', async () => {
    const timing = timingOf(catalog.index, 6);
    for (const index of [0, 3]) {
      /** @type {Promise<Buffer>[]} */
      const parts = Array.from({ length: 10 }, (_, part) => catalog.partAt(rendition, index, 40, { timing, part }));
      assert.deepEqual(Buffer.concat(await Promise.all(parts)), await catalog.segmentAt(rendition, index, 40));
    }
  });

  it('keeps what differs from sample to sample', () => {
    const bytes = Buffer.from('abcdef');
    const fragment = writeFragment(bytes);
    const timescales = new Map([[1, 1000]]);
    const all = readSamples(fragment).get(1);
    assert.deepEqual(
      all?.map(({ time, duration, flags, compositionOffset, bytes: data }) => [
        time,
        duration,
        flags,
        compositionOffset,
        `${data}`,
      ]),
      [
        [100, 10, 0, 20, 'ab'],
        [110, 30, nonSync, -10, 'c'],
        [140, 20, 0, 0, 'def'],
      ],
    );
    const whole = readSamples(cutPart(fragment, { timescales, startMs: 100, endMs: 160 })).get(1);
    assert.deepEqual(whole, all);
    const middle = readSamples(cutPart(fragment, { timescales, startMs: 105, endMs: 140 })).get(1);
    assert.deepEqual(middle, all?.slice(1, 2));
  });

  it('throws for nothing, for a track it does not know, and for what is damaged', async () => {
    const fragment = await catalog.segment(rendition, 0);
    const timescales = readTimescales(await catalog.initSegment(rendition));
    assert.throws(() => cutPart(fragment, { timescales, startMs: 9000, endMs: 9200 }), RangeError);
    assert.throws(() => cutPart(fragment, { timescales: new Map(), startMs: 0, endMs: 200 }), RangeError);
    assert.throws(() => cutPart(fragment.subarray(0, 99), { timescales, startMs: 0, endMs: 200 }), RangeError);
    const [moof] = readBoxes(fragment);
    assert.throws(() => cutPart(fragment.subarray(0, moof?.end), { timescales, startMs: 0, endMs: 200 }), RangeError);
  });
});

/**
 * A fragment of three samples in which everything differs.
 * @param {Buffer} data
 */
function writeFragment(data) {
  const box = (/** @type {string} */ type, /** @type {Buffer[]} */ ...body) => {
    const header = Buffer.alloc(8);
    header.writeUInt32BE(8 + Buffer.concat(body).length);
    header.write(type, 4);
    return Buffer.concat([header, ...body]);
  };
  const words = (/** @type {number[]} */ ...numbers) =>
    Buffer.concat(
      numbers.map((number) => {
        const word = Buffer.alloc(4);
        word.writeUInt32BE(number >>> 0);
        return word;
      }),
    );
  const moof = (/** @type {number} */ offset) =>
    box(
      'moof',
      box('mfhd', words(0, 1)),
      box(
        'traf',
        box('tfhd', words(0x20038, 1, 10, 2, 0)),
        box('tfdt', words(0x1000000, 0, 100)),
        box('trun', words(0x1000f01, 3, offset, 10, 2, 0, 20, 30, 1, nonSync, -10, 20, 3, 0, 0)),
      ),
    );
  return Buffer.concat([moof(moof(0).length + 8), box('mdat', data)]);
}
