/** One track of a recording that has several: a picture without sound, a sound without picture. */
import { findBox, findBoxes, readBoxes } from '../media/mp4-boxes.mjs';
import { box, readSamples, writeFragment } from './cut-part.mjs';

/** @typedef {'vide' | 'soun'} Handler what a track is, as in its `hdlr` box */

/**
 * @param {Buffer} init an initialization segment
 * @param {Handler} handler
 * @returns {import('../media/mp4-boxes.mjs').Box} the first such track
 * @throws {RangeError} if there is none
 */
function findTrack(init, handler) {
  const trak = findBoxes(init, 'moov/trak').find(({ body, end }) => {
    const hdlr = findBox(init, 'mdia/hdlr', body, end).body;
    return init.toString('latin1', hdlr + 8, hdlr + 12) === handler;
  });
  if (!trak) throw new RangeError(`No track with the handler ${handler}`);
  return trak;
}

/**
 * @param {Buffer} init an initialization segment
 * @param {Handler} handler
 */
function trackIdOf(init, handler) {
  const { body, end } = findTrack(init, handler);
  const tkhd = findBox(init, 'tkhd', body, end).body;
  return init.readUInt32BE(tkhd + (init[tkhd] === 1 ? 20 : 12));
}

/**
 * The initialization segment of one of the tracks.
 * @param {Buffer} init
 * @param {Handler} handler
 * @throws {RangeError} if there is no such track
 */
export function singleTrackInit(init, handler) {
  const { start: kept } = findTrack(init, handler);
  const trackId = trackIdOf(init, handler);
  const copy = (/** @type {import('../media/mp4-boxes.mjs').Box} */ { start, end }) => init.subarray(start, end);
  /** @type {(child: import('../media/mp4-boxes.mjs').Box) => Buffer[]} */
  const ofMovie = (child) => {
    if (child.type === 'trak') return child.start === kept ? [copy(child)] : [];
    if (child.type !== 'mvex') return [copy(child)];
    const defaults = readBoxes(init, child.body, child.end).filter(
      ({ type, body }) => type !== 'trex' || init.readUInt32BE(body + 4) === trackId,
    );
    return [box('mvex', ...defaults.map(copy))];
  };
  return Buffer.concat(
    readBoxes(init).map((one) =>
      one.type === 'moov' ? box('moov', ...readBoxes(init, one.body, one.end).flatMap(ofMovie)) : copy(one),
    ),
  );
}

/**
 * One movie fragment with what one of the tracks has in these.
 * @param {Buffer} fragments one or more whole movie fragments; not changed
 * @param {Buffer} init that of all tracks
 * @param {Handler} handler
 * @throws {RangeError} if there is nothing of it
 */
export function singleTrackFragment(fragments, init, handler) {
  const trackId = trackIdOf(init, handler);
  const samples = readSamples(fragments).get(trackId) ?? [];
  if (samples.length === 0) throw new RangeError(`No samples of track ${trackId}`);
  return writeFragment([{ trackId, samples }]);
}
