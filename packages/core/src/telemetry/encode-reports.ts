import { encodeCmcd, toCmcdValue, type Cmcd } from '@svta/cml-cmcd';
import type { PlaybackReport } from './playback-report.ts';

/** As the standard has it sent: a line for each. */
export const REPORTS_TYPE = 'application/cmcd';

/** Of sound and pictures together. */
const both = (value: number | undefined): unknown =>
  value === undefined ? undefined : [toCmcdValue(value, { av: true })];
const list = (value: number | undefined): unknown => (value === undefined ? undefined : [value]);

export const encodeReports = (reports: readonly PlaybackReport[]): string[] =>
  reports.map(({ br, tb, bl, bsa, bsda, ...rest }) =>
    encodeCmcd(
      {
        ...rest,
        sf: 'h',
        br: both(br),
        tb: both(tb),
        bl: both(bl),
        bsa: list(bsa),
        bsda: list(bsda),
      } as unknown as Cmcd,
      { version: 2, reportingMode: 'event' },
    ),
  );
