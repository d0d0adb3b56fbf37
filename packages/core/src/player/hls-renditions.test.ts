import { expect } from 'chai';
import { readRenditions, type HlsLevelLike } from './hls-renditions.ts';

const level = (more: Partial<HlsLevelLike>): HlsLevelLike => ({
  bitrate: 0,
  width: 0,
  height: 0,
  frameRate: 0,
  name: undefined,
  codecs: '',
  ...more,
});

describe('readRenditions', () => {
  const labels: [HlsLevelLike, string][] = [
    [level({ height: 720 }), '720p'],
    [level({ height: 720, frameRate: 30 }), '720p'],
    [level({ height: 720, frameRate: 29.97 }), '720p'],
    [level({ height: 720, frameRate: 59.94 }), '720p60'],
    [level({ height: 1080, frameRate: 50, name: 'HD' }), '1080p50'],
    [level({ name: 'Sound only', bitrate: 64_000 }), 'Sound only'],
    [level({ bitrate: 64_400 }), '64 kbit/s'],
    [level({}), 'Source'],
  ];

  for (const [one, label] of labels) {
    it(`names it ${label}`, () => expect(readRenditions([one])[0]?.label).to.equal(label));
  }

  it('tells what is known, and no more', () => {
    const [known, unknown] = readRenditions([
      level({ bitrate: 2e6, width: 1280, height: 720, frameRate: 30, codecs: 'avc1.64001f' }),
      level({}),
    ]);
    expect(known).to.deep.include({ bitrateBps: 2e6, width: 1280, height: 720, frameRate: 30, codecs: 'avc1.64001f' });
    expect(unknown).to.have.all.keys('id', 'label');
  });

  it('keeps an id when another level goes, and gives different levels different ids', () => {
    const levels = [
      level({ height: 360, bitrate: 1 }),
      level({ height: 720, bitrate: 2, codecs: 'avc1' }),
      level({ height: 720, bitrate: 2, codecs: 'hvc1' }),
      level({ height: 720, bitrate: 3, codecs: 'hvc1' }),
    ];
    const ids = readRenditions(levels).map(({ id }) => id);
    expect(new Set(ids).size).to.equal(4);
    expect(readRenditions(levels.slice(1)).map(({ id }) => id)).to.deep.equal(ids.slice(1));
  });

  it('is frozen', () => {
    const renditions = readRenditions([level({})]);
    expect(Object.isFrozen(renditions)).to.equal(true);
    expect(Object.isFrozen(renditions[0])).to.equal(true);
  });
});
