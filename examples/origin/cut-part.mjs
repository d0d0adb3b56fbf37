/** Cuts movie fragments at frames: one `moof` and one `mdat` for each part. */
import { findBox, findBoxes, readBoxes } from '../media/mp4-boxes.mjs';

/**
 * @typedef {object} Sample
 * @property {number} time decode time in ticks of the track
 * @property {number} duration in ticks
 * @property {number} flags
 * @property {number} compositionOffset in ticks
 * @property {Buffer} bytes
 */

const tfhdFlags = { sampleDescription: 0x2, duration: 0x8, size: 0x10, flags: 0x20, baseIsMoof: 0x20000 };
const trunFlags = { dataOffset: 0x1, firstFlags: 0x4, duration: 0x100, size: 0x200, flags: 0x400, composition: 0x800 };

/** Numbers of 32 bits, one after the other. */
class Reader {
  /**
   * @param {Buffer} buffer
   * @param {number} at
   */
  constructor(buffer, at) {
    this.buffer = buffer;
    this.at = at;
  }

  next() {
    this.at += 4;
    return this.buffer.readUInt32BE(this.at - 4);
  }
}

/**
 * The samples of one or more movie fragments, by track id.
 * @param {Buffer} fragments
 * @returns {Map<number, Sample[]>}
 * @throws {RangeError} if they are damaged, or leave to the initialization segment what a sample is like
 */
export function readSamples(fragments) {
  /** @type {Map<number, Sample[]>} */
  const tracks = new Map();
  for (const moof of readBoxes(fragments).filter(({ type }) => type === 'moof')) {
    for (const traf of findBoxes(fragments, 'traf', moof.body, moof.end)) {
      const { trackId, samples } = readTrack(fragments, moof.start, traf);
      tracks.set(trackId, [...(tracks.get(trackId) ?? []), ...samples]);
    }
  }
  return tracks;
}

/**
 * @param {Buffer} buffer
 * @param {number} moofStart
 * @param {import('../media/mp4-boxes.mjs').Box} traf
 */
function readTrack(buffer, moofStart, traf) {
  const tfhd = new Reader(buffer, findBox(buffer, 'tfhd', traf.body, traf.end).body);
  const present = tfhd.next();
  const trackId = tfhd.next();
  const needed = tfhdFlags.baseIsMoof | tfhdFlags.duration | tfhdFlags.size | tfhdFlags.flags;
  if ((present & 1) !== 0 || (present & needed) !== needed)
    throw new RangeError('Samples without defaults of their own');
  if (present & tfhdFlags.sampleDescription) tfhd.next();
  const [duration, size, flags] = [tfhd.next(), tfhd.next(), tfhd.next()];
  let time = Number(buffer.readBigUInt64BE(findBox(buffer, 'tfdt', traf.body, traf.end).body + 4));
  /** @type {Sample[]} */
  const samples = [];
  for (const { body } of findBoxes(buffer, 'trun', traf.body, traf.end)) {
    const trun = new Reader(buffer, body);
    const has = trun.next();
    const count = trun.next();
    if (!(has & trunFlags.dataOffset)) throw new RangeError('A track run that does not say where it is');
    let at = moofStart + trun.next();
    const firstFlags = has & trunFlags.firstFlags ? trun.next() : undefined;
    for (let i = 0; i < count; i++) {
      const sampleDuration = has & trunFlags.duration ? trun.next() : duration;
      const sampleSize = has & trunFlags.size ? trun.next() : size;
      const ownFlags = has & trunFlags.flags ? trun.next() : flags;
      const compositionOffset = has & trunFlags.composition ? trun.next() | 0 : 0;
      const bytes = buffer.subarray(at, at + sampleSize);
      if (bytes.length !== sampleSize) throw new RangeError('A sample beyond the end of its fragment');
      const sampleFlags = i === 0 ? (firstFlags ?? ownFlags) : ownFlags;
      samples.push({ time, duration: sampleDuration, flags: sampleFlags, compositionOffset, bytes });
      at += sampleSize;
      time += sampleDuration;
    }
  }
  return { trackId, samples };
}

/**
 * @param {string} type
 * @param {...(Buffer | number | bigint)} contents numbers are 32 bits, bigints 64
 */
