import type Hls from 'hls.js';
import type { Events, MediaPlaylist } from 'hls.js';
import type { Store } from '../state/store.ts';
import { checkAudioTrack } from './audio-tracks.ts';
import { unlessSame, type CaptionDetails } from './captions.ts';
import type { AudioTrack, CommandOrigin, PlayerEvents, PlayerState } from './player.ts';

/** RFC 8216bis, 4.4.6.1: the characteristic of a sound with a description of the picture. */
const DESCRIBES_VIDEO = 'public.accessibility.describes-video';

/** The sounds of the present level's group, where there is more than one. Only the full build has any. */
function readHlsSounds({ audioTracks }: Hls, before: readonly AudioTrack[]): readonly AudioTrack[] {
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

/** The sounds that a stream has beside its pictures, and which of them is heard. */
export class HlsSounds {
  readonly #store: Store<PlayerState>;
  readonly #emit: (type: keyof PlayerEvents, origin: CommandOrigin | null) => void;

  constructor(store: Store<PlayerState>, emit: (type: keyof PlayerEvents, origin: CommandOrigin | null) => void) {
    this.#store = store;
    this.#emit = emit;
  }

  listen(hls: Hls, events: typeof Events): void {
    hls.on(events.AUDIO_TRACKS_UPDATED, () =>
      this.#store.update({ audioTracks: readHlsSounds(hls, this.#store.getSnapshot().audioTracks) }),
    );
    hls.on(events.AUDIO_TRACK_SWITCHING, (_event, { id }) =>
      this.#hear(this.#store.getSnapshot().audioTracks[id]?.id ?? null, null),
    );
  }

  choose(hls: Hls | null, id: string, origin: CommandOrigin): void {
    checkAudioTrack(this.#store.getSnapshot(), id);
    this.#hear(id, origin);
    if (!hls) return;
    // Which says so at once, and not by whom.
    hls.audioTrack = Number(id);
    // Also when it reads the same source anew, as after a restart of the encoder.
    const track = hls.audioTracks[Number(id)];
    if (track) hls.config.audioPreference = track;
  }

  #hear(audioTrack: string | null, origin: CommandOrigin | null): void {
    if (audioTrack === this.#store.getSnapshot().audioTrack) return;
    this.#store.update({ audioTrack });
    queueMicrotask(() => this.#emit('audiotrackchange', origin));
  }
}
