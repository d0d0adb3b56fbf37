/** hls.js, with a highest rendition by the number of players. */
import { Hls } from 'hls.js/light';
import { contenderOf, playAll, settings } from '../play-hls.js';

const maxHeightOf = (count) => (count > 8 ? 360 : count > 6 ? 480 : count > 3 ? 720 : Number.POSITIVE_INFINITY);

export function create({ tiles }) {
  const maxHeight = maxHeightOf(tiles.length);
  const players = playAll(tiles, settings());
  for (const hls of players) {
    hls.on(Hls.Events.MANIFEST_PARSED, (_event, { levels }) => {
      hls.autoLevelCapping = Math.max(
        0,
        levels.findLastIndex(({ height }) => height <= maxHeight),
      );
    });
  }
  return contenderOf(players);
}
