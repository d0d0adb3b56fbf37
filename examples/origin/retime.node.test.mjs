import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findBoxes, readTimescales, readTrackFragments } from '../media/mp4-boxes.mjs';
import { Catalog } from './catalog.mjs';
import { retimeFragments } from './retime.mjs';

const catalog = new Catalog(new URL('../media/', import.meta.url));
const samplesPerAacFrame = 1024;

/** @param {Buffer} bytes */
const sequenceNumbers = (bytes) => findBoxes(bytes, 'moof/mfhd').map(({ body }) => bytes.readUInt32BE(body + 4));

/** Bytes with the decode times and sequence numbers blanked out. */
const blank = (/** @type {Buffer} */ bytes) => {
  const copy = Buffer.from(bytes);
  for (const { decodeTimeOffset } of readTrackFragments(bytes)) copy.writeBigUInt64BE(0n, decodeTimeOffset);
  for (const { body } of findBoxes(bytes, 'moof/mfhd')) copy.writeUInt32BE(0, body + 4);
  return copy;
};

/** 30 million loops are 38 years. */
const loops = [0, 1, 30_000_000];

/**
 * Four segments over the edge between a loop and the next.
 * @param {import('./catalog.mjs').Rendition} rendition
 * @param {number} loop
 */
async function overTheEdge(rendition, loop) {
  const last = catalog.segmentCount - 1;
  return Buffer.concat([
    await catalog.segment(rendition, last - 1, loop),
    await catalog.segment(rendition, last, loop),
    await catalog.segment(rendition, 0, loop + 1),
    await catalog.segment(rendition, 1, loop + 1),
  ]);
}

for (const rendition of catalog.index.streams.flatMap((stream) => stream.renditions)) {
  describe(`${rendition.file} over the edge of a loop`, () => {
    it('has contiguous decode times in both tracks', async () => {
      for (const loop of loops) {
        const bytes = await overTheEdge(rendition, loop);
        for (const [trackId, timescale] of readTimescales(await catalog.initSegment(rendition))) {
          const perSample = trackId === 1 ? timescale / catalog.index.frameRate : samplesPerAacFrame;
          const runs = readTrackFragments(bytes).filter((run) => run.trackId === trackId);
          const ends = runs.map((run) => run.decodeTime + run.samples * perSample);
          const starts = runs.map((run) => run.decodeTime);
          assert.equal(runs.length, 4 * catalog.fragmentsPerSegment);
          assert.deepEqual(starts.slice(1), ends.slice(0, -1), `track ${trackId}, loop ${loop}`);
        }
      }
    });

    it('has contiguous sequence numbers, modulo 32 bits', async () => {
      for (const loop of loops) {
        const numbers = sequenceNumbers(await overTheEdge(rendition, loop));
        const expected = numbers.map((_, i) => (Number(numbers[0]) + i) % 2 ** 32);
        assert.deepEqual(numbers, expected);
      }
    });

    it('is where the wall clock has it, and the same otherwise', async () => {
      const recorded = await catalog.segment(rendition, 0);
      const timescale = Number(readTimescales(await catalog.initSegment(rendition)).get(1));
      for (const loop of loops) {
        const moved = await catalog.segment(rendition, 0, loop);
        assert.equal(
          (Number(readTrackFragments(moved)[0]?.decodeTime) * 1000) / timescale,
          loop * catalog.index.durationMs,
        );
        assert.deepEqual(blank(moved), blank(recorded));
      }
    });
  });
}

describe('retimeFragments', () => {
  const [rendition] = catalog.index.streams[0]?.renditions ?? [];
  assert.ok(rendition);

  it('leaves its input alone', async () => {
    const bytes = await catalog.segment(rendition, 3);
    const before = Buffer.from(bytes);
    retimeFragments(bytes, {
      timescales: readTimescales(await catalog.initSegment(rendition)),
      shiftMs: 40_000,
      firstSequenceNumber: 7,
    });
    assert.deepEqual(bytes, before);
  });

  it('throws rather than drift, for an unknown track, and for what is no fragment', async () => {
    const bytes = await catalog.segment(rendition, 0);
    const timescales = readTimescales(await catalog.initSegment(rendition));
    assert.throws(() => retimeFragments(bytes, { timescales, shiftMs: 0.01, firstSequenceNumber: 1 }), RangeError);
    assert.throws(
      () => retimeFragments(bytes, { timescales: new Map(), shiftMs: 1000, firstSequenceNumber: 1 }),
      RangeError,
    );
    assert.throws(
      () => retimeFragments(Buffer.from('not an mp4 file'), { timescales, shiftMs: 0, firstSequenceNumber: 1 }),
      RangeError,
    );
    assert.throws(
      () => retimeFragments(bytes.subarray(0, 100), { timescales, shiftMs: 0, firstSequenceNumber: 1 }),
      RangeError,
    );
  });
});
