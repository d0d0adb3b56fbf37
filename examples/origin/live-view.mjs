/** What a live playlist shows at a moment, as a pure function of the clock and the knobs. */
import { completeSegments } from './live-timeline.mjs';
import { heldTime, isStruck, releaseTime, strikesOf, strikesUntil, lastStrikeMs } from './faults.mjs';
import { completeParts, partTiming, spanOfPart } from './part-timing.mjs';

/**
 * @typedef {object} LiveSource
 * @property {import('./live-timeline.mjs').Recording} recording
 * @property {number} frameRate
 * @property {number} epochMs
 * @property {number} windowSegments without `dvr`
 * @property {import('./knobs.mjs').Knobs} knobs
 *
 * @typedef {object} ListedPart
 * @property {string} name its URL without folder and ending
 * @property {number} seconds
 * @property {boolean} independent begins with a key frame
 * @property {boolean} gap it is not there
 *
 * @typedef {object} ListedSegment
 * @property {number} sequence since the epoch, whatever the media sequence number is
 * @property {string} name its URL without folder and ending
 * @property {number} startMs its PROGRAM-DATE-TIME
 * @property {boolean} discontinuity its decode times do not follow the ones before
 * @property {boolean} gap some of it is not there
 * @property {ListedPart[]} parts none if it is too old for them
 *
 * @typedef {object} LiveView
 * @property {number} base sequence since the epoch of what has the media sequence number 0
 * @property {ListedSegment[]} segments complete ones, oldest first
 * @property {ListedSegment} open the next one; its parts are those that are complete
 * @property {string | null} hint name of the part that comes next, if it will
 * @property {number} discontinuitySequence
 * @property {boolean} ended
 * @property {import('./part-timing.mjs').PartTiming} timing
 */

/** Less than any frame lasts. */
const graceMs = 1;

/** Parts older than that from the end are of no use to a player (RFC 8216bis, 6.2.2). */
const partsTargetDurations = 3;

/** @param {LiveSource} source */
export const timingOfParts = ({ recording, frameRate, knobs }) =>
  partTiming({ segmentMs: recording.segmentMs, frameRate }, knobs.part);

/** @param {LiveSource} source */
const strikes = ({ knobs, epochMs }) => strikesOf(knobs, epochMs);

/**
 * @param {LiveSource} source
 * @param {number} sequence
 */
const startOf = ({ recording, epochMs }, sequence) =>
  epochMs + recording.startOffsetMs + sequence * recording.segmentMs;

/**
 * @param {LiveSource} source
 * @returns {number} how many segments there will ever be
 */
function finalCount({ recording, epochMs, knobs }) {
  if (knobs.end === undefined) return Number.POSITIVE_INFINITY;
  return completeSegments(knobs.end + recording.segmentMs - 1, recording, epochMs);
}

/**
 * What media there is: everything before this time. It stands still while the encoder is late.
 * @param {LiveSource} source
 * @param {number} nowMs
 */
export function producedMs(source, nowMs) {
  const heldMs = heldTime(strikes(source), source.knobs.late ?? 0, nowMs);
  return Math.min(heldMs, startOf(source, finalCount(source)));
}

/**
 * When media up to a time is there.
 * @param {LiveSource} source
 * @param {number} endMs
 * @returns {number} `Infinity` if the stream ends before
 */
export function producedAtMs(source, endMs) {
  if (endMs > startOf(source, finalCount(source)) + graceMs) return Number.POSITIVE_INFINITY;
  return releaseTime(strikes(source), source.knobs.late ?? 0, endMs);
}

/**
 * When a playlist lists media up to a time, or says that the stream ends before.
 * @param {LiveSource} source
 * @param {number} endMs
 */
export function listedAtMs(source, endMs) {
  const lastMs = Math.min(endMs, startOf(source, finalCount(source)));
  return releaseTime(strikes(source), (source.knobs.freeze ?? 0) * 1000, producedAtMs(source, lastMs));
}

/**
 * The wall-clock span of a segment, or of one of its parts.
 * @param {LiveSource} source
 * @param {number} sequence
 * @param {{ timing: import('./part-timing.mjs').PartTiming, part: number }} [of]
 */
export function spanOf(source, sequence, of) {
  const startMs = startOf(source, sequence);
  const { startMs: from, endMs: to } = of
    ? spanOfPart(of.timing, of.part)
    : { startMs: 0, endMs: source.recording.segmentMs };
  return { startMs: startMs + from, endMs: startMs + to };
}

