import { boxes, versioned, viewOf } from './mp4-boxes.ts';

/** Timestamps of MPEG-2 transport streams: ticks a second, and the count after which they begin again. */
export const TS_HERTZ = 90_000;
export const TS_WRAP_SECONDS = 2 ** 33 / TS_HERTZ;
export const TS_PACKET_BYTES = 188;

/**
 * The earliest decoding time of any track: what hls.js takes as the zero of a timeline when it loads a segment first. Edit
 * lists do not count in it.
 *
 * @param bytes a segment behind its initialization section, if it has one
 * @returns seconds, or null where the container has no times
 */
export function firstTimestamp(bytes: Uint8Array<ArrayBuffer>): number | null {
  const view = viewOf(bytes);
  try {
    if (isTransportStream(bytes)) return firstInTransportStream(view);
    return readId3(bytes)?.timestamp ?? firstInFragments(view);
  } catch {
    // A damaged segment reads beyond its end.
    return null;
  }
}

export const isTransportStream = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x47 && (bytes.length < 2 * TS_PACKET_BYTES || bytes[TS_PACKET_BYTES] === 0x47);

function firstInTransportStream(view: DataView): number | null {
  const first = new Map<number, number>();
  for (let at = 0; at + TS_PACKET_BYTES <= view.byteLength; at += TS_PACKET_BYTES) {
    const header = view.getUint32(at);
    const [startsUnit, pid] = [header & 0x400000, (header >> 8) & 0x1fff];
    if (!startsUnit || first.has(pid)) continue;
    const pes = at + 4 + (header & 0x20 ? 1 + view.getUint8(at + 4) : 0);
    if (pes + 19 > at + TS_PACKET_BYTES || view.getUint32(pes) >>> 8 !== 1) continue;
    const streamId = view.getUint8(pes + 3);
    // Sound, pictures, and private streams such as AC-3.
    if (streamId !== 0xbd && (streamId < 0xc0 || streamId > 0xef)) continue;
    const flags = view.getUint8(pes + 7) >> 6;
    if (flags & 2) first.set(pid, readTicks(view, pes + (flags === 3 ? 14 : 9)));
  }
  if (first.size === 0) return null;
  // Around the wrap the larger ones are the earlier.
  const ticks = [...first.values()];
  const wraps = Math.max(...ticks) - Math.min(...ticks) > 2 ** 32;
  return Math.min(...ticks.map((value) => (wraps && value > 2 ** 32 ? value - 2 ** 33 : value))) / TS_HERTZ;
}

export const readTicks = (view: DataView, at: number): number =>
  ((view.getUint8(at) >> 1) & 7) * 2 ** 30 + (view.getUint16(at + 1) >> 1) * 2 ** 15 + (view.getUint16(at + 3) >> 1);

/** What an ID3 tag before packed audio says: its length in bytes, and the time of the sound behind it in seconds. */
export function readId3(bytes: Uint8Array<ArrayBuffer>): { size: number; timestamp: number | null } | null {
  if (String.fromCharCode(...bytes.subarray(0, 3)) !== 'ID3') return null;
  const size = 10 + bytes.subarray(6, 10).reduce((sum, part) => sum * 128 + (part & 0x7f), 0);
  const owner = 'com.apple.streaming.transportStreamTimestamp\0';
  const text = new TextDecoder('latin1').decode(bytes.subarray(0, size));
  const at = text.indexOf(owner) + owner.length;
  if (at < owner.length || at + 8 > bytes.length) return { size, timestamp: null };
  const view = new DataView(bytes.buffer, bytes.byteOffset + at);
  return { size, timestamp: ((view.getUint32(0) & 1) * 2 ** 32 + view.getUint32(4)) / TS_HERTZ };
}

function firstInFragments(view: DataView): number | null {
  const timescales = new Map<number, number>();
  const first = new Map<number, number>();
  for (const track of boxes(view, ['moov', 'trak'])) {
    const [header] = boxes(track, ['tkhd']);
    const [media] = boxes(track, ['mdia', 'mdhd']);
    if (header && media) timescales.set(versioned(header, 12, 20), versioned(media, 12, 20));
  }
  for (const fragment of boxes(view, ['moof', 'traf'])) {
    const [header] = boxes(fragment, ['tfhd']);
    const [time] = boxes(fragment, ['tfdt']);
    const id = header?.getUint32(4) ?? 0;
    const timescale = timescales.get(id);
    if (!time || !timescale || first.has(id)) continue;
    first.set(id, (time.getUint8(0) === 1 ? Number(time.getBigUint64(4)) : time.getUint32(4)) / timescale);
  }
  return first.size > 0 ? Math.min(...first.values()) : null;
}
