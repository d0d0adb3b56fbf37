import { expect } from 'chai';
import { filmstrip } from './filmstrip.ts';
import { pictureInPicture } from './picture-in-picture.ts';
import type { TileSpec } from './tile.ts';

const style = { aspectRatio: 16 / 9, gapPx: 8 };
const box = { x: 0, y: 0, width: 1280, height: 720 };
const minSize = { width: 400, height: 300 };
const tilesOf = (count: number): TileSpec[] => Array.from({ length: count }, (_, i) => ({ id: `t${i}` }));

describe('pictureInPicture', () => {
  it('lays the second of two tiles over the lower end corner of the first', () => {
    expect(pictureInPicture(tilesOf(2), 0, box, style)).to.deep.equal([
      { x: 0, y: 0, width: 1280, height: 720 },
      { x: 952, y: 532, width: 320, height: 180, z: 1 },
    ]);
  });

  it('lays the first tile over the focused one', () => {
    expect(pictureInPicture(tilesOf(2), 1, box, style).map((rect) => rect.z)).to.deep.equal([1, undefined]);
  });

  it('puts the rest into a filmstrip', () => {
    const rects = pictureInPicture(tilesOf(5), 3, box, style);
    const rest = filmstrip(tilesOf(4), 2, box, style);
    expect(rects.slice(1)).to.deep.equal(rest);
    const focus = rest[2] ?? box;
    expect(rects[0]).to.deep.equal({
      x: focus.x + focus.width - 264 - 8,
      y: focus.y + focus.height - 148 - 8,
      width: 264,
      height: 148,
      z: 1,
    });
  });

  it('gives a lone tile the whole box', () => {
    expect(pictureInPicture(tilesOf(1), 0, box, style)).to.deep.equal([box]);
  });

  it('keeps a small inset at 120 px, but never above half of the picture', () => {
    expect(pictureInPicture(tilesOf(2), 0, { ...box, width: 360, height: 640 }, style)[1]?.width).to.equal(120);
    expect(pictureInPicture(tilesOf(2), 0, { ...box, width: 160, height: 90 }, style)[1]?.width).to.equal(80);
  });

  it('covers no tile with a minimum: its inset stands beside it', () => {
    const tiles = [{ id: 'a', minSize }, { id: 'b' }];
    expect(pictureInPicture(tiles, 0, box, style)).to.deep.equal(filmstrip(tiles, 0, box, style));
  });

  it('gives an inset the minimum it needs', () => {
    expect(pictureInPicture([{ id: 'a' }, { id: 'b', minSize }], 0, box, style)[1]).to.deep.equal({
      x: 1280 - 534 - 8,
      y: 720 - 300 - 8,
      width: 534,
      height: 300,
      z: 1,
    });
  });

  it('puts an inset that would need more than half of the picture beside it', () => {
    const tiles = [{ id: 'a' }, { id: 'b', minSize }];
    const small = { ...box, width: 1000 };
    const rects = pictureInPicture(tiles, 0, small, style);
    expect(rects).to.deep.equal(filmstrip(tiles, 0, small, style));
    expect(rects[1]?.height).to.be.at.least(300);
  });
});
