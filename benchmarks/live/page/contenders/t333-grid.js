/** A `<multi-stream-grid>`, whose quality manager decides who loads parts. */
import '@t333/elements/multi-stream-grid/define';
import { contenderOf, makePlayer } from '../t333-player.js';

export function create({ stage, urls, equalize }) {
  const grid = document.createElement('multi-stream-grid');
  grid.toggleAttribute('equal-latency', equalize);
  const players = urls.map(makePlayer);
  grid.append(...players);
  stage.append(grid);
  return contenderOf(players);
}
