/** Delivery directives (RFC 8216bis, 6.2.5): whether a playlist is sent now, later, or not at all. */
import { liveView, listedAtMs, spanOf } from './live-view.mjs';

/**
 * @typedef {object} Directives
 * @property {undefined} [problem]
 * @property {number} [msn] `_HLS_msn`: hold the playlist back until it has this segment,
 * @property {number} [part] `_HLS_part`: or this part of it
 * @property {boolean} skip `_HLS_skip`: old segments may be left out
 */

/**
 * @param {URLSearchParams} query
 * @returns {Directives | { problem: string }}
 */
export function parseDirectives(query) {
  /** @type {Directives} */
  const directives = { skip: query.has('_HLS_skip') };
  for (const name of /** @type {const} */ (['msn', 'part'])) {
    const text = query.get(`_HLS_${name}`);
    if (text === null) continue;
    if (!/^\d{1,15}$/.test(text)) return { problem: `Not a value for _HLS_${name}: ${text}` };
    directives[name] = Number(text);
  }
  if (directives.part !== undefined && directives.msn === undefined) return { problem: '_HLS_part needs _HLS_msn' };
  return directives;
}

/** How far ahead of the newest segment a client may ask. */
const maxSegmentsAhead = 2;

/**
 * How far ahead of the newest part.
 * @param {number} partSeconds
 */
const advancePartLimit = (partSeconds) => (partSeconds < 1 ? Math.ceil(3 / partSeconds) : 3);

/** Held longer than that, a request is answered with 503. */
const maxHeldTargetDurations = 3;

/**
 * @typedef {{ view: import('./live-view.mjs').LiveView } | { waitUntilMs: number } | { status: 400 | 503 }} ReloadDecision
 */

/**
 * @param {import('./live-view.mjs').LiveSource} source
 * @param {Directives} directives
 * @param {object} time
 * @param {number} time.nowMs
 * @param {number} time.askedMs when the request came
 * @returns {ReloadDecision} `waitUntilMs` is after now; then decide again
 */
export function decideReload(source, { msn, part }, { nowMs, askedMs }) {
  const view = liveView(source, nowMs);
  const { open, base, timing, ended } = view;
  if (msn === undefined || ended) return { view };

  // A part beyond the last one of its segment is the first one of the next.
  const beyond = part !== undefined && part >= timing.partsPerSegment;
  const wanted = { sequence: base + msn + (beyond ? 1 : 0), part: beyond ? 0 : part };
  const missing = wanted.sequence - open.sequence;
  if (missing < 0 || (missing === 0 && wanted.part !== undefined && wanted.part < open.parts.length)) return { view };
  if (missing > maxSegmentsAhead - 1) return { status: 400 };
  if (wanted.part !== undefined) {
    const partsAhead = missing * timing.partsPerSegment + wanted.part - (open.parts.length - 1);
    if (partsAhead > advancePartLimit(timing.targetSeconds)) return { status: 400 };
  }

  const giveUpMs = askedMs + maxHeldTargetDurations * Math.ceil(timing.segmentMs / 1000) * 1000;
  if (nowMs >= giveUpMs) return { status: 503 };
  const of = wanted.part === undefined ? undefined : { timing, part: wanted.part };
  // A whole segment more may be the first one after a restart: then the numbers asked for never come.
  const changesMs = [spanOf(source, wanted.sequence, of), spanOf(source, open.sequence)]
    .map(({ endMs }) => listedAtMs(source, endMs))
    .filter((timeMs) => timeMs > nowMs);
  return { waitUntilMs: Math.min(giveUpMs, ...changesMs) };
}
