import { expect } from 'chai';
import * as fc from 'fast-check';
import { countdownTo, nextOccurrence, upcoming } from './occurrences.ts';
import { faultsOf, type ScheduleDraft } from './schedule-item.ts';
import { wallTimeIn } from './zone-time.ts';

fc.configureGlobal({ seed: 333 });

const DRAFT: ScheduleDraft = {
  title: 'Evening',
  description: '',
  startsAt: '2026-03-22T18:00:00+01:00',
  timeZone: 'Europe/Berlin',
  durationMinutes: 90,
  recurrence: 'weekly',
};
const next = (draft: Partial<ScheduleDraft>, now: string): string | null => {
  const found = nextOccurrence({ ...DRAFT, ...draft }, Date.parse(now));
  return found && new Date(found.startsAtMs).toISOString();
};

describe('nextOccurrence', () => {
  const once = { recurrence: 'none' } as const;
  const cases: [why: string, draft: Partial<ScheduleDraft>, now: string, at: string | null][] = [
    ['still to come', once, '2026-03-01T00:00Z', '2026-03-22T17:00:00.000Z'],
    ['on now', once, '2026-03-22T18:29:59Z', '2026-03-22T17:00:00.000Z'],
    ['over', once, '2026-03-22T18:30:00Z', null],
    ['weekly, not begun', {}, '2025-01-01T00:00Z', '2026-03-22T17:00:00.000Z'],
    ['weekly, after clocks were put forward', {}, '2026-03-22T18:30:00Z', '2026-03-29T16:00:00.000Z'],
    ['weekly, years later, in winter', {}, '2029-01-01T00:00Z', '2029-01-07T17:00:00.000Z'],
    ['weekly, when clocks were put back', {}, '2026-10-24T00:00Z', '2026-10-25T17:00:00.000Z'],
    [
      'weekly, an hour that is leapt over',
      { startsAt: '2026-03-22T02:30:00+01:00' },
      '2026-03-23T00:00Z',
      '2026-03-29T01:30:00.000Z',
    ],
    ['no time at all', { startsAt: '2026-03-22' }, '2026-03-01T00:00Z', null],
    ['no zone that is known', { timeZone: 'Nowhere' }, '2026-03-01T00:00Z', null],
    ['no zone in its time', { startsAt: '2026-03-22T18:00' }, '2026-03-01T00:00Z', null],
  ];
  for (const [why, draft, now, at] of cases) it(why, () => expect(next(draft, now)).to.equal(at));

  it('is never over, at the same hour, on the same day, and no week is left out', () => {
    const timeZone = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Africa/Casablanca', 'Asia/Tokyo');
    const first = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2026, 0, 1) });
    fc.assert(
      fc.property(
        timeZone,
        first,
        fc.nat(5e11),
        fc.integer({ min: 1, max: 1440 }),
        (zone, firstMs, laterMs, length) => {
          const startsAt = new Date(firstMs - (firstMs % 60_000)).toISOString();
          const draft = { ...DRAFT, startsAt, timeZone: zone, durationMinutes: length };
          const nowMs = firstMs + laterMs;
          const found = nextOccurrence(draft, nowMs)!;
          expect(found.endsAtMs).to.be.above(nowMs);
          expect(found.startsAtMs - nowMs).to.be.at.most(7 * 86_400_000 + 3_600_000);
          const ahead = wallTimeIn(zone, found.startsAtMs) - wallTimeIn(zone, Date.parse(startsAt));
          // An hour that is leapt over is an hour later.
          expect(ahead % (7 * 86_400_000)).to.be.oneOf([0, 3_600_000]);
          expect(nextOccurrence(draft, found.startsAtMs)!.startsAtMs).to.be.at.most(found.startsAtMs);
        },
      ),
    );
  });
});

describe('upcoming', () => {
  it('has the soonest first, and none that are over', () => {
    const items = [
      { ...DRAFT, title: 'late', startsAt: '2026-05-02T18:00:00Z' },
      { ...DRAFT, title: 'over', startsAt: '2025-05-02T18:00:00Z', recurrence: 'none' },
      { ...DRAFT, title: 'on', startsAt: '2026-05-01T10:00:00Z' },
    ] as const;
    const found = upcoming(items, Date.parse('2026-05-01T11:00:00Z'));
    expect(found.map(({ item }) => item.title)).to.deep.equal(['on', 'late']);
  });
});

describe('countdownTo', () => {
  const cases: [leftMs: number, text: string, changesInMs: number | null][] = [
    [0, '0 0 0 0', null],
    [-5, '0 0 0 0', null],
    [NaN, '0 0 0 0', null],
    [1, '0 0 0 1', 1],
    [1000, '0 0 0 1', 1000],
    [1001, '0 0 0 2', 1],
    [60_000, '0 0 1 0', 1000],
    [90_061_000, '1 1 1 1', 1000],
  ];
  for (const [leftMs, text, changesInMs] of cases) {
    it(`${leftMs} ms`, () => {
      const { days, hours, minutes, seconds, changesInMs: change } = countdownTo(leftMs, 0);
      expect([days, hours, minutes, seconds].join(' ')).to.equal(text);
      expect(change).to.equal(changesInMs);
    });
  }

  it('loses nothing, and is another one when it says so', () => {
    const whole = (leftMs: number): number => {
      const { days, hours, minutes, seconds } = countdownTo(leftMs, 0);
      return ((days * 24 + hours) * 60 + minutes) * 60 + seconds;
    };
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e10 }), (leftMs) => {
        expect(whole(leftMs)).to.equal(Math.ceil(leftMs / 1000));
        const { changesInMs } = countdownTo(leftMs, 0);
        expect(whole(leftMs - changesInMs!)).to.equal(whole(leftMs) - 1);
      }),
    );
  });
});

describe('faultsOf', () => {
  const cases: [draft: Partial<ScheduleDraft>, faults: string[]][] = [
    [{}, []],
    [{ title: ' ' }, ['title']],
    [{ title: '🎺'.repeat(140) }, []],
    [{ title: 'x'.repeat(141), description: 'x'.repeat(2001) }, ['title', 'description']],
    [{ startsAt: 'soon', timeZone: '+01:00' }, ['start', 'zone']],
    [{ startsAt: '2026-13-01T00:00:00Z' }, ['start']],
    [{ durationMinutes: 0 }, ['duration']],
    [{ durationMinutes: 1.5 }, ['duration']],
    [{ recurrence: 'yearly' as 'none' }, ['recurrence']],
  ];
  for (const [draft, faults] of cases) {
    it(`${JSON.stringify(draft).slice(0, 60)}: ${faults.join() || 'none'}`, () =>
      expect(faultsOf({ ...DRAFT, ...draft })).to.deep.equal(faults));
  }
});
