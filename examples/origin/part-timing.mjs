/** How a segment is cut into parts: all but the last have the same number of frames. */

/**
 * @typedef {object} PartTiming
 * @property {number} segmentMs
 * @property {number} segmentFrames
 * @property {number} partFrames
 * @property {number} partsPerSegment
 * @property {number} targetSeconds the Part Target Duration
 */

/** The fragments of the example media: ten parts a segment, and nothing to cut. */
export const defaultPartMs = 200;

/**
 * @param {object} media
 * @param {number} media.segmentMs
 * @param {number} media.frameRate
 * @param {number} [partMs] rounded to whole frames: one at least, a segment at most
 * @returns {PartTiming}
 */
export function partTiming({ segmentMs, frameRate }, partMs = defaultPartMs) {
  return timingOf({ segmentMs, frameRate }, Math.round((partMs * frameRate) / 1000));
}

/**
 * @param {object} media
 * @param {number} media.segmentMs
 * @param {number} media.frameRate
 * @param {number} frames in a part
 * @returns {PartTiming}
 */
export function timingOf({ segmentMs, frameRate }, frames) {
  const segmentFrames = Math.round((segmentMs * frameRate) / 1000);
  const partFrames = Math.min(segmentFrames, Math.max(1, frames));
  const partsPerSegment = Math.ceil(segmentFrames / partFrames);
  return { segmentMs, segmentFrames, partFrames, partsPerSegment, targetSeconds: partFrames / frameRate };
}

/**
 * @param {PartTiming} timing
 * @param {number} part
 * @returns {{ first: number, end: number }} frames of the segment; `end` is exclusive
 */
export function framesOfPart({ segmentFrames, partFrames }, part) {
  return { first: part * partFrames, end: Math.min(segmentFrames, (part + 1) * partFrames) };
}

/**
 * @param {PartTiming} timing
 * @param {number} part
 * @returns {{ startMs: number, endMs: number }} from the start of its segment
 */
export function spanOfPart(timing, part) {
  const { first, end } = framesOfPart(timing, part);
  const toMs = (/** @type {number} */ frames) => (frames * timing.segmentMs) / timing.segmentFrames;
  return { startMs: toMs(first), endMs: toMs(end) };
}

/** Far less than a frame, far more than what fractions of a millisecond lose since 1970. */
const toleranceMs = 0.01;

/**
 * @param {PartTiming} timing
 * @param {number} elapsedMs since the start of the segment
 * @returns {number} how many of its parts are complete
 */
export function completeParts({ segmentMs, segmentFrames, partFrames, partsPerSegment }, elapsedMs) {
  const frames = Math.floor(((elapsedMs + toleranceMs) * segmentFrames) / segmentMs);
  return frames >= segmentFrames ? partsPerSegment : Math.max(0, Math.floor(frames / partFrames));
}
