import { expect } from 'chai';
import { timeRanges } from './time-ranges.ts';
import { clampToRanges, isUnnoticed, type MediaLike } from './media-like.ts';

describe('clampToRanges', () => {
  const window = timeRanges([10, 20], [25, 40]);
  const cases: [seconds: number, ranges: TimeRanges, expected: number][] = [
    [15, window, 15],
    [5, window, 10],
    [22, window, 22],
    [50, window, 40],
    [-1, timeRanges(), 0],
    [7, timeRanges(), 7],
  ];
  for (const [seconds, ranges, expected] of cases) {
    it(`${seconds} → ${expected} of ${ranges.length} ranges`, () => {
      expect(clampToRanges(seconds, ranges)).to.equal(expected);
    });
  }
});

describe('isUnnoticed', () => {
  const inRoot = (pictureInPictureElement?: unknown) => ({ getRootNode: () => ({ pictureInPictureElement }) });
  const HIDDEN = { ownerDocument: { hidden: true }, muted: true, volume: 1, ...inRoot(null) };
  const cases: [string, Partial<MediaLike>, boolean][] = [
    ['what is muted on a hidden page', {}, true],
    ['what has no volume', { muted: false, volume: 0 }, true],
    ['what has no sound', { muted: false, webkitAudioDecodedByteCount: 0 }, true],
    ['not what is heard', { muted: false, webkitAudioDecodedByteCount: 1000 }, false],
    ['not what may be heard', { muted: false }, false],
    ['not on a page that is seen', { ownerDocument: { hidden: false } }, false],
    ['not what floats', inRoot({}), false],
    ['not where nobody knows whether it does', inRoot(), false],
  ];
  for (const [name, patch, expected] of cases) {
    it(name, () => expect(isUnnoticed({ ...HIDDEN, ...patch } as MediaLike)).to.equal(expected));
  }

  it('not what is no element', () => expect(isUnnoticed({ muted: true } as MediaLike)).to.equal(false));
});
