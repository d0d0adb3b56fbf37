import { expect } from 'chai';
import * as fc from 'fast-check';
import { toAdts } from './adts.ts';
import { readPackedAudio, readTransportStream } from './elementary-sound.ts';
import { join } from './encoded-sound.ts';
import { firstTimestamp, readId3 } from './first-timestamp.ts';
import { adtsFrames, id3, pes } from './fixtures/containers.ts';
import { readMp4 } from './mp4-sound.ts';

fc.configureGlobal({ seed: 333 });

const fetchBytes = async (url: string): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await (await fetch(url)).arrayBuffer());

/** 48 kHz, mono, AAC-LC. */
const CONFIG = Uint8Array.from([0x11, 0x88]);
const FRAME_SECONDS = 1024 / 48_000;
const frames = Array.from({ length: 40 }, (_, i) => new Uint8Array(50 + i).fill(i));
const adts = toAdts(frames, CONFIG)!;

describe('readMp4', () => {
  it('reads fragments with the times of their container', async () => {
    const init = await fetchBytes('/origin/vod/east/160p/init.mp4');
    const segments = await Promise.all([5, 6].map((n) => fetchBytes(`/origin/vod/east/160p/${n}.m4s`)));
    const bytes = join([init, ...segments]);
    const pieces = readMp4(bytes)!;
    expect(pieces).to.have.length(1);
    expect(pieces[0]!.start).to.be.closeTo(10, FRAME_SECONDS);
    expect(pieces[0]!.duration).to.be.closeTo(4, FRAME_SECONDS);
    expect(adtsFrames(pieces[0]!.file).length).to.equal(Math.round(pieces[0]!.duration / FRAME_SECONDS));
    // Pictures and sound both count in what comes first.
    expect(firstTimestamp(bytes)).to.be.closeTo(10, FRAME_SECONDS);
    const gap = readMp4(join([init, segments[0]!, await fetchBytes('/origin/vod/east/160p/9.m4s')]))!;
    expect(gap.map(({ start }) => Math.round(start))).to.deep.equal([10, 18]);
  });

  it('throws nothing but a RangeError at damaged files, and comes to an end', async () => {
    const file = (await fetchBytes('/origin/files/east/160p.mp4')).slice(0, 30_000);
    const damage = fc.array(fc.tuple(fc.nat(2000), fc.nat(255)), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(damage, fc.nat(file.length), (changes, length) => {
        const damaged = file.slice(0, length);
        for (const [at, value] of changes) if (at < length) damaged[at] = value;
        try {
          readMp4(damaged);
        } catch (error) {
          expect(error).to.be.instanceOf(RangeError);
        }
        firstTimestamp(damaged);
      }),
      { numRuns: 300 },
    );
  });
});

describe('readTransportStream', () => {
  const stream = (times: readonly number[]): Uint8Array<ArrayBuffer> =>
    join([
      pes(256, 0xe0, new Uint8Array(500), times[0]! + 0.05, times[0]! - 0.03),
      ...times.map((time, i) => pes(257, 0xc0, join(adtsFrames(adts).slice(i * 5, i * 5 + 5)), time)),
    ]);
  const times = (start: number, gap = 0): number[] =>
    Array.from({ length: 8 }, (_, i) => start + i * 5 * FRAME_SECONDS + (i < 4 ? 0 : gap));

  it('takes the sound apart from the pictures', () => {
    const [piece, ...others] = readTransportStream(stream(times(1.4)))!;
    expect(others).to.have.length(0);
    expect(piece!.start).to.be.closeTo(1.4, 1e-4);
    expect(piece!.duration).to.be.closeTo(40 * FRAME_SECONDS, 1e-3);
    expect(piece!.file).to.deep.equal(adts);
  });

  it('begins where anything is decoded first', () => {
    expect(firstTimestamp(stream(times(1.4)))).to.be.closeTo(1.37, 1e-4);
  });

  it('splits at a gap, and goes on where timestamps begin anew', () => {
    expect(readTransportStream(stream(times(1.4, 3)))!.map(({ start }) => start.toFixed(2))).to.deep.equal([
      '1.40',
      '4.83',
    ]);
    const wrap = 2 ** 33 / 90_000;
    expect(readTransportStream(stream(times(wrap - 0.2)))).to.have.length(1);
    expect(firstTimestamp(stream(times(wrap - 0.02)))).to.be.closeTo(wrap - 0.05, 1e-4);
    expect(firstTimestamp(stream(times(0.01)))).to.be.closeTo(-0.02, 1e-4);
  });

  it('has nothing where there is none, and takes anything', () => {
    expect(readTransportStream(pes(256, 0xe0, new Uint8Array(500), 1))).to.equal(null);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 1000 }), (noise) => {
        const bytes = join([Uint8Array.of(0x47), noise]);
        readTransportStream(bytes);
        firstTimestamp(bytes);
        readPackedAudio([{ bytes, time: 0 }]);
      }),
    );
  });
});

describe('readPackedAudio', () => {
  it('has its time from a tag', () => {
    const tag = id3(26.5);
    expect(readId3(join([tag, adts]))).to.deep.equal({ size: tag.length, timestamp: 26.5 });
    expect(firstTimestamp(join([tag, adts]))).to.equal(26.5);
    const next = 26.5 + 40 * FRAME_SECONDS;
    const pieces = readPackedAudio([
      { bytes: adts, time: 26.5 },
      { bytes: adts, time: next },
      { bytes: adts, time: next + 10 },
    ]);
    expect(pieces.map(({ start }) => start.toFixed(3))).to.deep.equal(['26.500', (next + 10).toFixed(3)]);
  });
});

describe('toAdts', () => {
  it('keeps every frame', () => {
    expect(adtsFrames(adts).map((frame) => Array.from(frame.subarray(7)))).to.deep.equal(
      frames.map((frame) => Array.from(frame)),
    );
    expect(Array.from(adts.subarray(0, 4))).to.deep.equal([0xff, 0xf1, 0x4c, 0x40]);
  });

  it('has no header for rates of its own', () => {
    expect(toAdts(frames, Uint8Array.from([0x17, 0x80, 0, 0, 0]))).to.equal(null);
    expect(toAdts(frames, new Uint8Array())).to.equal(null);
  });
});
