/** The text of a live playlist, plain or low-latency, from what it shows. */
import { mediaPlaylist } from './playlists.mjs';

/**
 * @param {import('./live-view.mjs').LiveView} view
 * @param {object} options
 * @param {string} options.rendition its name
 * @param {string[]} options.renditions all names: the others are reported
 * @param {import('./knobs.mjs').Knobs} options.knobs
 * @param {string} [options.query] with its question mark; carried to every URL
 * @param {boolean} [options.skip] a delta update, if there is anything to leave out
 * @param {boolean} [options.text] WebVTT, which has no parts
 */
export function livePlaylist(view, { rendition, renditions, knobs, query = '', skip = false, text = false }) {
  const { base, segments, open, hint, discontinuitySequence, ended, timing } = view;
  const dated = (/** @type {import('./live-view.mjs').ListedSegment} */ { startMs, ...segment }) =>
    knobs.pdt === false ? segment : { ...segment, startMs };
  // All renditions are made at once, so that what is here is there.
  const lastPart = (open.sequence - base) * timing.partsPerSegment + open.parts.length - 1;
  const reports = renditions
    .filter((name) => name !== rendition && lastPart >= 0)
    .map((name) => ({
      uri: `${name}.m3u8`,
      msn: Math.floor(lastPart / timing.partsPerSegment),
      part: lastPart % timing.partsPerSegment,
    }));
  const inParts = knobs.ll && !text;
  const lowLatency = { partTargetSeconds: timing.targetSeconds, open: dated(open), hint, reports, skip };
  return mediaPlaylist({
    rendition,
    segments: segments.map((segment) => dated(inParts ? segment : { ...segment, parts: [] })),
    segmentMs: timing.segmentMs,
    ended,
    sliding: true,
    mediaSequence: (segments[0] ?? open).sequence - base,
    discontinuitySequence,
    query,
    ...(inParts ? { lowLatency } : {}),
    text,
  });
}
