import type { StreamPlayer } from '@t333/core/player';

/** The tile plays through another player now, or through none. */
export class TilePlayerEvent extends Event {
  readonly player: StreamPlayer | null;

  constructor(player: StreamPlayer | null) {
    super('tileplayer', { bubbles: true });
    this.player = player;
  }
}

declare global {
  interface HTMLElementEventMap {
    tileplayer: TilePlayerEvent;
  }
}
