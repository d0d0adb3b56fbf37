import type { MemberStatus, Offset, OffsetSource } from '@t333/core/sync';
import { expect } from 'chai';
import { isGuess, originOf, readingOf } from './reading.ts';

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
      const reading = readingOf({ status, offset, coverage }, false, driftMs, 10);
      expect(reading).to.deep.equal(values ? { tone, key, values } : { tone, key });
    });
  }

  it('does not know when a video begins whose length it does not know', () => {
    expect(readingOf({ status: 'waiting', offset, coverage: [] }, false, 0, 10).key).to.equal('sync.loading');
  });

  it('tells that a video has no place', () => {
    const none: Offset = { seconds: 0, source: 'none', certainty: 0 };
    expect(readingOf({ status: 'playing', offset: none, coverage }, false, 0, 5).key).to.equal('sync.unplaced');
  });
});

describe('isGuess', () => {
  const member = (source: OffsetSource, certainty: number, moved = false) => {
    const here: Offset = { seconds: 1, source, certainty };
    return { offset: here, initialOffset: moved ? { ...here, seconds: 2 } : here };
  };
  const published = (): ReturnType<typeof member> => member('start-time', 0.3);
  const cases: [why: string, members: ReturnType<typeof member>[], isOne: boolean][] = [
    ['published start times', [published(), published()], true],
    ['one of them beside what is sure', [published(), member('manual', 1)], true],
    ['what the encoders have stamped', [member('program-date-time', 0.6), published()], false],
    ['what is all but certain', [member('sound', 0.97), published()], false],
    ['a doubtful sound', [member('sound', 0.5), published()], true],
    ['the one that all others were found for', [published(), member('sound', 0.97), member('anchor', 1)], false],
    ['the one that all others were moved to', [published(), member('manual', 1, true)], false],
    ['the one that most others were found for', [published(), member('sound', 0.97), published()], true],
    ['one alone, which nothing can be beside', [published()], false],
    ['what has no place at all, and says so', [member('none', 0), published()], false],
  ];
  for (const [why, members, isOne] of cases) {
    it(`${isOne ? 'is' : 'is not'} ${why}`, () => expect(isGuess(members[0]!, members)).to.equal(isOne));
  }

  it('is told where nothing worse is', () => {
    const told = (status: MemberStatus, driftMs: number): string =>
      readingOf({ status, offset: published().offset, coverage }, true, driftMs, 5).key;
    expect([told('playing', 0), told('playing', 120), told('stalled', 0)]).to.deep.equal([
      'sync.rough',
      'sync.ahead',
      'sync.stalled',
    ]);
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
