import type { CommandOrigin } from './player.ts';

/** A seek is taken for the echo of our own within this distance, in seconds: above any rounding by a browser. */
const SEEK_TOLERANCE_SECONDS = 0.05;

type Echo = 'play' | 'pause' | 'ratechange' | 'volumechange';

/**
 * Remembers who caused the media events to come, so that what nobody here asked for is known as the user's own act.
 * Null stands for the player itself.
 */
export class CommandEcho {
  readonly #expected = new Map<Echo, CommandOrigin | null>();
  #seek: { target: number; origin: CommandOrigin | null } | null = null;

  expect(type: Echo, origin: CommandOrigin | null): void {
    this.#expected.set(type, origin);
  }

  expectSeek(target: number, origin: CommandOrigin | null): void {
    this.#seek = { target, origin };
  }

  /** Who caused this event; asking forgets it. @param otherwise who did if nobody here asked for it */
  take(type: Echo, otherwise: CommandOrigin = 'user'): CommandOrigin | null {
    const origin = this.#expected.get(type);
    this.#expected.delete(type);
    return origin === undefined ? otherwise : origin;
  }

  /** Who caused a seek to this position; known until the next seek. Undefined: nobody here. */
  originOfSeek(position: number): CommandOrigin | null | undefined {
    return this.#seek && Math.abs(this.#seek.target - position) < SEEK_TOLERANCE_SECONDS
      ? this.#seek.origin
      : undefined;
  }

  clear(): void {
    this.#expected.clear();
    this.#seek = null;
  }
}
