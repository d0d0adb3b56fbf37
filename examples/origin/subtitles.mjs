/** WebVTT as HLS wants it (RFC 8216bis, 3.1.4): its times are tied to those of the media. */

/** Ticks a millisecond of MPEG-2, and where its clock begins anew. */
const ticksPerMs = 90;
const wrapTicks = 2 ** 33;

/**
 * One segment with one cue, or none.
 * @param {object} cue
 * @param {string} cue.text plain; empty for a segment without a cue
 * @param {number} cue.startMs on the media's timeline
 * @param {number} cue.durationMs
 */
export function formatCue({ text, startMs, durationMs }) {
  const head = `WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:${(startMs * ticksPerMs) % wrapTicks},LOCAL:00:00:00.000\n`;
  return text === '' ? head : `${head}\n${time(0)} --> ${time(durationMs)}\n${escapeCue(text)}\n`;
}

const escapeCue = (/** @type {string} */ text) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const time = (/** @type {number} */ ms) => new Date(ms).toISOString().slice(11, 23);
