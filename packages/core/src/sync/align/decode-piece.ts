import { T333Error } from '../../errors.ts';
import type { EncodedPiece } from './encoded-sound.ts';
import { SAMPLE_RATE, type DecodedPiece } from './pcm.ts';

/** Less is rounding: a run-in is a frame or two of 20 ms. */
const MIN_RUN_IN_SECONDS = 0.005;

/** Decodes to mono at our rate. @throws T333Error `media-decode` */
export async function decodePiece({ start, duration, file }: EncodedPiece): Promise<DecodedPiece> {
  let sound: AudioBuffer;
  try {
    // It takes its input away, and others may share it.
    sound = await new OfflineAudioContext(1, 1, SAMPLE_RATE).decodeAudioData(file.slice().buffer);
  } catch (cause) {
    throw new T333Error('media-decode', 'The sound could not be decoded.', { cause });
  }
  const [first, ...others] = Array.from({ length: sound.numberOfChannels }, (_, channel) =>
    sound.getChannelData(channel),
  );
  const samples = first!.map(
    (value, i) => others.reduce((sum, channel) => sum + channel[i]!, value) / (others.length + 1),
  );
  // Some decoders leave out the run-in of the first frames: what is there belongs to the end.
  const missing = duration - samples.length / SAMPLE_RATE;
  return { start: missing > MIN_RUN_IN_SECONDS ? start + missing : start, samples };
}
