import { T333Error } from '../../errors.ts';
import { fileSource, hlsSource } from '../../player/sources.ts';
import { openFile } from './file-sound.ts';
import { openHls } from './hls-sound.ts';
import type { SoundSource } from './sound-source.ts';

/**
 * Opens what a page may fetch: HLS and media files.
 *
 * @throws T333Error `unsupported` for what plays elsewhere, such as embeds, and for live and protected streams;
 * otherwise as players do
 */
export async function openSound(source: string, signal: AbortSignal): Promise<SoundSource> {
  if (fileSource.matches(source)) return openFile(source, signal);
  if (hlsSource.matches(source)) return openHls(new URL(source, document.baseURI).href, signal);
  throw new T333Error('unsupported', `A page cannot listen to ${JSON.stringify(source)}.`);
}
