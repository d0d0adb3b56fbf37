import type { StreamPlayer } from '../player/player.ts';
import type { QualityManager } from '../quality/quality-manager.ts';
import type { Wall } from './wall.ts';

/** Who shares resources among the players. */
export type PlayerKeeper = Pick<QualityManager, 'add' | 'remove' | 'setFocus' | 'setAudible'>;

/**
 * Keeps the players of a wall as the wall says: one is heard, each at its volume, the focused one comes first, none works off
 * screen. A viewer's
 * own act on a player, through its native controls for example, goes back to the wall.
 */
export class WallPlayers {
  readonly #wall: Wall;
  readonly #keeper: PlayerKeeper;
  readonly #players = new Map<string, { player: StreamPlayer; life: AbortController }>();
  readonly #leave: () => void;

  constructor(wall: Wall, keeper: PlayerKeeper) {
    this.#wall = wall;
    this.#keeper = keeper;
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
    this.#keeper.add(player, { element, id });
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
    this.#keeper.remove(dropped.player);
  }

  #apply(): void {
    const { tiles, audibleId, focusId, layout } = this.#wall.state.getSnapshot();
    for (const id of this.#players.keys()) if (!tiles.some((tile) => tile.id === id)) this.#drop(id);
    for (const { id, volume } of tiles) {
      const player = this.get(id);
      player?.setVolume(volume);
      player?.setMuted(id !== audibleId);
    }
    const playerOf = (id: string | null): StreamPlayer | null => (id !== null && this.get(id)) || null;
    this.#keeper.setAudible(playerOf(audibleId));
    // Without a focus these layouts show the first one large; where nothing is large, the one that is heard is looked at.
    const largeId = layout === 'focus' || layout === 'pip' ? (tiles[0]?.id ?? null) : null;
    this.#keeper.setFocus(playerOf(focusId) ?? playerOf(largeId) ?? playerOf(audibleId));
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
