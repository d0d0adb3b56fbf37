import { toAdts } from './adts.ts';
import { splitAtGaps, toPiece, type EncodedFrame, type EncodedPiece } from './encoded-sound.ts';
import { boxes, firstBox, readType, versioned, viewOf } from './mp4-boxes.ts';

/** The audio track of an MP4 file, as its header describes it. */
export interface Mp4Track {
  readonly id: number;
  readonly timescale: number;
  /** What to add to a decoding time for the time of presentation, in seconds: the edit list. */
  readonly shift: number;
  /** The AudioSpecificConfig, where the sound is AAC. */
  readonly config: Uint8Array | null;
  /** Of fragments that do not say it themselves. */
  readonly defaults: { readonly duration: number; readonly size: number };
  /** Where each frame is, unless the file is fragmented. */
  readonly frames: readonly EncodedFrame[];
}

/** An object type of 0x40, or one of the three of MPEG-2: AAC. */
const AAC_OBJECT_TYPES = new Set([0x40, 0x66, 0x67, 0x68]);
/** Of a sample entry and of an audio entry, before the boxes inside. */
const AUDIO_ENTRY_BYTES = 28;

/** @returns null where there is no sound */
export function readMp4Track(file: DataView): Mp4Track | null {
  const moov = firstBox(file, ['moov']);
  const mvhd = moov && firstBox(moov, ['mvhd']);
  if (!mvhd) return null;
  for (const track of boxes(moov, ['trak'])) {
    const handler = firstBox(track, ['mdia', 'hdlr']);
    const [tkhd, mdhd] = [firstBox(track, ['tkhd']), firstBox(track, ['mdia', 'mdhd'])];
    const table = firstBox(track, ['mdia', 'minf', 'stbl']);
    if (!handler || readType(handler, 8) !== 'soun' || !tkhd || !mdhd || !table) continue;
    const id = versioned(tkhd, 12, 20);
    const timescale = versioned(mdhd, 12, 20);
    const shift = readEdits(track, timescale, versioned(mvhd, 12, 20));
    const trex = [...boxes(moov, ['mvex', 'trex'])].find((box) => box.getUint32(4) === id);
    const defaults = { duration: trex?.getUint32(12) ?? 0, size: trex?.getUint32(16) ?? 0 };
    return { id, timescale, shift, config: readConfig(table), defaults, frames: readTable(table, timescale, shift) };
  }
  return null;
}

function readEdits(track: DataView, timescale: number, movieTimescale: number): number {
  const list = firstBox(track, ['edts', 'elst']);
  if (!list) return 0;
  const wide = list.getUint8(0) === 1;
  let wait = 0;
  for (let i = 0; i < list.getUint32(4); i++) {
    const at = 8 + i * (wide ? 20 : 12);
    const duration = wide ? Number(list.getBigUint64(at)) : list.getUint32(at);
    const mediaTime = wide ? Number(list.getBigInt64(at + 8)) : list.getInt32(at + 4);
    if (mediaTime >= 0) return wait - mediaTime / timescale;
    wait += duration / movieTimescale;
  }
  return wait;
}

function readConfig(table: DataView): Uint8Array | null {
  const descriptions = firstBox(table, ['stsd']);
  const entry = descriptions && firstBox(new DataView(descriptions.buffer, descriptions.byteOffset + 8), ['mp4a']);
  const esds =
    entry &&
    firstBox(new DataView(entry.buffer, entry.byteOffset + AUDIO_ENTRY_BYTES, entry.byteLength - AUDIO_ENTRY_BYTES), [
      'esds',
    ]);
  if (!esds) return null;
  // Nested descriptors: 3 (stream) holds 4 (decoder), which holds 5 (its configuration).
  let isAac = false;
  for (let at = 4; at < esds.byteLength;) {
    const tag = esds.getUint8(at++);
    let size = 0;
    for (let more = true; more; at++) {
      size = size * 128 + (esds.getUint8(at) & 0x7f);
      more = esds.getUint8(at) > 0x7f;
    }
    if (tag === 4) isAac = AAC_OBJECT_TYPES.has(esds.getUint8(at));
    if (tag === 5) return isAac ? new Uint8Array(esds.buffer, esds.byteOffset + at, size) : null;
    at += tag === 3 ? 3 : tag === 4 ? 13 : size;
  }
  return null;
}

/** Three days of AAC. What claims more is damaged, or holds single samples. */
const MAX_FRAMES = 2 ** 24;

