import { expect } from 'chai';
import * as fc from 'fast-check';
import { formatConsent, parseConsent, type ConsentRecord } from './consent-record.ts';

fc.configureGlobal({ seed: 333 });

const record = (patch: object = {}): ConsentRecord =>
  ({ v: 1, minAge: 18, ts: 1_700_000_000_000, exp: 1_702_592_000_000, scope: 'films', ...patch }) as ConsentRecord;

describe('parseConsent', () => {
  it('reads what was written', () => {
    const ms = fc.integer({ min: 0, max: 4e12 });
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 150, noNaN: true }),
        ms,
        ms,
        fc.string({ maxLength: 100 }),
        (minAge, ts, forMs, scope) => {
          const written = record({ minAge, ts, exp: ts + forMs + 1, scope });
          expect(parseConsent(formatConsent(written))).to.deep.equal(written);
        },
      ),
    );
  });

  it('reads no more than a record has', () => {
    expect(parseConsent(JSON.stringify(record({ admin: true })))).to.deep.equal(record());
  });

  const cases: [why: string, text: string | null][] = [
    ['nothing', null],
    ['an empty text', ''],
    ['no JSON', '{'],
    ['null', 'null'],
    ['true', 'true'],
    ['a list', '[1,18]'],
    ['another version', JSON.stringify(record({ v: 2 }))],
    ['a version that is a text', JSON.stringify(record({ v: '1' }))],
    ['an age that is a text', JSON.stringify(record({ minAge: '18' }))],
    ['an age that nobody has', JSON.stringify(record({ minAge: 1e9 }))],
    ['a negative age', JSON.stringify(record({ minAge: -1 }))],
    ['a time that is no number', JSON.stringify(record({ ts: null }))],
    ['an end beyond all time', JSON.stringify(record()).replace('1702592000000', '1e999')],
    ['an end before its start', JSON.stringify(record({ exp: 1 }))],
    ['no scope', JSON.stringify(record({ scope: undefined }))],
    ['a scope that is an object', JSON.stringify(record({ scope: {} }))],
    ['what is inherited', '{"__proto__":{"v":1,"minAge":99,"ts":1,"exp":9000000000000,"scope":"films"}}'],
    ['far too much', JSON.stringify(record({ scope: 'x'.repeat(2000) }))],
  ];
  for (const [why, text] of cases) it(`ignores ${why}`, () => expect(parseConsent(text)).to.equal(null));

  it('throws at nothing', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => void parseConsent(text)));
  });
});
