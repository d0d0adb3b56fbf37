import type { Store } from '../state/store.ts';
import type { Clock } from '../time/clock.ts';
import { checkAudioTrack, enableAudioTrack, readAudioTracks } from './audio-tracks.ts';
import { hideOthers, readCaptions, showCaption, type CaptionDetails } from './captions.ts';
import type { MediaLike } from './media-like.ts';
import type { CommandOrigin, PlayerEvents, PlayerState } from './player.ts';

export interface TrackedMedia {
  media: MediaLike;
  store: Store<PlayerState>;
  emit: (type: keyof PlayerEvents, origin: CommandOrigin | null) => void;
  describeCaption: CaptionDetails;
  /** Whether the media's own audio tracks are what a viewer chooses from. */
  hasOwnSound: boolean;
  clock: Clock;
}

/** So long after tracks have come the browser may choose one by itself: Chromium shows a second one beside what is shown, WebKit another. */
const SETTLE_MS = 1000;

/** The texts and sounds of a media element. */
export class MediaTracks {
  readonly #target: TrackedMedia;
  #listedAtMs = -Infinity;
  /** The caption that was asked for; undefined where nobody has. */
  #asked: string | null | undefined;

  constructor(target: TrackedMedia) {
    this.#target = target;
  }

  observe(signal: AbortSignal): void {
    const { textTracks, audioTracks } = this.#target.media;
    for (const type of ['addtrack', 'removetrack', 'change']) {
      textTracks?.addEventListener?.(type, () => this.readCaptions(), { signal });
      audioTracks?.addEventListener?.(type, () => this.readAudio(), { signal });
    }
  }

  setCaption(id: string | null, origin: CommandOrigin): void {
    this.#asked = id;
    showCaption(this.#target.media.textTracks, id);
    this.readCaptions(origin);
  }

  /** @throws T333Error `invalid-argument` where there is no such track */
  setAudio(id: string, origin: CommandOrigin): void {
    const { media, store } = this.#target;
    checkAudioTrack(store.getSnapshot(), id);
    enableAudioTrack(media.audioTracks, id);
    this.readAudio(origin);
  }

  /** @param origin who has asked; absent for what the media did by itself, or the viewer in the media */
  readCaptions(origin?: CommandOrigin): void {
    const { media, store, describeCaption, clock } = this.#target;
    const before = store.getSnapshot();
    const read = (): Pick<PlayerState, 'captions' | 'caption'> =>
      readCaptions(media.textTracks, before.captions, describeCaption);
    hideOthers(media.textTracks, before.caption);
    let now = read();
    if (now.captions !== before.captions) {
      this.#listedAtMs = clock.now();
      this.#asked = undefined;
    } else if (this.#asked !== undefined && now.caption !== this.#asked && clock.now() - this.#listedAtMs < SETTLE_MS) {
      showCaption(media.textTracks, this.#asked);
      now = read();
    }
    this.#tell('captionchange', now, origin);
  }

  readAudio(origin?: CommandOrigin): void {
    const { media, store, hasOwnSound } = this.#target;
    if (!hasOwnSound) return;
    this.#tell('audiotrackchange', readAudioTracks(media.audioTracks, store.getSnapshot().audioTracks), origin);
  }

  #tell(type: keyof PlayerEvents, now: Partial<PlayerState>, origin?: CommandOrigin): void {
    const { store, emit } = this.#target;
    const before = store.getSnapshot();
    const [list, chosen] = Object.keys(now) as [keyof PlayerState, keyof PlayerState];
    store.update(now);
    if (before[chosen] === now[chosen]) return;
    // Among the same tracks, who else? With other tracks it is what the source has chosen.
    const by = origin ?? (before[list] === now[list] ? 'user' : null);
    queueMicrotask(() => emit(type, by));
  }
}
