import { T333Error } from '../../errors.ts';
import { decodePiece } from './decode-piece.ts';
import type { EncodedPiece } from './encoded-sound.ts';
import { request } from './fetch-bytes.ts';
import { firstBox, readType, versioned, viewOf } from './mp4-boxes.ts';
import { mp4Pieces, readMp4, readMp4Track } from './mp4-sound.ts';
import { placePieces, SAMPLE_RATE, type DecodedPiece } from './pcm.ts';
import type { SoundSource } from './sound-source.ts';

/** A file up to this is fetched whole; of a longer one only what is listened to, if it is MP4 with an index. */
const WHOLE_BYTES = 48e6;
/** What is asked for first: it holds the index of most MP4 files that begin with it. */
const HEAD_BYTES = 256 * 1024;

/** A media file. @throws T333Error `unsupported` for a long file that cannot be read in parts; `media-decode`; or of the network */
export async function openFile(url: string, signal: AbortSignal): Promise<SoundSource> {
  const head = await fetchRange(url, 0, HEAD_BYTES, signal);
  const isMp4 = head.bytes.length >= 8 && readType(viewOf(head.bytes), 4) === 'ftyp';
  if (head.total > WHOLE_BYTES) {
    if (isMp4) return openIndexed(url, head, signal);
    throw new T333Error('unsupported', 'Of such a long file sound can only be read from MP4.');
  }
  const { bytes } = head.bytes.length < head.total ? await fetchRange(url, 0, head.total, signal) : head;
  const pieces: EncodedPiece[] = (isMp4 ? readMp4(bytes) : [{ start: 0, duration: NaN, file: bytes }]) ?? [];
  // Once for all windows: it is short.
  const decoded: DecodedPiece[] = await Promise.all(pieces.map(decodePiece));
  return {
    duration: Math.max(0, ...decoded.map((piece) => piece.start + piece.samples.length / SAMPLE_RATE)),
    epochMs: null,
    originSeconds: 0,
    read: async (start, duration) => (decoded.length > 0 ? placePieces(decoded, start, duration) : null),
  };
}

interface Part {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Of the whole file. */
  readonly total: number;
}

async function fetchRange(url: string, start: number, end: number, signal: AbortSignal): Promise<Part> {
  const response = await request(url, signal, { Range: `bytes=${start}-${end - 1}` });
  if (response.status === 206) {
    const bytes = new Uint8Array(await response.arrayBuffer());
    return { bytes, total: Number(/\/(\d+)$/.exec(response.headers.get('Content-Range') ?? '')?.[1] ?? end) };
  }
  // All of it, from a server that knows no ranges.
  if (Number(response.headers.get('Content-Length')) > WHOLE_BYTES) {
    response.body?.cancel().catch(() => {});
    throw new T333Error('unsupported', 'The server does not send parts of this long file.');
  }
  const bytes = new Uint8Array(await response.arrayBuffer());
  return { bytes: bytes.subarray(start, end).slice(), total: bytes.length };
}

async function openIndexed(url: string, head: Part, signal: AbortSignal): Promise<SoundSource> {
  const index = await fetchIndex(url, head, signal);
  const track = readMp4Track(index);
  if (track && track.frames.length === 0)
    throw new T333Error('unsupported', 'Of such a long file sound needs an index.');
  const header = firstBox(index, ['moov', 'mvhd']);
  if (!header) throw new T333Error('media-decode', 'The file has no index.');
  const length = header.getUint8(0) === 1 ? Number(header.getBigUint64(24)) : header.getUint32(16);
  return {
    duration: length / versioned(header, 12, 20),
    epochMs: null,
    originSeconds: 0,
    async read(start, duration, readSignal) {
      if (!track) return null;
      const frames = track.frames.filter(
        (frame) => frame.time + frame.duration > start && frame.time < start + duration,
      );
      if (frames.length === 0) return placePieces([], start, duration);
      const from = frames[0]!.start;
      const { bytes } = await fetchRange(url, from, frames.at(-1)!.end, readSignal);
      return placePieces(await Promise.all(mp4Pieces(bytes, track, frames, from).map(decodePiece)), start, duration);
    },
  };
}

/** Goes from box to box to the one with the index, which may stand behind all the media. */
async function fetchIndex(url: string, head: Part, signal: AbortSignal): Promise<DataView> {
  for (let at = 0; at + 16 <= head.total;) {
    const box =
      at + 16 <= head.bytes.length
        ? viewOf(head.bytes.subarray(at, at + 16))
        : viewOf((await fetchRange(url, at, at + 16, signal)).bytes);
    const size = box.getUint32(0) === 1 ? Number(box.getBigUint64(8)) : box.getUint32(0) || head.total - at;
    if (readType(box, 4) === 'moov') return viewOf((await fetchRange(url, at, at + size, signal)).bytes);
    if (size < 8) break;
    at += size;
  }
  throw new T333Error('media-decode', 'The file has no index.');
}
