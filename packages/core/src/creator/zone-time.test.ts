import { expect } from 'chai';
import * as fc from 'fast-check';
import { T333Error } from '../errors.ts';
import { instantIn, isTimeZone, transitionsIn, wallTimeIn, zoneOffsetMs } from './zone-time.ts';

fc.configureGlobal({ seed: 333 });

const HOUR_MS = 3_600_000;
const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/St_Johns',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'Pacific/Apia',
  'Pacific/Kiritimati',
];
const zone = fc.constantFrom(...ZONES);
const instant = fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2037, 0, 1) });

describe('wallTimeIn', () => {
  const cases: [timeZone: string, at: string, shows: string][] = [
    ['Europe/Berlin', '2026-03-29T00:59:59Z', '2026-03-29T01:59:59'],
    ['Europe/Berlin', '2026-03-29T01:00:00Z', '2026-03-29T03:00:00'],
    ['America/St_Johns', '2026-01-01T00:00:00Z', '2025-12-31T20:30:00'],
    ['Asia/Kathmandu', '2026-01-01T00:00:00Z', '2026-01-01T05:45:00'],
    ['Pacific/Kiritimati', '2026-01-01T10:00:00Z', '2026-01-02T00:00:00'],
  ];
  for (const [timeZone, at, shows] of cases) {
    it(`${timeZone} shows ${shows}`, () => {
      expect(new Date(wallTimeIn(timeZone, Date.parse(at))).toISOString().slice(0, 19)).to.equal(shows);
    });
  }

  it('refuses what is no zone', () => {
    expect(() => wallTimeIn('Europe/Nowhere', 0))
      .to.throw(T333Error)
      .with.property('code', 'invalid-argument');
  });
});

describe('instantIn', () => {
  const cases: [why: string, timeZone: string, shows: string, at: string][] = [
    ['in winter', 'Europe/Berlin', '2026-01-15T18:00Z', '2026-01-15T17:00:00.000Z'],
    ['in summer', 'Europe/Berlin', '2026-07-15T18:00Z', '2026-07-15T16:00:00.000Z'],
    ['leapt over: an hour later', 'Europe/Berlin', '2026-03-29T02:30Z', '2026-03-29T01:30:00.000Z'],
    ['shown twice: the first', 'Europe/Berlin', '2026-10-25T02:30Z', '2026-10-25T00:30:00.000Z'],
    ['shown twice, west of Greenwich', 'America/New_York', '2026-11-01T01:30Z', '2026-11-01T05:30:00.000Z'],
    ['half an hour is leapt over', 'Australia/Lord_Howe', '2026-10-04T02:15Z', '2026-10-03T15:45:00.000Z'],
    ['a day that never was', 'Pacific/Apia', '2011-12-30T12:00Z', '2011-12-30T22:00:00.000Z'],
  ];
  for (const [why, timeZone, shows, at] of cases) {
    it(why, () => expect(new Date(instantIn(timeZone, Date.parse(shows))).toISOString()).to.equal(at));
  }

  it('is when clocks show it, wherever they show it; the first time', () => {
    fc.assert(
      fc.property(zone, instant, (timeZone, atMs) => {
        const wallMs = wallTimeIn(timeZone, atMs);
        const found = instantIn(timeZone, wallMs);
        expect(wallTimeIn(timeZone, found)).to.equal(wallMs);
        expect(found).to.be.at.most(atMs);
      }),
    );
  });
});

describe('transitionsIn', () => {
  it('finds each change to the second', () => {
    const found = transitionsIn('Europe/Berlin', Date.UTC(2026, 0, 1), Date.UTC(2027, 0, 1));
    expect(found).to.deep.equal([
      { atMs: Date.UTC(2026, 2, 29, 1), fromOffsetMs: HOUR_MS, toOffsetMs: 2 * HOUR_MS },
      { atMs: Date.UTC(2026, 9, 25, 1), fromOffsetMs: 2 * HOUR_MS, toOffsetMs: HOUR_MS },
    ]);
    expect(transitionsIn('Asia/Kathmandu', Date.UTC(2026, 0, 1), Date.UTC(2027, 0, 1))).to.deep.equal([]);
  });

  it('tells the offset of every instant, with the one at the beginning', () => {
    const [fromMs, toMs] = [Date.UTC(2009, 0, 1), Date.UTC(2014, 0, 1)];
    const known = new Map(ZONES.map((name) => [name, transitionsIn(name, fromMs, toMs)]));
    fc.assert(
      fc.property(zone, fc.integer({ min: fromMs, max: toMs }), (timeZone, atMs) => {
        const last = known.get(timeZone)!.findLast((one) => one.atMs <= atMs);
        expect(zoneOffsetMs(timeZone, atMs - (atMs % 1000))).to.equal(
          last?.toOffsetMs ?? zoneOffsetMs(timeZone, fromMs),
        );
      }),
    );
  });
});

describe('isTimeZone', () => {
  for (const name of ['Europe/Berlin', 'UTC', 'America/Argentina/Buenos_Aires'])
    it(`knows ${name}`, () => expect(isTimeZone(name)).to.equal(true));
  for (const name of ['', '+01:00', 'Europe/Nowhere', 'x\r\nEND:VCALENDAR'])
    it(`does not know ${JSON.stringify(name)}`, () => expect(isTimeZone(name)).to.equal(false));
});
