import { expect } from 'chai';
import { placeBehind, type ListedMedia } from './lost-media.ts';

/** Segments of 2 s from number 10 on at 100 s, and the parts of what comes after them. */
function list(
  segments: { gap?: boolean }[],
  parts: { sn: number; start: number; independent?: boolean; gap?: boolean }[],
) {
  return {
    fragments: segments.map(({ gap = false }, index) => ({ sn: 10 + index, start: 100 + index * 2, gap })),
    partList: parts.map(({ sn, start, independent = false, gap = false }) => ({
      fragment: { sn },
      start,
      independent,
      gap,
    })),
  } as unknown as ListedMedia;
}

describe('placeBehind', () => {
  it('is where the next segment begins', () => {
    expect(placeBehind(list([{}, {}, {}], []), 10)).to.equal(102.05);
  });

  it('is where its first part begins, before it is complete', () => {
    const parts = [
      { sn: 11, start: 102, independent: true },
      { sn: 11, start: 102.2 },
    ];
    expect(placeBehind(list([{}], parts), 10)).to.equal(102.05);
  });

  it('leaves out what is declared to be missing, and what no picture can begin with', () => {
    expect(placeBehind(list([{}, { gap: true }, {}], []), 10)).to.equal(104.05);
    const parts = [
      { sn: 11, start: 102, gap: true },
      { sn: 11, start: 102.2 },
      { sn: 11, start: 102.4, independent: true },
    ];
    expect(placeBehind(list([{}], parts), 10)).to.equal(102.45);
  });

  it('is nowhere while nothing follows', () => {
    expect(placeBehind(list([{}], [{ sn: 10, start: 101, independent: true }]), 10)).to.equal(null);
    expect(placeBehind(list([], []), 10)).to.equal(null);
    expect(placeBehind({ ...list([{}], []), partList: null }, 10)).to.equal(null);
  });
});
