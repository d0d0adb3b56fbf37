import { expect } from 'chai';
import * as fc from 'fast-check';
import type { Rendition } from '../player/player.ts';
import { anyRenditions, LADDER } from './fixtures/tiles.ts';
import {
  costOf,
  decodeCostOf,
  deviceBox,
  extraCost,
  linesOf,
  PER_STREAM_PIXELS_PER_SECOND,
  readLadder,
  upToLines,
  usefulRung,
} from './ladder.ts';

fc.configureGlobal({ seed: 333 });

const named = (...names: string[]): Rendition[] => names.map((name) => ({ id: name, label: name }));
const readOne = (rendition: Partial<Rendition>) => readLadder([{ id: 'a', label: 'a', ...rendition }])[0]!;

describe('readLadder', () => {
  it('keeps declared figures as they are', () => {
    const declared = { id: 'x', label: 'X', width: 852, height: 480, frameRate: 50, bitrateBps: 1_428_000 };
    expect(readLadder([declared])).to.deep.equal([{ ...declared, estimated: false }]);
  });

  const names: [label: string, height: number, frameRate: number][] = [
    ['720p60', 720, 60],
    ['720p', 720, 30],
    ['480p30', 480, 30],
    ['1080p60 (source)', 1080, 60],
    ['1080p (source)', 1080, 30],
    ['hd720', 720, 30],
    ['HD1080', 1080, 30],
    ['chunked', 1080, 60],
    ['Source', 1080, 60],
    ['9999p999', 9999, 30],
  ];
  for (const [label, height, frameRate] of names) {
    it(`reads ${label} as ${height} lines at ${frameRate} fps`, () => {
      expect(readOne({ label })).to.include({ height, frameRate, estimated: true });
    });
  }

  const twitch: [name: string, kilobits: number][] = [
    ['160p30', 230],
    ['360p30', 630],
    ['480p30', 1428],
    ['720p30', 2373],
    ['720p60', 3423],
  ];
  for (const [name, kilobits] of twitch) {
    it(`estimates ${name} within a quarter of what Twitch declares`, () => {
      expect(readOne({ label: name }).bitrateBps / 1000).to.be.within(kilobits * 0.75, kilobits * 1.25);
    });
  }

  it('takes the source for the highest, whatever else there is', () => {
    const [, ...ladder] = readLadder([...named('chunked', '1440p60', '720p60')]);
    expect(ladder.map(({ id }) => id)).to.deep.equal(['1440p60', 'chunked']);
    expect(ladder[1]!.bitrateBps).to.equal(ladder[0]!.bitrateBps);
    expect(readLadder([...named('chunked', '160p')]).at(-1)).to.include({
      id: 'chunked',
      bitrateBps: 6e6,
      height: 1080,
    });
  });

  it('believes the figures of a source that has some', () => {
    expect(readOne({ label: 'chunked', height: 720, bitrateBps: 3e6 })).to.include({ height: 720, bitrateBps: 3e6 });
  });

  it('knows no rung called auto', () => {
    expect(readLadder(named('auto', 'Auto', '720p')).map(({ id }) => id)).to.deep.equal(['720p']);
    expect(readLadder([{ id: 'x', label: 'Auto' }])).to.deep.equal([]);
  });

  it('tells sound alone from pictures, and puts it first', () => {
    const ladder = readLadder([
      ...named('160p', 'audio_only'),
      { id: 'b', label: '64 kbit/s', bitrateBps: 64e3, codecs: 'mp4a.40.2' },
    ]);
    expect(ladder.map(({ id, height }) => [id, height])).to.deep.equal([
      ['b', 0],
      ['audio_only', 0],
      ['160p', 160],
    ]);
  });

  it('does not take a picture with sound for sound', () => {
    expect(readOne({ bitrateBps: 1e6, codecs: 'avc1.64001f,mp4a.40.2' }).height).to.be.greaterThan(0);
  });

  it('sizes a bare bitrate, and back', () => {
    const { height } = readOne({ label: '2000 kbit/s', bitrateBps: 2e6 });
    expect(height).to.be.within(600, 720);
  });

  it('spreads unknown names over the usual sizes, in their order', () => {
    expect(readLadder(named('low', 'medium', 'high')).map(({ id, height }) => [id, height])).to.deep.equal([
      ['low', 360],
      ['medium', 720],
      ['high', 1080],
    ]);
  });

  it('takes one side for the other where one is missing', () => {
    expect(readOne({ width: 640 })).to.include({ height: 360 });
    expect(readOne({ height: 360 })).to.include({ width: 640 });
  });

  it('counts more frames of the same size as more', () => {
    expect(readLadder(named('720p60', '1080p', '720p30')).map(({ id }) => id)).to.deep.equal([
      '720p30',
      '720p60',
      '1080p',
    ]);
  });

  it('keeps the first of several with one id', () => {
    expect(readLadder([...named('720p'), { id: '720p', label: '1080p' }])).to.have.lengthOf(1);
  });

  it('thins ten thousand rungs out, from the lowest to the highest', () => {
    const ladder = readLadder(
      Array.from({ length: 10_000 }, (_, index) => ({ id: `${index}`, label: '', height: index + 1 })),
    );
    expect(ladder).to.have.lengthOf(32);
    expect(new Set(ladder).size).to.equal(32);
    expect(ladder[0]!.height).to.equal(1);
    expect(ladder.at(-1)!.height).to.equal(1000);
  });

  it('makes finite, positive, ordered figures of anything', () => {
    fc.assert(
      fc.property(anyRenditions, (renditions) => {
        const ladder = readLadder(renditions);
        expect(ladder.length).to.be.at.most(renditions.length);
        ladder.forEach((rung, index) => {
          expect(rung.bitrateBps).to.be.within(1, 1e12);
          expect(rung.width * rung.height).to.be.within(0, 1e9);
          expect(rung.frameRate).to.be.within(0, 300);
          expect(rung.height > 0).to.equal(rung.width > 0);
          const before = ladder[index - 1];
          if (before) expect(before.width * before.height).to.be.at.most(rung.width * rung.height);
        });
        expect(new Set(ladder.map(({ id }) => id)).size).to.equal(ladder.length);
      }),
    );
  });
});