/**
 * Whether media of a span is not there though its time has come.
 * @param {LiveSource} source
 * @param {{ startMs: number, endMs: number }} span
 */
export function isMissing(source, span) {
  const { gap = 0, lose = 0 } = source.knobs;
  return isStruck(strikes(source), Math.max(gap, lose) * 1000, span);
}

/**
 * The segment that decode times, and after a restart sequence numbers, count from.
 * @param {LiveSource} source
 * @param {number} sequence
 * @returns {number | null} null: from the epoch
 */
function originOf(source, sequence) {
  const { knobs, recording, epochMs } = source;
  if (!knobs.discontinuity && !knobs.restart) return null;
  const strikeMs = lastStrikeMs(strikes(source), startOf(source, sequence));
  if (strikeMs < epochMs) return null;
  return Math.max(0, Math.ceil((strikeMs - startOf(source, 0)) / recording.segmentMs));
}

/**
 * @param {LiveSource} source
 * @param {number} sequence
 * @returns {number} discontinuities before it, its own included
 */
function discontinuitiesUntil(source, sequence) {
  return source.knobs.discontinuity && !source.knobs.restart
    ? strikesUntil(strikes(source), startOf(source, sequence))
    : 0;
}

/**
 * @param {LiveSource} source
 * @param {number} sequence
 * @param {number} partCount how many of its parts to list
 * @returns {ListedSegment}
 */
function listSegment(source, sequence, partCount) {
  const { knobs } = source;
  const timing = timingOfParts(source);
  const startMs = startOf(source, sequence);
  const origin = originOf(source, sequence);
  const name = origin === null ? `${sequence}` : `${sequence}-${origin}`;
  const isGap = (/** @type {{ startMs: number, endMs: number }} */ span) =>
    isStruck(strikes(source), (knobs.gap ?? 0) * 1000, span);
  const jumped = strikesUntil(strikes(source), startMs) % 2 === 1;
  return {
    sequence,
    name,
    startMs: startMs + (jumped ? (knobs.jump ?? 0) : 0),
    discontinuity: discontinuitiesUntil(source, sequence) > discontinuitiesUntil(source, sequence - 1),
    gap: isGap(spanOf(source, sequence)),
    parts: Array.from({ length: partCount }, (_, part) => {
      const { startMs: from, endMs: to } = spanOfPart(timing, part);
      return {
        name: `${name}.${part}x${timing.partFrames}`,
        seconds: (to - from) / 1000,
        independent: part === 0,
        gap: isGap(spanOf(source, sequence, { timing, part })),
      };
    }),
  };
}

/**
 * @param {LiveSource} source
 * @param {number} nowMs
 * @returns {LiveView}
 */
export function liveView(source, nowMs) {
  const { recording, epochMs, windowSegments, knobs } = source;
  const timing = timingOfParts(source);
  const shownMs = producedMs(source, heldTime(strikes(source), (knobs.freeze ?? 0) * 1000, nowMs));
  const end = completeSegments(shownMs, recording, epochMs);
  const restarted = (/** @type {number} */ sequence) => (knobs.restart ? originOf(source, sequence) : null) ?? 0;
  const base = end === 0 ? 0 : restarted(end - 1);
  // A new run is published with its first whole segment: until then there is but the old one.
  const openParts = restarted(end) === base ? completeParts(timing, shownMs - startOf(source, end)) : 0;

  const count = knobs.dvr === undefined ? windowSegments : Math.ceil((knobs.dvr * 1000) / recording.segmentMs);
  const start = Math.max(base, end - count);
  const listed = knobs.parts ?? partsTargetDurations * timing.partsPerSegment;
  const partsFrom = end - Math.ceil(Math.max(0, listed - openParts) / timing.partsPerSegment);
  const segments = Array.from({ length: end - start }, (_, i) =>
    listSegment(source, start + i, start + i >= partsFrom ? timing.partsPerSegment : 0),
  );
  const whole = listSegment(source, end, timing.partsPerSegment);
  const next = whole.parts[openParts];
  const ended = end >= finalCount(source);
  const first = segments[0] ?? whole;
  return {
    base,
    segments,
    open: { ...whole, parts: whole.parts.slice(0, openParts) },
    hint:
      ended || !next || next.gap || (openParts === 0 && originOf(source, end) !== originOf(source, end - 1))
        ? null
        : next.name,
    discontinuitySequence: discontinuitiesUntil(source, first.sequence) - (first.discontinuity ? 1 : 0),
    ended,
    timing,
  };
}
