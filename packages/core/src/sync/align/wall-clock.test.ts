import { expect } from 'chai';
import { offsetsFromWallClock } from './wall-clock.ts';

const EPOCH_MS = Date.UTC(2026, 0, 1);

describe('offsetsFromWallClock', () => {
  it('puts dates and start times on one line', () => {
    const offsets = offsetsFromWallClock([
      { id: 'a', wallClock: { mediaTime: 10, epochMs: EPOCH_MS + 10_000 } },
      { id: 'b', wallClock: { mediaTime: 0, epochMs: EPOCH_MS + 2500 }, startsAt: 0 },
      { id: 'c', startsAt: EPOCH_MS - 4000 },
      { id: 'd' },
      { id: 'e', startsAt: NaN },
    ]);
    expect(Object.fromEntries(offsets)).to.deep.equal({
      a: { seconds: 0, source: 'program-date-time', certainty: 0.6 },
      b: { seconds: -2.5, source: 'program-date-time', certainty: 0.6 },
      c: { seconds: 4, source: 'start-time', certainty: 0.3 },
    });
  });

  it('counts from the zero it is given, and in the source’s own time', () => {
    const offsets = offsetsFromWallClock(
      [{ id: 'a', wallClock: { mediaTime: 1, epochMs: EPOCH_MS }, originShift: 0.5 }],
      EPOCH_MS,
    );
    expect(offsets.get('a')!.seconds).to.equal(1.5);
    expect(offsetsFromWallClock([]).size).to.equal(0);
  });
});