describe('usefulRung', () => {
  const rows: [what: string, width: number, height: number, id: string][] = [
    ['a box of just its size', 1280, 720, '720p'],
    ['a box 2 % larger', 1305, 734, '720p'],
    ['a box 3 % larger', 1319, 742, '1080p'],
    ['a tiny box', 100, 56, '160p'],
    ['a box larger than any', 3840, 2160, '1080p'],
    ['a wide box, where the height counts', 3000, 480, '480p'],
    ['a tall box, where the width counts', 640, 3000, '360p'],
    ['no box', 0, 0, '160p'],
    ['a box that is no number', NaN, NaN, '160p'],
    ['a box without end', Infinity, Infinity, '1080p'],
  ];
  for (const [what, width, height, id] of rows) {
    it(`${what}: ${id}`, () => expect(usefulRung(LADDER, { width, height })?.id).to.equal(id));
  }

  it('serves an upright source', () => {
    const upright = readLadder(
      [360, 720, 1080].map((width) => ({ id: `${width}`, label: '', width, height: (width * 16) / 9 })),
    );
    expect(usefulRung(upright, { width: 400, height: 1280 })?.id).to.equal('720');
    expect(usefulRung(upright, { width: 1920, height: 1080 })?.id).to.equal('720');
  });

  it('is the best of those with that picture', () => {
    expect(usefulRung(readLadder(named('720p30', '720p60', '1080p')), { width: 1280, height: 720 })?.id).to.equal(
      '720p60',
    );
  });

  it('is never sound alone', () => {
    expect(usefulRung(readLadder(named('audio_only', '160p')), { width: 0, height: 0 })?.id).to.equal('160p');
    expect(usefulRung(readLadder(named('audio_only')), { width: 10, height: 10 })).to.equal(null);
  });
});

describe('upToLines', () => {
  const rows: [lines: number, ids: string][] = [
    [Infinity, '160p 360p 480p 720p 1080p'],
    [720, '160p 360p 480p 720p'],
    [719, '160p 360p 480p 720p'],
    [360, '160p 360p'],
    [0, '160p'],
  ];
  for (const [lines, ids] of rows) {
    it(`up to ${lines}: ${ids}`, () => {
      expect(
        upToLines(LADDER, lines)
          .map(({ id }) => id)
          .join(' '),
      ).to.equal(ids);
    });
  }

  it('counts pixels, so that upright and wide pictures have their usual names', () => {
    expect(linesOf({ width: 1080, height: 1920 })).to.equal(1080);
    expect(linesOf({ width: 1280, height: 720 })).to.equal(720);
    const wide = readLadder([{ id: '854', label: '', width: 854, height: 480 }]);
    expect(upToLines([LADDER[0]!, ...wide], 480)).to.have.lengthOf(2);
  });
});

describe('costOf', () => {
  it('adds up bits, pixels and a term for each stream; sound alone decodes for nothing', () => {
    const [sound] = readLadder(named('audio_only'));
    const hd = readOne({ width: 1280, height: 720, frameRate: 60, bitrateBps: 3e6 });
    expect(decodeCostOf(hd)).to.equal(1280 * 720 * 60 + PER_STREAM_PIXELS_PER_SECOND);
    expect(decodeCostOf(sound!)).to.equal(0);
    expect(costOf([hd, undefined, sound, hd])).to.deep.equal({
      bitrateBps: 6_128_000,
      decodePixelsPerSecond: 2 * decodeCostOf(hd),
    });
    expect(extraCost(sound!, hd)).to.deep.equal({ bitrateBps: 2_872_000, decodePixelsPerSecond: decodeCostOf(hd) });
  });
});

describe('deviceBox', () => {
  const rows: [ratio: number, width: number][] = [
    [1, 320],
    [1.5, 480],
    [2, 640],
    [3, 640],
    [0, 320],
    [NaN, 320],
    [Infinity, 640],
  ];
  for (const [ratio, width] of rows) {
    it(`320 × 180 at ${ratio}: ${width} wide`, () => {
      expect(deviceBox({ width: 320, height: 180 }, ratio)).to.deep.equal({ width, height: (width * 9) / 16 });
    });
  }
});
