import type { LatencyEqualizer, LiveControl } from '@t333/core/live';
import type { StreamPlayer } from '@t333/core/player';
import type { Wall } from '@t333/core/wall';
import { GridChangeEvent } from './multi-stream-grid.events.ts';

/** The part of the grid that a common latency concerns. */
export interface EqualizedGrid extends HTMLElement {
  readonly wall: Wall;
  equalizer: LatencyEqualizer | null;
}

/** What keeps a player live, while it plays something live. */
const liveOf = (player: StreamPlayer): LiveControl | null =>
  player.state.getSnapshot().streamType === 'live' ? player.live : null;

/** The live tiles of a grid, kept at one latency by code that comes with the first of them, where the grid asks for it. */
export class EqualLatency {
  readonly #grid: EqualizedGrid;
  readonly #players = new Map<string, { readonly player: StreamPlayer; readonly life: AbortController }>();
  /** Who takes part, with what lets it go. */
  readonly #members = new Map<LiveControl, () => void>();
  #isLoading = false;
  #ended = false;

  constructor(grid: EqualizedGrid) {
    this.#grid = grid;
  }

  /** Names the player of a tile; null when it has none any more. */
  set(id: string, player: StreamPlayer | null): void {
    const before = this.#players.get(id);
    if ((before?.player ?? null) === player) return;
    before?.life.abort();
    this.#players.delete(id);
    if (player) {
      const life = new AbortController();
      this.#players.set(id, { player, life });
      let live = liveOf(player);
      player.state.subscribe(() => {
        if (live === liveOf(player)) return;
        live = liveOf(player);
        this.follow();
      }, life);
    }
    this.follow();
  }

  /** Does what the grid asks for by now, with the players that it has. */
  readonly follow = (): void => {
    const { equalizer } = this.#grid;
    const isWanted = !this.#ended && this.#grid.hasAttribute('equal-latency');
    const live = new Set(isWanted ? [...this.#players.values()].flatMap(({ player }) => liveOf(player) ?? []) : []);
    for (const [control, leave] of this.#members) {
      if (live.has(control)) continue;
      this.#members.delete(control);
      leave();
    }
    if (!isWanted && equalizer) {
      equalizer.destroy();
      this.#tell(null);
    }
    if (live.size > 0 && !equalizer) return void this.#load();
    for (const control of live) {
      if (!this.#members.has(control)) this.#members.set(control, equalizer!.add(control));
    }
  };

  destroy(): void {
    this.#ended = true;
    for (const { life } of this.#players.values()) life.abort();
    this.follow();
  }

  async #load(): Promise<void> {
    if (this.#isLoading) return;
    this.#isLoading = true;
    // Without a network the next tile that comes, or goes live, tries again.
    const module = await import('./latency-equalizer.ts').catch(() => null);
    this.#isLoading = false;
    if (!module || this.#ended || !this.#grid.hasAttribute('equal-latency')) return;
    this.#tell(new module.LatencyEqualizer());
    this.follow();
  }

  #tell(equalizer: LatencyEqualizer | null): void {
    this.#grid.equalizer = equalizer;
    this.#grid.dispatchEvent(new GridChangeEvent('equalizerchange', this.#grid.wall.state.getSnapshot()));
  }
}
