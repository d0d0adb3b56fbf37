/** Samples a second; the least that every browser plays. */
const SAMPLE_RATE = 8000;
const HEADER_BYTES = 44;
/** Of unsigned 8-bit sound, silence is the middle. */
const SILENCE = 0x80;

/** A WAV file of nothing: media of an exact length that every browser can seek in. */
export function silence(seconds: number): Blob {
  const dataBytes = seconds * SAMPLE_RATE;
  const file = new Uint8Array(HEADER_BYTES + dataBytes).fill(SILENCE, HEADER_BYTES);
  const view = new DataView(file.buffer);
  const text = (at: number, letters: string): void =>
    letters.split('').forEach((c, i) => (file[at + i] = c.charCodeAt(0)));
  text(0, 'RIFF');
  view.setUint32(4, HEADER_BYTES - 8 + dataBytes, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, SAMPLE_RATE, true);
  view.setUint32(28, SAMPLE_RATE, true);
  view.setUint16(32, 1, true);
  view.setUint16(34, 8, true);
  text(36, 'data');
  view.setUint32(40, dataBytes, true);
  return new Blob([file], { type: 'audio/wav' });
}
