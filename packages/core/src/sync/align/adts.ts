const HEADER_BYTES = 7;
/** An index of 15 means that the rate is written out, which an ADTS header cannot say. */
const EXPLICIT_RATE = 15;

/**
 * Puts AAC frames as MP4 has them into ADTS, which browsers decode without any idea of edit lists and times.
 *
 * @param config the AudioSpecificConfig
 * @returns null where ADTS has no header for it
 */
export function toAdts(frames: readonly Uint8Array[], config: Uint8Array): Uint8Array<ArrayBuffer> | null {
  const [first = 0, second = 0] = config;
  const rateIndex = ((first & 7) << 1) | (second >> 7);
  const channels = (second >> 3) & 15;
  if (rateIndex === EXPLICIT_RATE || channels === 0 || channels > 7) return null;
  const out = new Uint8Array(frames.reduce((sum, frame) => sum + frame.length + HEADER_BYTES, 0));
  let at = 0;
  for (const frame of frames) {
    const size = frame.length + HEADER_BYTES;
    out.set(
      [
        0xff,
        // MPEG-4, no checksum; AAC-LC, which is the core of HE-AAC too.
        0xf1,
        (1 << 6) | (rateIndex << 2) | (channels >> 2),
        ((channels & 3) << 6) | (size >> 11),
        (size >> 3) & 0xff,
        ((size & 7) << 5) | 0x1f,
        0xfc,
      ],
      at,
    );
    out.set(frame, at + HEADER_BYTES);
    at += size;
  }
  return out;
}
