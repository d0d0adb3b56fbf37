import type { T333Error } from '../errors.ts';
import type { CommandEcho } from './command-echo.ts';
import { HAVE_METADATA, type MediaLike } from './media-like.ts';
import type { CommandOrigin } from './player.ts';
import { SourceSession } from './source-session.ts';

/** A start this near to where the media already stands needs no seek; seconds, one frame at 30 fps. */
const SAME_POSITION_SECONDS = 1 / 30;

export interface SeekableMedia {
  media: MediaLike;
  echo: CommandEcho;
  /** The nearest position to this one that can be sought. */
  clamp: (seconds: number, origin: CommandOrigin | null) => number;
}

/** Where a media element is sent: the place at which its source is to begin, and the seeks that are on their way. */
export class MediaSeeks {
  /** Null for the source's natural start, and once it has begun. */
  start: { readonly seconds: number; readonly origin: CommandOrigin | null } | null = null;
  readonly #target: SeekableMedia;
  #pending: SourceSession[] = [];

  constructor(target: SeekableMedia) {
    this.#target = target;
  }

  /** Lets the source begin where the media is now; a place that was not yet reached stays. */
  keepPosition(): void {
    const { currentTime: seconds, readyState } = this.#target.media;
    if (readyState >= HAVE_METADATA) this.start = { seconds, origin: null };
  }

  /** @returns whether the source was to begin later than this, the last position at which it can */
  limitStart(seconds: number): boolean {
    if (!this.start || this.start.seconds <= seconds) return false;
    this.start = { ...this.start, seconds };
    return true;
  }

  /** Positions are known from now on: goes where it is to begin. */
  begin(): void {
    const { start } = this;
    this.start = null;
    if (start && Math.abs(this.#target.media.currentTime - start.seconds) > SAME_POSITION_SECONDS) {
      void this.to(start.seconds, start.origin);
    }
  }

  /** Settles with the seek that arrives last. */
  to(seconds: number, origin: CommandOrigin | null): Promise<void> {
    const { media, echo, clamp } = this.#target;
    const target = clamp(seconds, origin);
    const seek = new SourceSession();
    this.#pending.push(seek);
    echo.expectSeek(target, origin);
    media.currentTime = target;
    return seek.ready;
  }

  /** @param error why none will arrive; without it they have */
  settle(error?: T333Error): void {
    for (const seek of this.#pending.splice(0)) {
      if (error) seek.fail(error);
      else seek.succeed();
    }
  }
}
