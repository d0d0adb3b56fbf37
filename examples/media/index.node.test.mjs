import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { findBox, readBoxes, readTimescales, readTrackFragments } from './mp4-boxes.mjs';

const read = (/** @type {string} */ file) => readFileSync(new URL(file, import.meta.url));
/** @type {import('./build-index.mjs').MediaIndex} */
const index = JSON.parse(read('index.json').toString());
const files = index.streams.flatMap((stream) =>
  stream.renditions.map((rendition) => ({ rendition, bytes: read(rendition.file) })),
);

/**
 * The H.264 type of the first slice: 5 starts a key frame, 1 does not.
 * @param {Buffer} fragment
 */
function firstSliceType(fragment) {
  let at = findBox(fragment, 'mdat').body;
  while (![1, 5].includes(Number(fragment[at + 4]) & 0x1f)) at += 4 + fragment.readUInt32BE(at);
  return Number(fragment[at + 4]) & 0x1f;
}

describe('index.json', () => {
  it('has at least six streams, each with its offset in whole frames, a poster and a ladder', () => {
    assert.ok(index.streams.length >= 6);
    for (const { id, poster, startOffsetMs, renditions } of index.streams) {
      assert.equal((startOffsetMs * index.frameRate) % 1000, 0, id);
      assert.deepEqual([...read(poster).subarray(0, 2)], [0xff, 0xd8], `${id}: not a JPEG`);
      assert.ok(read(poster).length < 15_000, `${id}: poster too large`);
      assert.deepEqual(renditions.map(({ name }) => name).slice(0, 3), ['160p', '360p', '720p']);
      const bandwidths = renditions.map(({ bandwidth }) => bandwidth);
      assert.deepEqual(
        bandwidths,
        bandwidths.toSorted((a, b) => a - b),
      );
    }
    assert.ok(index.streams.some(({ renditions }) => renditions.some(({ name }) => name === '1080p')));
    assert.equal(new Set(index.streams.map(({ startOffsetMs }) => startOffsetMs)).size, index.streams.length);
  });

  it('accounts for every byte, under 30 MB in all', () => {
    for (const { rendition, bytes } of files) {
      const sum = rendition.fragmentBytes.reduce((total, size) => total + size, rendition.initBytes);
      assert.equal(sum, bytes.length, rendition.file);
    }
    assert.ok(files.reduce((total, { bytes }) => total + bytes.length, 0) < 30e6);
  });

  it('splits at fragments, with a key frame at the start of each segment only', () => {
    for (const { rendition, bytes } of files) {
      let start = rendition.initBytes;
      rendition.fragmentBytes.forEach((size, i) => {
        const fragment = bytes.subarray(start, (start += size));
        assert.deepEqual(
          readBoxes(fragment).map(({ type }) => type),
          ['moof', 'mdat'],
        );
        const first = (i * index.fragmentMs) % index.segmentMs === 0;
        assert.equal(firstSliceType(fragment), first ? 5 : 1, `${rendition.file}, fragment ${i}`);
      });
    }
  });

  it('has tracks that last exactly the loop', () => {
    for (const { rendition, bytes } of files) {
      const ticks = [...readTimescales(bytes.subarray(0, rendition.initBytes))];
      for (const [trackId, timescale] of ticks) {
        const runs = readTrackFragments(bytes).filter((run) => run.trackId === trackId);
        const samples = runs.reduce((sum, run) => sum + run.samples, 0);
        const ticksPerSample = trackId === 1 ? timescale / index.frameRate : 1024;
        assert.equal(runs[0]?.decodeTime, 0);
        assert.equal((samples * ticksPerSample * 1000) / timescale, index.durationMs, rendition.file);
      }
    }
  });
});
