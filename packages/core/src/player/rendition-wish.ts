import type { ReadableStore } from '../state/store.ts';
import type { Clock } from '../time/clock.ts';
import type { PlayerState } from './player.ts';

/** Which rendition is wanted: what the viewer chose, or else what a quality manager asks for. */
export class RenditionWish {
  readonly #state: ReadableStore<PlayerState>;
  readonly #clock: Clock;
  #steered = 'auto';
  /** Until then the manager's wish is set aside. */
  #freeUntilMs = -Infinity;

  constructor(state: ReadableStore<PlayerState>, clock: Clock) {
    this.#state = state;
    this.#clock = clock;
  }

  /** The viewer has chosen one. */
  get isViewers(): boolean {
    return this.#state.getSnapshot().selectedRendition !== 'auto';
  }

  /** The index of the wanted level; -1 for the player's own choice. */
  get level(): number {
    const { selectedRendition } = this.#state.getSnapshot();
    const steered = this.#clock.now() < this.#freeUntilMs ? 'auto' : this.#steered;
    return this.levelOf(this.isViewers ? selectedRendition : steered);
  }

  levelOf(id: string): number {
    return this.#state.getSnapshot().renditions.findIndex((rendition) => rendition.id === id);
  }

  steer(id: string): void {
    this.#steered = id;
  }

  /** For a source that begins. */
  reset(): void {
    this.#steered = 'auto';
    this.#freeUntilMs = -Infinity;
  }

  /** Lets the player choose for so long, which knows how to get around a level that cannot be loaded. */
  setAside(durationMs: number): void {
    this.#freeUntilMs = this.#clock.now() + durationMs;
  }

  /** @returns whether the manager's wish had been set aside, and counts again from now on */
  takeUp(): boolean {
    if (this.#freeUntilMs === -Infinity || this.#clock.now() < this.#freeUntilMs) return false;
    this.#freeUntilMs = -Infinity;
    return true;
  }
}
