/** Just enough ISO BMFF (ISO/IEC 14496-12) to index and re-time fragmented MP4. */

/**
 * @typedef {object} Box
 * @property {string} type four characters
 * @property {number} start of its header, in the buffer given
 * @property {number} body start of its contents
 * @property {number} end
 */

/**
 * The boxes in a range, one after the other.
 * @param {Buffer} buffer
 * @param {number} [from]
 * @param {number} [to]
 * @returns {Box[]}
 * @throws {RangeError} if a box does not fit its parent
 */
export function readBoxes(buffer, from = 0, to = buffer.length) {
  /** @type {Box[]} */
  const boxes = [];
  for (let start = from; start < to;) {
    const size = start + 8 <= to ? buffer.readUInt32BE(start) : 0;
    if (size < 8 || start + size > to) throw new RangeError(`Not an MP4 box at byte ${start}`);
    boxes.push({ type: buffer.toString('latin1', start + 4, start + 8), start, body: start + 8, end: start + size });
    start += size;
  }
  return boxes;
}

/**
 * All boxes at a path of types.
 * @param {Buffer} buffer
 * @param {string} path as `moof/traf/tfdt`
 * @param {number} [from]
 * @param {number} [to]
 * @returns {Box[]}
 */
export function findBoxes(buffer, path, from = 0, to = buffer.length) {
  const [type, ...rest] = path.split('/');
  const found = readBoxes(buffer, from, to).filter((box) => box.type === type);
  return rest.length === 0 ? found : found.flatMap((box) => findBoxes(buffer, rest.join('/'), box.body, box.end));
}

/**
 * @param {Buffer} buffer
 * @param {string} path
 * @param {number} [from]
 * @param {number} [to]
 * @returns {Box} the first box at the path
 * @throws {RangeError} if there is none
 */
export function findBox(buffer, path, from, to) {
  const [box] = findBoxes(buffer, path, from, to);
  if (!box) throw new RangeError(`No MP4 box ${path}`);
  return box;
}

/**
 * Ticks a second of each track, by track id.
 * @param {Buffer} init an initialization segment
 * @returns {Map<number, number>}
 */
export function readTimescales(init) {
  const tracks = findBoxes(init, 'moov/trak').map((trak) => {
    const tkhd = findBox(init, 'tkhd', trak.body, trak.end);
    const mdhd = findBox(init, 'mdia/mdhd', trak.body, trak.end);
    const id = init.readUInt32BE(tkhd.body + (init[tkhd.body] === 1 ? 20 : 12));
    return /** @type {const} */ ([id, init.readUInt32BE(mdhd.body + (init[mdhd.body] === 1 ? 20 : 12))]);
  });
  return new Map(tracks);
}

/**
 * @typedef {object} TrackFragment
 * @property {number} trackId
 * @property {number} decodeTime of the first sample, in ticks of the track
 * @property {number} decodeTimeOffset where that number stands in the buffer: 8 bytes
 * @property {number} samples
 */

/**
 * The track fragments of one or more movie fragments, in order.
 * @param {Buffer} buffer
 * @returns {TrackFragment[]}
 * @throws {RangeError} for a damaged fragment, or a 32-bit decode time
 */
export function readTrackFragments(buffer) {
  return findBoxes(buffer, 'moof/traf').map((traf) => {
    const tfhd = findBox(buffer, 'tfhd', traf.body, traf.end);
    const tfdt = findBox(buffer, 'tfdt', traf.body, traf.end);
    if (buffer[tfdt.body] !== 1) throw new RangeError('A 32-bit decode time is too short for a long live stream');
    const decodeTimeOffset = tfdt.body + 4;
    const runs = findBoxes(buffer, 'trun', traf.body, traf.end);
    return {
      trackId: buffer.readUInt32BE(tfhd.body + 4),
      decodeTime: Number(buffer.readBigUInt64BE(decodeTimeOffset)),
      decodeTimeOffset,
      samples: runs.reduce((sum, run) => sum + buffer.readUInt32BE(run.body + 4), 0),
    };
  });
}
