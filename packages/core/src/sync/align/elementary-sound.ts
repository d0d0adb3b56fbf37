import { join, splitAtGaps, toPiece, type EncodedFrame, type EncodedPiece } from './encoded-sound.ts';
import { readTicks, TS_HERTZ, TS_PACKET_BYTES, TS_WRAP_SECONDS } from './first-timestamp.ts';
import { viewOf } from './mp4-boxes.ts';

/** Sound without a container: bytes, and the times of some of them. */
interface ElementaryStream {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** In rising order; seconds. */
  readonly marks: readonly { readonly at: number; readonly time: number }[];
}

/** Hz, by the index in an ADTS header. */
const ADTS_RATES = [96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8000, 7350];
const SAMPLES_PER_FRAME = 1024;
const ADTS_HEADER_BYTES = 7;

/** The first audio stream of an MPEG-2 transport stream: AAC or MP3. @returns null where there is none */
export function readTransportStream(bytes: Uint8Array<ArrayBuffer>): EncodedPiece[] | null {
  const view = viewOf(bytes);
  const payloads: Uint8Array[] = [];
  const marks: { at: number; time: number }[] = [];
  let [soundPid, length] = [-1, 0];
  for (let at = 0; at + TS_PACKET_BYTES <= bytes.length; at += TS_PACKET_BYTES) {
    const header = view.getUint32(at);
    const [startsUnit, pid] = [header & 0x400000, (header >> 8) & 0x1fff];
    if (!(header & 0x10) || (soundPid >= 0 && pid !== soundPid)) continue;
    let payload = at + 4 + (header & 0x20 ? 1 + bytes[at + 4]! : 0);
    const end = at + TS_PACKET_BYTES;
    if (startsUnit && payload + 14 <= end) {
      const isSound = view.getUint32(payload) >>> 5 === 0x1c0 >>> 5;
      if (soundPid < 0 && isSound) soundPid = pid;
      if (isSound) {
        if (bytes[payload + 7]! & 0x80)
          marks.push({ at: length, time: unwrap(readTicks(view, payload + 9) / TS_HERTZ, marks.at(-1)?.time) });
        payload += 9 + bytes[payload + 8]!;
      }
    }
    if (pid !== soundPid || payload >= end) continue;
    payloads.push(bytes.subarray(payload, end));
    length += end - payload;
  }
  return soundPid < 0 ? null : elementaryPieces({ bytes: join(payloads), marks });
}

const unwrap = (time: number, before = time): number =>
  time + Math.round((before - time) / TS_WRAP_SECONDS) * TS_WRAP_SECONDS;

/** Packed audio: segments that are nothing but sound. @param segments without their tags, with the times of these */
export function readPackedAudio(
  segments: readonly { readonly bytes: Uint8Array<ArrayBuffer>; readonly time: number }[],
): EncodedPiece[] {
  let at = 0;
  const marks = segments.map(({ bytes, time }) => {
    at += bytes.length;
    return { at: at - bytes.length, time };
  });
  return elementaryPieces({ bytes: join(segments.map(({ bytes }) => bytes)), marks });
}

function elementaryPieces({ bytes, marks }: ElementaryStream): EncodedPiece[] {
  const frames = adtsFrames(bytes, marks);
  // MP3 goes as it is: its frames need no times, as long as there are no gaps.
  if (frames.length === 0) return [{ start: marks[0]?.time ?? 0, duration: NaN, file: bytes }];
  return splitAtGaps(frames).map((piece) =>
    toPiece(piece, join(piece.map(({ start, end }) => bytes.subarray(start, end)))),
  );
}

/** The frames of AAC, or none: then it is something else. A time is that of the first frame that begins at or behind it. */
function adtsFrames(bytes: Uint8Array, marks: ElementaryStream['marks']): EncodedFrame[] {
  const frames: EncodedFrame[] = [];
  let time = marks[0]?.time ?? 0;
  let next = 0;
  for (let at = 0; at + ADTS_HEADER_BYTES <= bytes.length;) {
    const rate = ADTS_RATES[(bytes[at + 2]! >> 2) & 15];
    const size = ((bytes[at + 3]! & 3) << 11) | (bytes[at + 4]! << 3) | (bytes[at + 5]! >> 5);
    const end = at + size;
    const goesOn = end === bytes.length || (end < bytes.length && isAdts(bytes, end));
    if (!isAdts(bytes, at) || !rate || size <= ADTS_HEADER_BYTES || !goesOn) {
      if (frames.length === 0) return [];
      at++;
      continue;
    }
    for (; next < marks.length && marks[next]!.at <= at; next++) ({ time } = marks[next]!);
    const duration = (SAMPLES_PER_FRAME * ((bytes[at + 6]! & 3) + 1)) / rate;
    frames.push({ time, duration, start: at, end });
    [at, time] = [end, time + duration];
  }
  return frames;
}

const isAdts = (bytes: Uint8Array, at: number): boolean => bytes[at] === 0xff && (bytes[at + 1]! & 0xf6) === 0xf0;
