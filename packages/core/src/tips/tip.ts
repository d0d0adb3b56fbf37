import { T333Error } from '../errors.ts';

/** What somebody has given, and what they say with it. */
export interface Tip {
  /** What comes again with the same id, after a lost connection for example, is the same tip. */
  readonly id: string;
  /** Who has given it; null for somebody who is not named. */
  readonly name: string | null;
  /** In the currency's smallest unit, 0 or more: 500 is €5.00, and ¥500. */
  readonly amountMinor: number;
  /** ISO 4217; or what else is given, in whole pieces: `Bits`. */
  readonly currency: string;
  readonly text: string;
  /** How long it is to be seen, in milliseconds: 3000 to 30,000, what is beyond counts as these. Default 8000. */
  readonly displayMs?: number;
}

/** @throws T333Error `invalid-argument` */
export function checkTip({ id, name, amountMinor, currency, text, displayMs = 0 }: Tip): void {
  const isTip =
    [id, currency, text, name ?? ''].every((field) => typeof field === 'string') &&
    [amountMinor, displayMs].every((field) => typeof field === 'number' && field >= 0) &&
    id !== '' &&
    amountMinor < Infinity;
  if (!isTip)
    throw new T333Error('invalid-argument', 'A tip has an id, an amount of 0 or more, a currency and a text.');
}
