/** Sound of one video, as numbers. */
export interface Pcm {
  /** Mono. */
  readonly samples: Float32Array;
  /** In Hz. */
  readonly sampleRate: number;
  /** Position of the first sample on the video's timeline, in seconds. */
  readonly start: number;
}

/** All sound is brought to this rate, in Hz: features end at 7.2 kHz, and every browser decodes to it. */
export const SAMPLE_RATE = 16_000;

/** Sound decoded in one go. */
export interface DecodedPiece {
  /** Of its first sample, in seconds. */
  readonly start: number;
  readonly samples: Float32Array;
}

/** Lays pieces on one line of `duration` seconds from `start`; where there are none, it is silent. */
export function placePieces(pieces: readonly DecodedPiece[], start: number, duration: number): Pcm {
  const samples = new Float32Array(Math.round(duration * SAMPLE_RATE));
  for (const piece of pieces) {
    const at = Math.round((piece.start - start) * SAMPLE_RATE);
    const from = Math.max(0, -at);
    const room = samples.length - Math.max(0, at);
    if (room > 0 && from < piece.samples.length)
      samples.set(piece.samples.subarray(from, from + room), Math.max(0, at));
  }
  return { samples, sampleRate: SAMPLE_RATE, start };
}
