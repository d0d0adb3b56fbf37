import { ageOfEdge, type TimeOfDay } from './latency.ts';
import { HOLD_BACK_STEPS } from './live-start.ts';
import { MIN_STEPS } from './target-latency.ts';

/** Up to the last date, the date, and what follows it. */
const LAST_DATE = /^[^]*#EXT-X-PROGRAM-DATE-TIME:(\S+)([^]*)$/;
const SEGMENT_SECONDS = /^#EXTINF:(\d+(?:\.\d+)?)/gm;
const PART_SECONDS = /^#EXT-X-PART:(?:.*,)?DURATION=(\d+(?:\.\d+)?)/gm;
const TARGET_SECONDS = /^#EXT-X-TARGETDURATION:(\d+)/m;
const PART_TARGET_SECONDS = /[:,]PART-TARGET=(\d+(?:\.\d+)?)/;

/**
 * How far from the end of a playlist to begin, so that latency is what was wished for from the first frame on, in seconds.
 *
 * @param wishedSeconds behind the camera where there are dates to be believed, else behind the live edge
 * @param ownSeconds how far away the stream wants to be played; nobody begins nearer. Null where it does not say
 * @param inParts whether parts are loaded
 * @returns null of a playlist that lists no media, or figures of which nothing can be made
 */
export function wishedOffset(
  playlist: string,
  wishedSeconds: number,
  ownSeconds: number | null,
  inParts: boolean,
  time: TimeOfDay,
): number | null {
  const target = Number(TARGET_SECONDS.exec(playlist)?.[1]);
  if (!target) return null;
  const step = (inParts && Number(PART_TARGET_SECONDS.exec(playlist)?.[1])) || target;
  const [, date = '', dated = ''] = LAST_DATE.exec(playlist) ?? [];
  const epochMs = Date.parse(date);
  const wallClock = Number.isNaN(epochMs) ? null : { mediaTime: 0, epochMs };
  const age = ageOfEdge(wallClock, lengthOf(dated), time, false) ?? 0;
  const furthest = lengthOf(playlist) - MIN_STEPS * step;
  const seconds = Math.max(ownSeconds ?? HOLD_BACK_STEPS * target, Math.min(wishedSeconds - age, furthest));
  return Number.isFinite(seconds) ? seconds : null;
}

/** In seconds. Parts count where their segment is not complete. */
function lengthOf(lines: string): number {
  const last = lines.slice(Math.max(0, lines.lastIndexOf('#EXTINF')));
  return sum(lines, SEGMENT_SECONDS) + sum(last, PART_SECONDS);
}

const sum = (lines: string, pattern: RegExp): number =>
  [...lines.matchAll(pattern)].reduce((seconds, [, duration]) => seconds + Number(duration), 0);