/** Every frame of a file that is not fragmented. */
function readTable(table: DataView, timescale: number, shift: number): EncodedFrame[] {
  const [stts, stsc, stsz] = [firstBox(table, ['stts']), firstBox(table, ['stsc']), firstBox(table, ['stsz'])];
  const [stco, co64] = [firstBox(table, ['stco']), firstBox(table, ['co64'])];
  const chunks = stco ?? co64;
  if (!stts || !stsc || !stsz || !chunks) return [];
  const frames: EncodedFrame[] = [];
  const count = stsz.getUint32(8);
  if (count > MAX_FRAMES) return [];
  const fixedSize = stsz.getUint32(4);
  let [time, run, leftInRun] = [0, -1, 0];
  for (let chunk = 0, entry = 0; chunk < chunks.getUint32(4) && frames.length < count; chunk++) {
    while (entry + 1 < stsc.getUint32(4) && stsc.getUint32(8 + (entry + 1) * 12) <= chunk + 1) entry++;
    let start = stco ? stco.getUint32(8 + chunk * 4) : Number(co64!.getBigUint64(8 + chunk * 8));
    for (let i = stsc.getUint32(12 + entry * 12); i > 0 && frames.length < count; i--) {
      while (leftInRun === 0 && run + 1 < stts.getUint32(4)) leftInRun = stts.getUint32(8 + ++run * 8);
      const ticks = stts.getUint32(12 + run * 8);
      const end = start + (fixedSize || stsz.getUint32(12 + frames.length * 4));
      frames.push({ time: time / timescale + shift, duration: ticks / timescale, start, end });
      [time, start, leftInRun] = [time + ticks, end, leftInRun - 1];
    }
  }
  return frames;
}

/** Every frame in the fragments of a file, or of segments behind each other. */
export function readFragments(file: DataView, { id, timescale, shift, defaults }: Mp4Track): EncodedFrame[] {
  const frames: EncodedFrame[] = [];
  for (const moof of boxes(file, ['moof'])) {
    // Offsets count from the header of the box.
    const moofStart = moof.byteOffset - 8;
    for (const traf of boxes(moof, ['traf'])) {
      const [tfhd, tfdt] = [firstBox(traf, ['tfhd']), firstBox(traf, ['tfdt'])];
      if (!tfhd || !tfdt || tfhd.getUint32(4) !== id) continue;
      const flags = tfhd.getUint32(0);
      let field = 8;
      const optional = (flag: number, bytes: number): number | null => {
        if (!(flags & flag)) return null;
        field += bytes;
        return field - bytes;
      };
      const [base, , duration, size] = [optional(1, 8), optional(2, 4), optional(8, 4), optional(16, 4)];
      const perFragment = {
        duration: duration === null ? defaults.duration : tfhd.getUint32(duration),
        size: size === null ? defaults.size : tfhd.getUint32(size),
      };
      const origin = base === null ? moofStart : Number(tfhd.getBigUint64(base));
      let time = tfdt.getUint8(0) === 1 ? Number(tfdt.getBigUint64(4)) : tfdt.getUint32(4);
      let start = origin;
      for (const trun of boxes(traf, ['trun'])) {
        const has = trun.getUint32(0);
        let at = 8;
        if (has & 1) start = origin + trun.getInt32(at);
        at += (has & 1 ? 4 : 0) + (has & 4 ? 4 : 0);
        for (let i = trun.getUint32(4); i > 0; i--) {
          const ticks = has & 0x100 ? trun.getUint32(at) : perFragment.duration;
          at += has & 0x100 ? 4 : 0;
          const end = start + (has & 0x200 ? trun.getUint32(at) : perFragment.size);
          at += (has & 0x200 ? 4 : 0) + (has & 0x400 ? 4 : 0) + (has & 0x800 ? 4 : 0);
          // A damaged count must not go on without end.
          if (end <= start || end > file.byteOffset + file.byteLength) return frames;
          frames.push({ time: time / timescale + shift, duration: ticks / timescale, start, end });
          [time, start] = [time + ticks, end];
        }
      }
    }
  }
  return frames;
}

/** @param origin where `bytes` begin in the file that the frames' places are of */
export function mp4Pieces(
  bytes: Uint8Array<ArrayBuffer>,
  track: Mp4Track,
  frames: readonly EncodedFrame[],
  origin = 0,
): EncodedPiece[] {
  return splitAtGaps(frames).map((piece) => {
    const { config } = track;
    const adts =
      config &&
      toAdts(
        piece.map(({ start, end }) => bytes.subarray(start - origin, end - origin)),
        config,
      );
    // Another codec is left to the browser, container and all.
    return adts ? toPiece(piece, adts) : { start: piece[0]!.time, duration: NaN, file: bytes };
  });
}

/** The sound of a whole file, or of segments behind their initialization section. @returns null where there is none */
export function readMp4(bytes: Uint8Array<ArrayBuffer>): EncodedPiece[] | null {
  const file = viewOf(bytes);
  const track = readMp4Track(file);
  if (!track) return null;
  return mp4Pieces(bytes, track, track.frames.length > 0 ? track.frames : readFragments(file, track));
}
