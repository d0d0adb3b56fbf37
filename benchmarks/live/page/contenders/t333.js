/** `<live-player>` as it comes. */
import '@t333/elements/live-player/define';
import { contenderOf, makePlayer } from '../t333-player.js';

export function create({ stage, urls }) {
  const players = urls.map(makePlayer);
  stage.append(...players);
  return contenderOf(players);
}
