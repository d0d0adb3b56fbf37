import type { T333Error } from '../errors.ts';
import type { PlayerState } from './player.ts';

/** The part of the state that belongs to a source, before anything is known of it. */
export const UNKNOWN_SOURCE = {
  phase: 'idle',
  wallClock: null,
  originShift: 0,
  duration: NaN,
  seeking: false,
  buffering: false,
  hasFrame: false,
  startDelayMs: null,
  autoplayBlocked: false,
  renditions: Object.freeze([]),
  rendition: null,
  captions: Object.freeze([]),
  caption: null,
  audioTracks: Object.freeze([]),
  audioTrack: null,
  videoWidth: 0,
  videoHeight: 0,
  recovery: null,
  error: null,
} satisfies Partial<PlayerState>;

/** One source in one player, from `load()` until something takes its place. */
export class SourceSession {
  readonly #controller = new AbortController();
  #resolve!: () => void;
  #reject!: (error: T333Error) => void;
  /** Settles once: when the source is ready, or has failed, or was replaced. */
  readonly ready: Promise<void>;

  constructor() {
    this.ready = new Promise<void>((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    // The same failure stands in the player's state: a caller who does not wait for it must not get an unhandled rejection.
    this.ready.catch(() => {});
  }

  /** Aborts when the session ends. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  succeed(): void {
    this.#resolve();
  }

  fail(error: T333Error): void {
    this.#reject(error);
  }

  end(reason: T333Error): void {
    this.#reject(reason);
    this.#controller.abort(reason);
  }
}
