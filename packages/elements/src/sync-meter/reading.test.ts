import type { MemberStatus, Offset } from '@t333/core/sync';
import { expect } from 'chai';
import { originOf, readingOf } from './reading.ts';

const offset: Offset = { seconds: 1, source: 'sound', certainty: 0.974 };
const coverage = [
  { start: 0, end: 10 },
  { start: 75.2, end: 90 },
];

describe('readingOf', () => {
  const cases: [status: MemberStatus, driftMs: number, tone: string, key: string, values?: object][] = [
    ['playing', 0, 'fine', 'sync.fine'],
    ['ready', 0, 'fine', 'sync.fine'],
    ['correcting', 0, 'fine', 'sync.fine'],
    ['playing', 120, 'alarm', 'sync.ahead', { drift: '120 ms' }],
    ['correcting', -1200, 'alarm', 'sync.behind', { drift: '1.2 s' }],
    ['loading', 120, 'note', 'sync.loading'],
    ['ended', 0, 'note', 'sync.ended'],
    ['parked', 120, 'note', 'sync.parked'],
    ['cueing', 0, 'note', 'sync.cueing'],
    ['stalled', 120, 'alarm', 'sync.stalled'],
    ['error', 0, 'alarm', 'sync.error'],
    ['waiting', 0, 'note', 'sync.waiting', { time: '1:06' }],
  ];
  for (const [status, driftMs, tone, key, values] of cases) {
    it(`${status}, ${driftMs} ms: ${key}`, () => {
      const reading = readingOf({ status, offset, coverage }, driftMs, 10);
      expect(reading).to.deep.equal(values ? { tone, key, values } : { tone, key });
    });
  }

  it('does not know when a video begins whose length it does not know', () => {
    expect(readingOf({ status: 'waiting', offset, coverage: [] }, 0, 10).key).to.equal('sync.loading');
  });

  it('tells that a video has no place', () => {
    const none: Offset = { seconds: 0, source: 'none', certainty: 0 };
    expect(readingOf({ status: 'playing', offset: none, coverage }, 0, 5).key).to.equal('sync.unplaced');
  });
});

describe('originOf', () => {
  it('tells the doubt where there may be one', () => {
    expect(originOf(offset)).to.deep.equal({ source: 'sync.source.sound', percent: 97 });
    expect(originOf({ ...offset, source: 'manual' }).percent).to.equal(null);
    expect(originOf({ ...offset, source: 'anchor' }).percent).to.equal(null);
    expect(originOf({ ...offset, source: 'start-time', certainty: 0.3 }).percent).to.equal(30);
  });
});
