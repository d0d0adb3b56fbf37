/** What the grid loads with its first player. */
import { VisibilityManager } from '@t333/core/visibility';
import { WallPlayers, type Wall } from '@t333/core/wall';

export interface GridPlayers {
  readonly players: WallPlayers;
  readonly visibility: VisibilityManager;
}

/** Makes what keeps the players of a wall as the wall says, until `signal` aborts. */
export function keepPlayers(wall: Wall, signal: AbortSignal): GridPlayers {
  const visibility = new VisibilityManager();
  const players = new WallPlayers(wall, visibility);
  signal.addEventListener('abort', () => {
    players.destroy();
    visibility.destroy();
  });
  return { players, visibility };
}
