import { abortError, T333Error } from '../errors.ts';
import type { Store } from '../state/store.ts';
import type { CommandEcho } from './command-echo.ts';
import { diagnosePlay } from './diagnose.ts';
import type { MediaLike } from './media-like.ts';
import type { CommandOrigin, PlayerState } from './player.ts';

export interface PlayableMedia {
  media: MediaLike;
  store: Store<PlayerState>;
  echo: CommandEcho;
}

/** Whether a media element is to play, who wants that, and what the browser says to it. */
export class MediaPlay {
  /** Who wants it to play as soon as it can; null when nobody does. */
  origin: CommandOrigin | null;
  readonly #target: PlayableMedia;

  constructor(target: PlayableMedia) {
    this.#target = target;
    this.origin = target.media.paused ? null : 'user';
  }

  /** @param ready that of the source that is being loaded */
  async play(origin: CommandOrigin, ready: Promise<void> | undefined): Promise<void> {
    const { media, store } = this.#target;
    this.origin = origin;
    const { phase, source, error } = store.getSnapshot();
    if (error) throw error;
    // An element that was adopted may play what has no address: a `srcObject`, or `<source>` children.
    if (source === null && media.readyState === 0) return;
    if (phase === 'loading') {
      // At once, since some browsers unlock an element only within the gesture itself; and again when there is something to play.
      await Promise.all([ready, this.#start(origin).catch(ignoreUnlessBlocked)]);
      if (this.origin === null) throw abortError();
      if (!media.paused) return;
    }
    await this.#start(origin);
  }

  pause(origin: CommandOrigin): void {
    const { media, store, echo } = this.#target;
    this.origin = null;
    if (media.paused) return store.update({ paused: true });
    echo.expect('pause', origin);
    media.pause();
  }

  /** There is something to play. Nobody may be waiting for it: a refusal stands in the state as `autoplayBlocked`. */
  begin(): void {
    if (this.origin !== null && this.#target.media.paused) this.#start(this.origin).catch(() => {});
  }

  /** It had played only because it was silent: the picture matters more than the sound. */
  goOnSilently(origin: CommandOrigin): void {
    this.#target.store.update({ autoplayBlocked: true });
    this.#start(this.origin ?? origin).catch(() => {});
  }

  async #start(origin: CommandOrigin): Promise<void> {
    const { media, store, echo } = this.#target;
    if (media.paused) echo.expect('play', origin);
    try {
      await media.play();
    } catch (cause) {
      const error = diagnosePlay(cause, store.getSnapshot().error);
      if (error.code === 'autoplay-blocked') {
        echo.take('play');
        store.update({ autoplayBlocked: true, paused: media.paused });
      }
      throw error;
    }
  }
}

/** While it loads, what becomes of the load says more than a refused `play()`, but for one thing. */
function ignoreUnlessBlocked(error: unknown): void {
  if (error instanceof T333Error && error.code === 'autoplay-blocked') throw error;
}
