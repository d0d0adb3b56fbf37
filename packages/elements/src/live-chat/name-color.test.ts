import { expect } from 'chai';
import * as fc from 'fast-check';
import { contrast, nameColor } from './name-color.ts';

const channels = (css: string): number[][] =>
  [...css.matchAll(/rgb\((\d+) (\d+) (\d+)\)/g)].map(([, ...rgb]) => rgb.map(Number));

describe('nameColor', () => {
  it('can be read in the light and in the dark, whatever was chosen', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffff }), (value) => {
        const [light, dark] = channels(nameColor(`#${value.toString(16).padStart(6, '0')}`, ''));
        expect(contrast(light!, [255, 255, 255])).to.be.at.least(6);
        expect(contrast(dark!, [23, 23, 28])).to.be.at.least(6);
      }),
    );
  });

  it('is CSS that a browser takes', () => {
    expect(CSS.supports('color', nameColor('#0000ff', ''))).to.equal(true);
  });

  it('is always the same for who has chosen none, or something else than a colour', () => {
    const own = nameColor(undefined, 'ann');
    for (const color of ['red', '#fff', 'url(x)', '#12345g', 'expression(1)'])
      expect(nameColor(color, 'ann')).to.equal(own);
  });
});
