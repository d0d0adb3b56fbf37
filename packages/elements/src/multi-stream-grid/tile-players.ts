import type { StreamPlayer } from '@t333/core/player';
import type { GridOfPlayers, KeptPlayers } from './players.ts';
import type { TilePlayerEvent } from './stream-tile.events.ts';
import type { StreamTile } from './stream-tile.ts';
import type { TileStage } from './tile-stage.ts';

/** The players of the tiles, kept as the wall says by code that comes with the first of them. */
export class TilePlayers {
  readonly #grid: GridOfPlayers;
  readonly #stage: TileStage;
  readonly #onPlayer: (player: StreamPlayer) => void;
  #life: AbortSignal | null = null;
  #kept: KeptPlayers | null = null;

  /** @param onPlayer a player has come */
  constructor(grid: GridOfPlayers, stage: TileStage, onPlayer: (player: StreamPlayer) => void) {
    this.#grid = grid;
    this.#stage = stage;
    this.#onPlayer = onPlayer;
  }

  begin(signal: AbortSignal): void {
    this.#life = signal;
    signal.addEventListener('abort', () => (this.#kept = null));
  }

  /** Takes what the tiles tell. */
  handleEvent(event: TilePlayerEvent): void {
    const id = this.#stage.idOf(event);
    const tile = id === null ? undefined : this.#stage.get(id);
    if (id !== null && tile) void this.#use(id, tile, event.player);
  }

  async #use(id: string, tile: StreamTile, player: StreamPlayer | null): Promise<void> {
    const signal = this.#life;
    if (!signal) return;
    // At once, since a player that is gone must not be told anything any more.
    if (!player) return this.#kept?.set(id, null, tile);
    this.#onPlayer(player);
    if (!this.#kept) {
      const module = await import('./players.ts').catch(() => null);
      if (!module || signal.aborted || tile.player !== player) return;
      this.#kept ??= module.keepPlayers(this.#grid, signal);
    }
    this.#kept.set(id, player, tile);
  }
}
