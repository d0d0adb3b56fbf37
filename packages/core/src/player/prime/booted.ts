import type { AttachMediaSourceData } from 'hls.js';

/** Beyond that the recording's own timeline does not begin where hls.js puts it, in seconds. */
const MAX_SHIFT_SECONDS = 0.1;

const SOUND = /mp4a|ac-3|ec-3|opus|flac/i;

/**
 * What `boot()` has begun in this video, for hls.js to go on with.
 *
 * @returns null where there is nothing, or nothing to go on with: then the video is empty
 */
export async function takeBooted(media: HTMLVideoElement, url: string): Promise<AttachMediaSourceData | null> {
  const videos = globalThis.t333Booted;
  const booted = await videos?.get(media);
  videos?.delete(media);
  if (!booted) return null;
  const { mediaSource, buffer, codecs } = booted;
  const isUsable =
    sameAddress(booted.url, url) &&
    mediaSource.readyState === 'open' &&
    buffer.buffered.length === 1 &&
    buffer.buffered.start(0) < MAX_SHIFT_SECONDS;
  if (!isUsable) {
    media.removeAttribute('src');
    media.load();
    return null;
  }
  const name = !SOUND.test(codecs) ? 'video' : 'audiovideo';
  // As hls.js calls what it makes itself of such codecs.
  const track = { id: 'main' as const, container: 'video/mp4', codec: codecs, levelCodec: codecs, buffer };
  return { media, mediaSource, tracks: { [name]: track } };
}

const sameAddress = (a: string, b: string): boolean =>
  new URL(a, location.href).href === new URL(b, location.href).href;
