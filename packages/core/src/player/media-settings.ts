import { T333Error } from '../errors.ts';
import type { Store } from '../state/store.ts';
import type { CommandEcho } from './command-echo.ts';
import type { MediaLike } from './media-like.ts';
import type { CommandOrigin, PlayerEvents, PlayerState } from './player.ts';
import { resolveRate, withRate, type RateRequests } from './rate-arbiter.ts';

export interface AdjustableMedia {
  media: MediaLike;
  store: Store<PlayerState>;
  echo: CommandEcho;
  emit: (type: keyof PlayerEvents, origin: CommandOrigin | null) => void;
}

/**
 * Rate, volume and mute of a media element. The state follows at once, and not only by the media's event: a new source
 * drops those that are on their way. Ours come a microtask later: who sets volume and mute hears of it when both are set.
 */
export class MediaSettings {
  readonly #target: AdjustableMedia;
  #rates: RateRequests = {};

  constructor(target: AdjustableMedia) {
    this.#target = target;
  }

  requestRate(rate: number | null, origin: CommandOrigin, preservePitch: boolean): void {
    this.#rates = withRate(this.#rates, origin, rate);
    const { media } = this.#target;
    // While the pitch is free, changes of rate cost no time: the last one too.
    if (!preservePitch) media.preservesPitch = false;
    this.applyRate(origin);
    if (preservePitch) media.preservesPitch = true;
  }

  /** Sets what was requested, where the media does not have it. */
  applyRate(origin: CommandOrigin | null): void {
    const { media, echo } = this.#target;
    const rate = resolveRate(this.#rates);
    if (media.playbackRate !== rate) {
      echo.expect('ratechange', origin);
      media.playbackRate = rate;
    }
    // Media that takes it later says so by an event.
    if (media.playbackRate === rate) this.readRate(origin);
  }

  readRate(origin: CommandOrigin | null): void {
    const { media, store, emit } = this.#target;
    const { playbackRate: rate } = media;
    if (rate === store.getSnapshot().rate) return;
    if (rate !== resolveRate(this.#rates)) this.#rates = { user: rate };
    store.update({ rate });
    queueMicrotask(() => emit('ratechange', origin));
  }

  setVolume(volume: number, origin: CommandOrigin): void {
    const { media, echo } = this.#target;
    if (!(volume >= 0 && volume <= 1)) throw new T333Error('invalid-argument', `A volume is 0 to 1, not ${volume}.`);
    if (media.volume === volume) return;
    echo.expect('volumechange', origin);
    media.volume = volume;
    this.readVolume(origin);
  }

  /** @returns false where it had to stay muted and stopped: the browser wants a gesture before it makes sound */
  setMuted(muted: boolean, origin: CommandOrigin): boolean {
    const { media, echo, emit } = this.#target;
    if (media.muted === muted) return true;
    echo.expect('volumechange', origin);
    const played = !media.paused;
    media.muted = muted;
    const stopped = played && media.paused;
    if (stopped) {
      echo.expect('pause', null);
      media.muted = true;
      // Nothing has changed, but whoever keeps the wish has to hear that it was not granted.
      queueMicrotask(() => emit('volumechange', origin));
    }
    this.readVolume(origin);
    return !stopped;
  }

  readVolume(origin: CommandOrigin | null): void {
    const { media, store, emit } = this.#target;
    const { volume, muted } = media;
    const before = store.getSnapshot();
    if (volume === before.volume && muted === before.muted) return;
    store.update({ volume, muted });
    queueMicrotask(() => emit('volumechange', origin));
  }
}
