import type Hls from 'hls.js';
import type { MediaPlaylist } from 'hls.js';
import { unlessSame, type CaptionDetails } from './captions.ts';
import type { AudioTrack } from './player.ts';

/** RFC 8216bis, 4.4.6.1: the characteristic of a sound with a description of the picture. */
const DESCRIBES_VIDEO = 'public.accessibility.describes-video';

/** The sounds of the present level's group, where there is more than one. Only the full build has any. */
export function readHlsSounds({ audioTracks }: Hls, before: readonly AudioTrack[]): readonly AudioTrack[] {
  const tracks = audioTracks.length > 1 ? audioTracks.map(readSound) : [];
  return unlessSame(before, tracks);
}

function readSound(
  { name, lang = '', characteristics = '', default: isDefault }: MediaPlaylist,
  index: number,
): AudioTrack {
  const kind = characteristics.includes(DESCRIBES_VIDEO) ? 'main-desc' : isDefault ? 'main' : 'alternative';
  return { id: String(index), label: name, language: lang, kind, ...(isDefault && { isDefault }) };
}

/** What the playlist says of a text track that hls.js has made. */
export function describeHlsText(hls: Hls | null, text: TextTrack): ReturnType<CaptionDetails> {
  const track = hls?.subtitleTracks.find(({ trackNode }) => trackNode?.track === text);
  return { ...(track?.default && { isDefault: true }), ...(track?.forced && { isForced: true }) };
}
