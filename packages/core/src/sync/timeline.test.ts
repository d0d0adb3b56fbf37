import { expect } from 'chai';
import { msUntil, timeAt } from './timeline.ts';

describe('timeAt', () => {
  const cases = [
    ['moves on while it plays', { position: 10, rate: 1, playing: true, atMs: 1000 }, 3500, 12.5],
    ['moves on at its rate', { position: 10, rate: 0.5, playing: true, atMs: 1000 }, 3000, 11],
    ['stands still while it does not', { position: 10, rate: 2, playing: false, atMs: 1000 }, 9000, 10],
    ['stands still until it begins', { position: 10, rate: 1, playing: true, atMs: 1000 }, 400, 10],
  ] as const;
  for (const [name, timeline, nowMs, time] of cases) {
    it(name, () => expect(timeAt(timeline, nowMs)).to.equal(time));
  }
});

describe('msUntil', () => {
  const line = { position: 10, rate: 2, playing: true, atMs: 1000 };
  it('counts the wait before a timeline begins', () => expect(msUntil(line, 14, 0)).to.equal(3000));
  it('is below 0 behind it', () => expect(msUntil(line, 14, 4000)).to.equal(-1000));
});
