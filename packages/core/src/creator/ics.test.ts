import { expect } from 'chai';
import * as fc from 'fast-check';
import { T333Error } from '../errors.ts';
import { foldLine, icsText } from './ics-lines.ts';
import { toIcs } from './ics.ts';
import type { ScheduleItem } from './schedule-item.ts';

fc.configureGlobal({ seed: 333 });

const ITEM: ScheduleItem = {
  id: '0199',
  title: 'Evening; with guests, and more',
  description: 'One\nTwo \\ three',
  startsAt: '2026-03-22T18:00:00+01:00',
  timeZone: 'Europe/Berlin',
  durationMinutes: 90,
  recurrence: 'none',
  sequence: 2,
};
const OPTIONS = { nowMs: Date.UTC(2026, 2, 1, 12), domain: 'example.com' };
const octets = (text: string): number => new TextEncoder().encode(text).length;
const unfold = (file: string): string[] => file.replace(/\r\n[ \t]/g, '').split('\r\n');
const unescape = (text: string): string =>
  text.replace(/\\([\\;,nN])/g, (_, character: string) => (character.toLowerCase() === 'n' ? '\n' : character));
const valuesOf = (file: string, name: string): string[] =>
  unfold(file).flatMap((line) => (line.startsWith(`${name}:`) ? [line.slice(name.length + 1)] : []));
const linesOf = (item: Partial<ScheduleItem>, options = {}): string[] =>
  unfold(toIcs([{ ...ITEM, ...item }], { ...OPTIONS, ...options }));

describe('toIcs', () => {
  it('is a calendar with an event, in its zone, with what its clocks do', () => {
    expect(toIcs([ITEM], { ...OPTIONS, url: 'https://example.com/north' }).split('\r\n')).to.deep.equal([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//t333//schedule//EN',
      'CALSCALE:GREGORIAN',
      'BEGIN:VTIMEZONE',
      'TZID:Europe/Berlin',
      'BEGIN:STANDARD',
      'DTSTART:20251026T030000',
      'TZOFFSETFROM:+0200',
      'TZOFFSETTO:+0100',
      'END:STANDARD',
      'END:VTIMEZONE',
      'BEGIN:VEVENT',
      'UID:0199@example.com',
      'DTSTAMP:20260301T120000Z',
      'SEQUENCE:2',
      'DTSTART;TZID=Europe/Berlin:20260322T180000',
      'DURATION:PT90M',
      'SUMMARY:Evening\\; with guests\\, and more',
      'DESCRIPTION:One\\nTwo \\\\ three',
      'URL:https://example.com/north',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ]);
  });

  it('what is weekly has every change of five years', () => {
    const lines = linesOf({ recurrence: 'weekly' });
    expect(lines).to.include('RRULE:FREQ=WEEKLY');
    expect(lines.filter((line) => line === 'BEGIN:DAYLIGHT')).to.have.length(5);
    expect(lines).to.include('DTSTART:20260329T020000');
  });

  it('a zone without summers, and UTC, have what they need', () => {
    const lines = linesOf({ timeZone: 'Asia/Kathmandu' });
    expect(lines.filter((line) => line.startsWith('TZOFFSET'))).to.deep.equal([
      'TZOFFSETFROM:+0545',
      'TZOFFSETTO:+0545',
    ]);
    expect(linesOf({ timeZone: 'America/St_Johns' })).to.include('TZOFFSETTO:-0230');
    const utc = linesOf({ timeZone: 'UTC' });
    expect(utc).to.include('DTSTART:20260322T170000Z');
    expect(utc).to.not.include('BEGIN:VTIMEZONE');
  });

  it('the second of two equal hours is told by UTC', () => {
    expect(linesOf({ startsAt: '2026-10-25T00:30:00Z' })).to.include('DTSTART;TZID=Europe/Berlin:20261025T023000');
    expect(linesOf({ startsAt: '2026-10-25T01:30:00Z' })).to.include('DTSTART:20261025T013000Z');
  });

  it('says each zone once', () => {
    const file = toIcs([ITEM, { ...ITEM, id: '2' }, { ...ITEM, id: '3', timeZone: 'Asia/Tokyo' }], OPTIONS);
    expect(valuesOf(file, 'TZID')).to.deep.equal(['Europe/Berlin', 'Asia/Tokyo']);
    expect(new Set(valuesOf(file, 'UID')).size).to.equal(3);
  });

  it('leads to web pages alone', () => {
    expect(linesOf({}, { url: 'javascript:alert(1)' }).some((line) => line.startsWith('URL'))).to.equal(false);
    expect(linesOf({}, { url: 'https://example.com/\r\nX:1' })).to.include('URL:https://example.com/X:1');
  });

  it('refuses what has no time or no zone', () => {
    for (const wrong of [{ startsAt: 'soon' }, { timeZone: 'Nowhere' }, { durationMinutes: NaN }])
      expect(() => linesOf(wrong))
        .to.throw(T333Error)
        .with.property('code', 'invalid-argument');
  });

  it('whatever is written, no text becomes a line, lines are short, and all is read as it was', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 100 }),
      fc.string({ unit: 'grapheme', maxLength: 100 }),
      fc.constantFrom('a\r\nEND:VCALENDAR', '\u2028BEGIN:VEVENT', '\\n', '\\', ';,', '\ud800', '\u0000\u0085'),
    );
    fc.assert(
      fc.property(text, text, text, (id, title, description) => {
        fc.pre(title.trim() !== '' && [...title].length <= 140);
        const bytes = new TextEncoder().encode(toIcs([{ ...ITEM, id, title, description }], OPTIONS));
        const file = new TextDecoder().decode(bytes);
        expect(file.endsWith('\r\n')).to.equal(true);
        // eslint-disable-next-line no-control-regex
        expect(file.replaceAll('\r\n', '')).to.not.match(/[\u0000-\u0008\n-\u001f\u007f\u2028\u2029]/);
        for (const line of file.split('\r\n')) expect(octets(line)).to.be.at.most(75);
        expect(valuesOf(file, 'BEGIN')).to.deep.equal(['VCALENDAR', 'VTIMEZONE', 'STANDARD', 'VEVENT']);
        expect(unescape(valuesOf(file, 'SUMMARY')[0]!)).to.equal(read(title));
        expect(valuesOf(file, 'UID').map(unescape)).to.deep.equal([`${read(id)}@example.com`]);
      }),
    );
  });
});

/** What is left of a text in a file: no controls, one kind of line break, whole characters. */
const read = (text: string): string =>
  new TextDecoder()
    .decode(new TextEncoder().encode(text))
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    // eslint-disable-next-line no-control-regex
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '');

describe('foldLine', () => {
  it('folds at 75 octets, and never within a character', () => {
    expect(foldLine('x'.repeat(75))).to.equal('x'.repeat(75));
    expect(foldLine('x'.repeat(76))).to.equal(`${'x'.repeat(75)}\r\n x`);
    expect(foldLine(`${'x'.repeat(74)}é`)).to.equal(`${'x'.repeat(74)}\r\n é`);
    expect(
      foldLine(`x${'🎺'.repeat(37)}`)
        .split('\r\n')
        .map(octets),
    ).to.deep.equal([73, 73, 5]);
  });
});

describe('icsText', () => {
  it('escapes what means something', () =>
    expect(icsText('a\\b;c,d\r\ne\rf\u2028g"h:i')).to.equal('a\\\\b\\;c\\,d\\ne\\nf\\ng"h:i'));
});
