/**
 * The live timeline as a pure function of the wall clock: which segments exist now, and which bytes of the looped recording
 * each is. Nothing is stored, so a restarted server continues where it was, and all servers agree.
 *
 * A camera that joined the event `startOffsetMs` late does so in every round: what a segment shows was filmed at its
 * PROGRAM-DATE-TIME, for all cameras alike.
 */

/** Start of the first round when nothing else is said: recent, so that decode times stay small numbers. */
export const defaultEpochMs = Date.UTC(2024, 0, 1);

/**
 * @typedef {object} Recording
 * @property {number} durationMs a whole number of segments
 * @property {number} segmentMs
 * @property {number} startOffsetMs
 */

/**
 * @typedef {object} LiveSegment
 * @property {number} sequence media sequence number: segments since the epoch
 * @property {number} loop how often the recording ran before
 * @property {number} index of the segment in the recording
 * @property {number} startMs wall-clock time of its first frame, in ms since 1970
 */

/**
 * @param {number} sequence
 * @param {Recording} recording
 * @param {number} epochMs
 * @returns {LiveSegment}
 */
export function liveSegment(sequence, { durationMs, segmentMs, startOffsetMs }, epochMs) {
  const perLoop = durationMs / segmentMs;
  const loop = Math.floor(sequence / perLoop);
  return { sequence, loop, index: sequence - loop * perLoop, startMs: epochMs + startOffsetMs + sequence * segmentMs };
}

/**
 * How many segments are complete: their sequence numbers are 0 to this, exclusive.
 * @param {number} nowMs
 * @param {Recording} recording
 * @param {number} epochMs
 */
export function completeSegments(nowMs, { segmentMs, startOffsetMs }, epochMs) {
  return Math.max(0, Math.floor((nowMs - epochMs - startOffsetMs) / segmentMs));
}

/**
 * The segments of the sliding window, oldest first; only complete ones.
 * @param {object} options
 * @param {number} options.nowMs
 * @param {Recording} options.recording
 * @param {number} options.epochMs
 * @param {number} options.windowSegments the most there are
 * @returns {LiveSegment[]}
 */
export function liveWindow({ nowMs, recording, epochMs, windowSegments }) {
  const end = completeSegments(nowMs, recording, epochMs);
  const start = Math.max(0, end - windowSegments);
  return Array.from({ length: end - start }, (_, i) => liveSegment(start + i, recording, epochMs));
}
