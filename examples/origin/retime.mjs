/** Moves recorded fragments to their place on the live timeline, so that a loop is no discontinuity for a player. */
import { findBoxes, readTrackFragments } from '../media/mp4-boxes.mjs';

/**
 * Adds to the decode times (`tfdt`) and renumbers the fragments (`mfhd`).
 * @param {Buffer} fragments one or more whole movie fragments; not changed
 * @param {object} options
 * @param {Map<number, number>} options.timescales ticks a second, by track id
 * @param {number} options.shiftMs added to every decode time; whole ticks in each track
 * @param {number} options.firstSequenceNumber of the first fragment; wraps at 32 bits
 * @returns {Buffer} a copy
 * @throws {RangeError} if the shift is not a whole number of ticks, or a track is unknown
 */
export function retimeFragments(fragments, { timescales, shiftMs, firstSequenceNumber }) {
  const moved = Buffer.from(fragments);
  for (const { trackId, decodeTime, decodeTimeOffset } of readTrackFragments(fragments)) {
    const shiftTicks = (shiftMs * (timescales.get(trackId) ?? Number.NaN)) / 1000;
    if (!Number.isSafeInteger(shiftTicks))
      throw new RangeError(`Track ${trackId} cannot move by ${shiftMs} ms exactly`);
    moved.writeBigUInt64BE(BigInt(decodeTime + shiftTicks), decodeTimeOffset);
  }
  findBoxes(fragments, 'moof/mfhd').forEach(({ body }, i) => {
    moved.writeUInt32BE((firstSequenceNumber + i) % 2 ** 32, body + 4);
  });
  return moved;
}
