import { expect } from 'chai';
import { isFrameKey, timeForKey } from './timeline-keys.ts';

describe('timeForKey', () => {
  const position = { time: 100, range: { start: -10, end: 130 }, frameSeconds: 0.04 };
  const cases: [key: string, shift: boolean, rtl: boolean, time: number | null][] = [
    ['ArrowRight', false, false, 101],
    ['ArrowLeft', false, false, 99],
    ['ArrowRight', true, false, 105],
    ['ArrowRight', false, true, 99],
    ['ArrowLeft', true, true, 105],
    ['ArrowUp', false, true, 101],
    ['ArrowDown', true, false, 95],
    ['PageUp', false, false, 130],
    ['PageDown', false, true, 40],
    ['Home', false, false, -10],
    ['End', false, false, 130],
    [',', false, false, 99.96],
    ['.', false, true, 100.04],
    ['Enter', false, false, null],
    ['constructor', false, false, null],
  ];
  for (const [key, shiftKey, isRtl, time] of cases) {
    it(`${shiftKey ? 'Shift+' : ''}${key}${isRtl ? ', from right to left,' : ''} leads to ${time}`, () =>
      expect(timeForKey({ key, shiftKey }, position, isRtl)).to.equal(time));
  }

  it('never leaves the range', () => {
    expect(timeForKey({ key: 'PageDown', shiftKey: false }, { ...position, time: 20 }, false)).to.equal(-10);
  });

  it('knows the keys of a frame', () => {
    expect(['.', ',', 'ArrowRight'].map(isFrameKey)).to.deep.equal([true, true, false]);
  });
});
