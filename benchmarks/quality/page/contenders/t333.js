import { HlsPlayer } from '@t333/core/player';
import { QualityManager } from '@t333/core/quality';
// The other contenders have it before the clock starts too.
import 'hls.js/light';

export function create({ tiles, focus }) {
  const manager = new QualityManager();
  const players = tiles.map(({ video, box }) => {
    const player = new HlsPlayer({ media: video });
    manager.add(player, { element: box });
    return player;
  });
  manager.setFocus(players[focus]);
  for (const [i, player] of players.entries()) {
    player.load(tiles[i].url).catch((error) => console.error(error));
    player.play().catch((error) => console.error(error));
  }
  return {
    setFocus: (i) => manager.setFocus(players[i]),
    seek: (i, seconds) => players[i].seek(seconds).catch((error) => console.error(error)),
    stats: () => manager.state.getSnapshot(),
    destroy() {
      manager.destroy();
      for (const player of players) player.destroy();
    },
  };
}
