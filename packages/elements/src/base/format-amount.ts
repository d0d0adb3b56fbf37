import { shortText } from './short-text.ts';

/**
 * ISO 4217's minor digits, where they are not 2. Browsers cannot be asked: Chromium's are those in which prices are written, so that 1000
 * Hungarian fillér would be 1000 forint there, and 10 elsewhere.
 */
const DIGITS: readonly [digits: number, codes: string][] = [
  [0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'],
  [3, 'BHD IQD JOD KWD LYD OMR TND'],
  [4, 'CLF UYW'],
];
const MAX_UNIT_CODE_POINTS = 16;

let known: ReadonlySet<string> | undefined;

/** How many digits of an amount are parts of its currency: 2 for euros, 0 for yen. Null for what is no currency that is known here. */
export function minorDigits(currency: string): number | null {
  const [digits] = DIGITS.find(([, codes]) => codes.split(' ').includes(currency)) ?? [];
  known ??= new Set(Intl.supportedValuesOf('currency'));
  return digits ?? (known.has(currency) ? 2 : null);
}

/** Writes an amount as a language does: `€5.00`. What is no currency is counted in whole pieces: `500 Bits`. */
export function formatAmount(amountMinor: number, currency: string, locale: string | undefined): string {
  const code = currency.toUpperCase();
  const digits = minorDigits(code);
  if (digits === null)
    return `${new Intl.NumberFormat(locale).format(amountMinor)}\u00a0${shortText(currency, MAX_UNIT_CODE_POINTS)}`;
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: code,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(amountMinor / 10 ** digits);
}