export function box(type, ...contents) {
  const buffers = contents.map((content) => {
    if (Buffer.isBuffer(content)) return content;
    const bytes = Buffer.alloc(typeof content === 'bigint' ? 8 : 4);
    if (typeof content === 'bigint') bytes.writeBigUInt64BE(content);
    else bytes.writeUInt32BE(content >>> 0);
    return bytes;
  });
  const header = Buffer.alloc(8);
  header.writeUInt32BE(8 + buffers.reduce((sum, { length }) => sum + length, 0));
  header.write(type, 4, 'latin1');
  return Buffer.concat([header, ...buffers]);
}

/**
 * @param {number} trackId
 * @param {Sample[]} samples at least one
 * @param {number} dataOffset of the first, from the start of the `moof`
 */
function trackFragment(trackId, samples, dataOffset) {
  const first = /** @type {Sample} */ (samples[0]);
  const usualFlags = (samples[1] ?? first).flags;
  const differs = (/** @type {(sample: Sample) => number} */ of) => samples.some((sample) => of(sample) !== of(first));
  const ownDuration = differs(({ duration }) => duration);
  const ownFlags = samples.slice(1).some(({ flags }) => flags !== usualFlags);
  const composed = samples.some(({ compositionOffset }) => compositionOffset !== 0);
  const firstFlags = !ownFlags && first.flags !== usualFlags;
  const has =
    trunFlags.dataOffset |
    trunFlags.size |
    (firstFlags ? trunFlags.firstFlags : 0) |
    (ownDuration ? trunFlags.duration : 0) |
    (ownFlags ? trunFlags.flags : 0) |
    (composed ? trunFlags.composition : 0);
  const version = composed ? 0x1000000 : 0; // signed offsets
  const rows = samples.flatMap(({ duration, bytes, flags, compositionOffset }) => [
    ...(ownDuration ? [duration] : []),
    bytes.length,
    ...(ownFlags ? [flags] : []),
    ...(composed ? [compositionOffset] : []),
  ]);
  const defaults = tfhdFlags.baseIsMoof | tfhdFlags.duration | tfhdFlags.size | tfhdFlags.flags;
  return box(
    'traf',
    box('tfhd', defaults, trackId, first.duration, first.bytes.length, usualFlags),
    box('tfdt', 0x1000000, BigInt(first.time)),
    box('trun', version | has, samples.length, dataOffset, ...(firstFlags ? [first.flags] : []), ...rows),
  );
}

/**
 * One fragment of the samples that begin in a span of time, track after track.
 * @param {Buffer} fragments one or more whole movie fragments that hold the span; not changed
 * @param {object} options
 * @param {Map<number, number>} options.timescales ticks a second, by track id
 * @param {number} options.startMs on the media timeline
 * @param {number} options.endMs exclusive
 * @returns {Buffer} its sequence number is 1
 * @throws {RangeError} if a track is unknown or damaged, or nothing is in the span
 */
export function cutPart(fragments, { timescales, startMs, endMs }) {
  const tracks = [...readSamples(fragments)].flatMap(([trackId, all]) => {
    const timescale = timescales.get(trackId);
    if (timescale === undefined) throw new RangeError(`Unknown track ${trackId}`);
    const toTicks = (/** @type {number} */ ms) => Math.round((ms * timescale) / 1000);
    const [from, to] = [toTicks(startMs), toTicks(endMs)];
    const samples = all.filter(({ time }) => time >= from && time < to);
    return samples.length > 0 ? [{ trackId, samples }] : [];
  });
  if (tracks.length === 0) throw new RangeError(`No samples from ${startMs} to ${endMs} ms`);
  return writeFragment(tracks);
}

/**
 * One movie fragment, track after track.
 * @param {{ trackId: number, samples: Sample[] }[]} tracks each with at least one sample
 * @returns {Buffer} its sequence number is 1
 */
export function writeFragment(tracks) {
  const moof = (/** @type {number} */ moofBytes) => {
    let offset = moofBytes + 8;
    const trafs = tracks.map(({ trackId, samples }) => {
      const traf = trackFragment(trackId, samples, offset);
      offset += samples.reduce((sum, { bytes }) => sum + bytes.length, 0);
      return traf;
    });
    return box('moof', box('mfhd', 0, 1), ...trafs);
  };
  const data = tracks.flatMap(({ samples }) => samples.map(({ bytes }) => bytes));
  return Buffer.concat([moof(moof(0).length), box('mdat', ...data)]);
}
