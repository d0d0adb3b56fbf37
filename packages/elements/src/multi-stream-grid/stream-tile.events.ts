import type { StreamPlayer } from '@t333/core/player';

/** The tile plays through another player now, or through none. */
export class TilePlayerEvent extends Event {
  readonly player: StreamPlayer | null;

  constructor(player: StreamPlayer | null) {
    super('tileplayer', { bubbles: true });
    this.player = player;
  }
}

/** The picture of the tile has gone to a window of its own, or is back. */
export class TilePictureInPictureEvent extends Event {
  readonly active: boolean;

  constructor(active: boolean) {
    super('tilepip', { bubbles: true });
    this.active = active;
  }
}

declare global {
  interface HTMLElementEventMap {
    tileplayer: TilePlayerEvent;
    tilepip: TilePictureInPictureEvent;
  }
}
