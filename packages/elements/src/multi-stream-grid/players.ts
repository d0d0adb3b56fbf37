/** What the grid loads with its first player. */
import { T333Error } from '@t333/core/errors';
import { QualityManager, type PolicyName } from '@t333/core/quality';
import { WallPlayers, type Wall } from '@t333/core/wall';
import { GridChangeEvent, GridErrorEvent } from './multi-stream-grid.events.ts';

/** The part of the grid that its players concern. */
export interface GridOfPlayers extends HTMLElement {
  readonly wall: Wall;
  quality: QualityManager | null;
}

/** Makes what keeps the players of a grid as its wall and its attributes say, until `signal` aborts. */
export function keepPlayers(grid: GridOfPlayers, signal: AbortSignal): WallPlayers {
  const quality = new QualityManager();
  const players = new WallPlayers(grid.wall, quality);
  const followPolicy = (): void => {
    try {
      quality.policy = (grid.getAttribute('quality-policy') as PolicyName | null) ?? 'utility';
    } catch (error) {
      if (!(error instanceof T333Error)) throw error;
      grid.dispatchEvent(new GridErrorEvent(error));
    }
  };
  const followDataSaver = (): void => {
    const wish = grid.getAttribute('data-saver');
    quality.dataSaver = wish === null ? null : wish !== 'false';
  };
  const tell = (now: QualityManager | null): void => {
    grid.quality = now;
    grid.dispatchEvent(new GridChangeEvent('qualitychange', grid.wall.state.getSnapshot()));
  };
  const attributes = new MutationObserver((records) => {
    // What the page has set by itself stays while something else changes.
    const changed = new Set(records.map(({ attributeName }) => attributeName));
    if (changed.has('quality-policy')) followPolicy();
    if (changed.has('data-saver')) followDataSaver();
  });
  attributes.observe(grid, { attributeFilter: ['quality-policy', 'data-saver'] });
  followPolicy();
  followDataSaver();
  signal.addEventListener('abort', () => {
    attributes.disconnect();
    players.destroy();
    quality.destroy();
    tell(null);
  });
  tell(quality);
  return players;
}
