import type { StreamPlayer } from '../player/player.ts';
import type { VisibilityManager } from '../visibility/visibility-manager.ts';
import type { Wall } from './wall.ts';

/**
 * Keeps the players of a wall as the wall says: one is heard, each at its volume, none works off screen. A viewer's
 * own act on a player, through its native controls for example, goes back to the wall.
 */
export class WallPlayers {
  readonly #wall: Wall;
  readonly #visibility: VisibilityManager;
  readonly #players = new Map<string, { player: StreamPlayer; life: AbortController }>();
  readonly #leave: () => void;

  constructor(wall: Wall, visibility: VisibilityManager) {
    this.#wall = wall;
    this.#visibility = visibility;
    this.#leave = wall.state.subscribe(() => this.#apply());
  }

  get(id: string): StreamPlayer | undefined {
    return this.#players.get(id)?.player;
  }

  /**
   * Names the player of a tile; null when it has none any more.
   *
   * @param element what has to be on the screen for it to play
   */
  set(id: string, player: StreamPlayer | null, element: Element): void {
    if ((this.get(id) ?? null) === player) return;
    this.#drop(id);
    if (!player) return;
    const life = new AbortController();
    this.#players.set(id, { player, life });
    player.addEventListener('volumechange', (event) => event.origin === 'user' && this.#follow(id, player), life);
    this.#visibility.add(player, element);
    this.#apply();
  }

  /** Lets go of all players, as they are. */
  destroy(): void {
    this.#leave();
    for (const id of this.#players.keys()) this.#drop(id);
  }

  #drop(id: string): void {
    const dropped = this.#players.get(id);
    if (!dropped) return;
    this.#players.delete(id);
    dropped.life.abort();
    this.#visibility.remove(dropped.player);
  }

  #apply(): void {
    const { tiles, audibleId } = this.#wall.state.getSnapshot();
    for (const id of this.#players.keys()) if (!tiles.some((tile) => tile.id === id)) this.#drop(id);
    for (const { id, volume } of tiles) {
      const player = this.get(id);
      player?.setVolume(volume);
      player?.setMuted(id !== audibleId);
    }
    this.#visibility.setAudible((audibleId !== null && this.get(audibleId)) || null);
  }

  /** Our own commands come by here too; they find the wall as it is already. */
  #follow(id: string, player: StreamPlayer): void {
    const { tiles, audibleId } = this.#wall.state.getSnapshot();
    const { muted, volume } = player.state.getSnapshot();
    const tile = tiles.find((one) => one.id === id);
    if (!tile) return;
    if (volume !== tile.volume) this.#wall.setVolume(id, volume);
    if (muted === (id === audibleId)) this.#wall.setMuted(id, muted);
  }
}
