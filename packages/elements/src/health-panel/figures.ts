import { numberLocaleOf } from '../base/number-locale.ts';

const MINUTE_SECONDS = 60;
const HOUR_SECONDS = 3600;

/** Numbers as a language writes them. */
export interface Figures {
  /** Bits a second: `350 kb/s`, `4.2 Mb/s`. */
  rate: (bitsPerSecond: number) => string;
  /** `59.9`. */
  number: (value: number) => string;
  /** 0 to 1: `0.4%`. */
  share: (ratio: number) => string;
  /** `12 seconds ago`. */
  ago: (ms: number) => string;
  /** `3 minutes`. */
  minutes: (ms: number) => string;
}

const known = new Map<string | undefined, Figures>();

export function figuresOf(element: Element): Figures {
  const locale = numberLocaleOf(element);
  let figures = known.get(locale);
  if (!figures) known.set(locale, (figures = figuresIn(locale)));
  return figures;
}

function figuresIn(locale: string | undefined): Figures {
  const format = (options: Intl.NumberFormatOptions): ((value: number) => string) =>
    new Intl.NumberFormat(locale, { maximumFractionDigits: 1, ...options }).format;
  const kilobits = format({ style: 'unit', unit: 'kilobit-per-second', maximumFractionDigits: 0 });
  const megabits = format({ style: 'unit', unit: 'megabit-per-second' });
  const minutes = format({ style: 'unit', unit: 'minute', unitDisplay: 'long', maximumFractionDigits: 0 });
  const relative = new Intl.RelativeTimeFormat(locale);
  return {
    rate: (bitsPerSecond) => (bitsPerSecond < 999_500 ? kilobits(bitsPerSecond / 1000) : megabits(bitsPerSecond / 1e6)),
    number: format({}),
    share: format({ style: 'percent' }),
    ago(ms) {
      const seconds = Math.floor(Math.max(0, ms) / 1000);
      if (seconds < MINUTE_SECONDS) return relative.format(-seconds, 'second');
      if (seconds < HOUR_SECONDS) return relative.format(-Math.floor(seconds / MINUTE_SECONDS), 'minute');
      return relative.format(-Math.floor(seconds / HOUR_SECONDS), 'hour');
    },
    minutes: (ms) => minutes(Math.max(1, Math.ceil(ms / 60_000))),
  };
}
