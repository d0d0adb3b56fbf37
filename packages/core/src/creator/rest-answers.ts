import { fallback, integer, list, nullable, oneOf, record, text, type Reader } from '../protocol/readers.ts';
import { RECURRENCES, startOf, type ScheduleItem } from './schedule-item.ts';
import type { CreatorStream } from './session-state.ts';
import { KEY_SLOTS, type KeySlot, type StreamKey } from './stream-key.ts';

const id = text(200, 1);
const words = text(10_000);
const MAX_ITEMS = 1000;

const instant: Reader<number> = (value) => {
  const epochMs = typeof value === 'string' ? startOf({ startsAt: value }) : NaN;
  return Number.isNaN(epochMs) ? undefined : epochMs;
};
const maybe = <T>(read: Reader<T>): Reader<T | null> => fallback(nullable(read), null);

interface StreamAnswer extends Omit<CreatorStream, 'startedAtMs' | 'endedAtMs'> {
  readonly startedAt: number | null;
  readonly endedAt: number | null;
}

export const streamAnswer: Reader<StreamAnswer> = record<StreamAnswer>({
  id,
  title: fallback(words, ''),
  status: oneOf('preview', 'live', 'ended'),
  startedAt: maybe(instant),
  endedAt: maybe(instant),
  hlsUrl: maybe(words),
  viewerCount: maybe(integer(0)),
  isReceiving: maybe((value) => (typeof value === 'boolean' ? value : undefined)),
});

export const currentAnswer: Reader<{ stream: StreamAnswer | null }> = record({ stream: nullable(streamAnswer) });

/** @param api an address that begins with a slash is of the server that has told it */
export function readStream({ startedAt, endedAt, hlsUrl, ...stream }: StreamAnswer, api: string | URL): CreatorStream {
  const page = globalThis.location?.href;
  const base = URL.canParse(String(api), page) ? new URL(String(api), page).href : undefined;
  const isWeb = hlsUrl !== null && URL.canParse(hlsUrl, base) && /^https?:/.test(new URL(hlsUrl, base).protocol);
  return Object.freeze({
    ...stream,
    startedAtMs: startedAt,
    endedAtMs: endedAt,
    hlsUrl: isWeb ? new URL(hlsUrl, base).href : null,
  });
}

interface KeyAnswer {
  readonly which: KeySlot;
  readonly createdAt: number | null;
  readonly oldGoodUntil: number | null;
}

export const keysAnswer: Reader<{ items: readonly KeyAnswer[] }> = record({
  items: list(
    record<KeyAnswer>({ which: oneOf(...KEY_SLOTS), createdAt: maybe(instant), oldGoodUntil: maybe(instant) }),
    MAX_ITEMS,
  ),
});

export const readKeys = ({ items }: { readonly items: readonly KeyAnswer[] }): readonly StreamKey[] =>
  items.map(({ which, createdAt, oldGoodUntil }) => ({ which, createdAtMs: createdAt, oldUntilMs: oldGoodUntil }));

export const keyAnswer: Reader<{ key: string }> = record({ key: text(1000, 1) });

const startsAt: Reader<string> = (value) =>
  typeof value === 'string' && !Number.isNaN(startOf({ startsAt: value })) ? value : undefined;

export const itemAnswer: Reader<ScheduleItem> = record<ScheduleItem>({
  id,
  title: words,
  description: fallback(words, ''),
  startsAt,
  timeZone: text(100, 1),
  durationMinutes: integer(1),
  recurrence: oneOf(...RECURRENCES),
  sequence: fallback(integer(0), 0),
});

/** What is wrong in it is left out alone. */
export const scheduleAnswer: Reader<{ items: readonly ScheduleItem[]; nextCursor: string | null }> = record({
  items: list(itemAnswer, MAX_ITEMS),
  nextCursor: maybe(text(1000, 1)),
});
