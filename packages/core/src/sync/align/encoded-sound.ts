/** One frame of sound: its time in seconds, and its bytes in the file. */
export interface EncodedFrame {
  readonly time: number;
  readonly duration: number;
  readonly start: number;
  readonly end: number;
}

/** Sound that `decodeAudioData` takes in one go. */
export interface EncodedPiece {
  /** Of its first frame, in seconds: presentation time as the container has it. */
  readonly start: number;
  /** In seconds; NaN where it shows only when it is decoded. */
  readonly duration: number;
  readonly file: Uint8Array<ArrayBuffer>;
}

/** Between two frames; more is a gap, in seconds. */
const GAP_SECONDS = 0.1;

/** Splits at gaps. */
export function splitAtGaps(frames: readonly EncodedFrame[]): EncodedFrame[][] {
  const pieces: EncodedFrame[][] = [];
  let end = NaN;
  for (const frame of frames) {
    if (Math.abs(frame.time - end) <= GAP_SECONDS) pieces.at(-1)!.push(frame);
    else pieces.push([frame]);
    end = frame.time + frame.duration;
  }
  return pieces;
}

export function toPiece(frames: readonly EncodedFrame[], file: Uint8Array<ArrayBuffer>): EncodedPiece {
  const [first, last] = [frames[0]!, frames.at(-1)!];
  return { start: first.time, duration: last.time + last.duration - first.time, file };
}

export function join(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
