import assert from 'node:assert/strict';
import { openSync, readSync } from 'node:fs';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { FragmentSplitter } from './fragment-splitter.ts';
import { Mp4Error } from './mp4.ts';

/** The beginning of a real one, as long as some fragments. */
const recorded = Buffer.alloc(120_000);
readSync(openSync(new URL('../../../media/west/160p.mp4', import.meta.url)), recorded, 0, recorded.length, 0);

const split = (bytes, cuts = []) => {
  const splitter = new FragmentSplitter();
  const ends = [...cuts.map((cut) => cut % bytes.length).toSorted((a, b) => a - b), bytes.length];
  let from = 0;
  return ends.flatMap((end) => {
    const chunk = Buffer.from(bytes.subarray(from, end));
    from = end;
    const pieces = splitter.push(chunk);
    chunk.fill(0xff);
    return pieces;
  });
};
const whole = split(recorded);
const fragments = whole.flatMap((piece) => ('fragment' in piece ? [piece.fragment] : []));

describe('FragmentSplitter', () => {
  it('gives an initialization segment, and fragments that follow each other', () => {
    assert.ok('init' in whole[0]);
    assert.deepEqual(
      whole[0].init.tracks.map(({ kind, codec }) => [kind, codec.slice(0, 5)]),
      [
        ['video', 'avc1.'],
        ['audio', 'mp4a.'],
      ],
    );
    assert.ok(fragments.length >= 5, `${fragments.length}`);
    assert.ok(fragments[0].isIndependent);
    assert.ok(fragments.some(({ isIndependent }) => !isIndependent));
    fragments.slice(1).forEach(({ startSeconds }, i) => {
      const before = fragments[i];
      assert.ok(Math.abs(before.startSeconds + before.seconds - startSeconds) < 0.001);
    });
    for (const { bytes } of fragments) assert.equal(bytes.toString('latin1', 4, 8), 'moof');
  });

  it('gives the same however the bytes arrive', () => {
    const cuts = fc.array(fc.nat(recorded.length - 1), { maxLength: 50 });
    fc.assert(
      fc.property(cuts, (at) => assert.deepEqual(split(recorded, at), whole)),
      { numRuns: 30 },
    );
    const head = recorded.subarray(0, 4000);
    assert.deepEqual(
      split(
        head,
        Array.from(head, (_, i) => i),
      ),
      split(head),
    );
  });

  it('answers damage by an Mp4Error and nothing else, and then takes nothing more', () => {
    const damage = fc.array(fc.tuple(fc.nat(3000), fc.nat(255)), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(damage, (changes) => {
        const bytes = Buffer.from(recorded.subarray(0, 20_000));
        for (const [at, value] of changes) bytes[at] = value;
        const splitter = new FragmentSplitter();
        try {
          splitter.push(bytes);
        } catch (error) {
          assert.ok(error instanceof Mp4Error, String(error.stack));
          assert.throws(() => splitter.push(recorded), Mp4Error);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('refuses what is anything else', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 8, maxLength: 64 }), (bytes) =>
        assert.throws(() => new FragmentSplitter().push(Buffer.concat([Buffer.from('#EXTM3U\n'), bytes])), Mp4Error),
      ),
    );
  });

  for (const [name, size, type] of [
    ['4 GB', 0xffff_ffff, 'mdat'],
    ['a header of 1 MB', 1_000_000, 'moof'],
    ['64 bits', 1, 'mdat'],
    ['all that comes', 0, 'mdat'],
    ['less than its own header', 7, 'mdat'],
  ])
    it(`does not wait for a box of ${name}`, () => {
      const header = Buffer.alloc(8);
      header.writeUInt32BE(size);
      header.write(type, 4, 'latin1');
      assert.throws(() => new FragmentSplitter().push(header), Mp4Error);
    });

  it('refuses media without its fragment, and a fragment before the beginning', () => {
    const boxOf = (type) => Buffer.concat([Buffer.from([0, 0, 0, 12]), Buffer.from(type), Buffer.alloc(4)]);
    assert.throws(() => new FragmentSplitter().push(boxOf('mdat')), Mp4Error);
    assert.throws(() => new FragmentSplitter().push(boxOf('moof')), Mp4Error);
  });
});
