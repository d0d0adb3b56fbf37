import { expect } from 'chai';
import { formatAmount, minorDigits } from './format-amount.ts';

const money = (value: number, currency: string, digits: number): string =>
  new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(value);

describe('minorDigits', () => {
  const cases: [currency: string, digits: number | null][] = [
    ['EUR', 2],
    ['JPY', 0],
    ['KWD', 3],
    ['CLF', 4],
    ['HUF', 2],
    ['IDR', 2],
    ['IQD', 3],
    ['ZZZ', null],
    ['eur', null],
    ['Bits', null],
    ['', null],
    ['toString', null],
  ];
  for (const [currency, digits] of cases)
    it(`of "${currency}" are ${digits}`, () => expect(minorDigits(currency)).to.equal(digits));
});

describe('formatAmount', () => {
  it('writes currencies with the digits that they have', () => {
    expect(formatAmount(500, 'EUR', 'en')).to.equal(money(5, 'EUR', 2));
    expect(formatAmount(500, 'eur', 'en')).to.equal(money(5, 'EUR', 2));
    expect(formatAmount(500, 'JPY', 'en')).to.equal(money(500, 'JPY', 0));
    expect(formatAmount(1250, 'KWD', 'en')).to.equal(money(1.25, 'KWD', 3));
    expect(formatAmount(100_050, 'HUF', 'en')).to.equal(money(1000.5, 'HUF', 2));
    expect(formatAmount(0, 'EUR', 'en')).to.equal(money(0, 'EUR', 2));
    expect(formatAmount(123_456_789_099, 'USD', 'en')).to.equal(money(1_234_567_890.99, 'USD', 2));
  });

  it('writes them as a language does', () => {
    expect(formatAmount(123_450, 'EUR', 'de')).to.equal('1.234,50\u00a0€');
    expect(formatAmount(5000, 'Bits', 'de')).to.equal('5.000\u00a0Bits');
  });

  it('counts what is no currency', () => {
    expect(formatAmount(500, 'Bits', 'en')).to.equal('500\u00a0Bits');
    expect(formatAmount(5000, 'ZZZ', 'en')).to.equal('5,000\u00a0ZZZ');
    expect(formatAmount(5, 'x'.repeat(1000), 'en')).to.equal(`5\u00a0${'x'.repeat(16)}…`);
    expect(formatAmount(5, '<img src=x>', 'en')).to.equal('5\u00a0<img src=x>');
  });
});
