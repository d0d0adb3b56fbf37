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

for (const { id, renditions } of catalog.index.streams) {
  for (const rendition of renditions) {
    // 30 million loops are 38 years: the last sequence number of a live stream that began in 1988.
    for (const loop of [0, 1, 30_000_000]) {
      describe(`${id} ${rendition.name}, from loop ${loop} to ${loop + 1}`, async () => {
        const timescales = readTimescales(await catalog.initSegment(rendition));
        const last = catalog.segmentCount - 1;
        const parts = [
          await catalog.segment(rendition, last - 1, loop),
          await catalog.segment(rendition, last, loop),
          await catalog.segment(rendition, 0, loop + 1),
          await catalog.segment(rendition, 1, loop + 1),
        ];
        const bytes = Buffer.concat(parts);

        it('has contiguous decode times in both tracks', () => {
          for (const [trackId, timescale] of timescales) {
            const perSample = trackId === 1 ? timescale / catalog.index.frameRate : samplesPerAacFrame;
            const runs = readTrackFragments(bytes).filter((run) => run.trackId === trackId);
            assert.equal(runs.length, 40);
            for (const [i, run] of runs.entries()) {
              const before = runs[i - 1];
              if (before)
                assert.equal(
                  run.decodeTime,
                  before.decodeTime + before.samples * perSample,
                  `track ${trackId}, fragment ${i}`,
                );
            }
          }
        });

        it('has contiguous sequence numbers, modulo 32 bits', () => {
          const numbers = sequenceNumbers(bytes);
          assert.deepEqual(
            numbers,
            numbers.map((_, i) => (Number(numbers[0]) + i) % 2 ** 32),
          );
        });

        it('puts the loop where the wall clock has it', () => {
          const first = readTrackFragments(parts[2] ?? Buffer.alloc(0))[0];
          assert.equal(
            (Number(first?.decodeTime) * 1000) / Number(timescales.get(1)),
            (loop + 1) * catalog.index.durationMs,
          );
        });

        it('changes nothing else', async () => {
          assert.deepEqual(blank(parts[2] ?? Buffer.alloc(0)), blank(await catalog.segment(rendition, 0)));
        });
      });
    }
  }
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
