/** What the grid loads with its first player. */
import { T333Error } from '@t333/core/errors';
import type { StreamPlayer } from '@t333/core/player';
import { QualityManager, type PolicyName } from '@t333/core/quality';
import { WallPlayers, type Wall } from '@t333/core/wall';
import { EqualLatency, type EqualizedGrid } from './equal-latency.ts';
import { GridChangeEvent, GridErrorEvent } from './multi-stream-grid.events.ts';
import type { StreamTile } from './stream-tile.ts';

/** The part of the grid that its players concern. */
export interface GridOfPlayers extends EqualizedGrid {
  readonly wall: Wall;
  readonly updateComplete: Promise<unknown>;
  quality: QualityManager | null;
}

/** Keeps the players that it is told of. */
export interface KeptPlayers {
  /** Names the player of a tile; null when it has none any more. */
  set(id: string, player: StreamPlayer | null, tile: StreamTile): void;
}

/** Makes what keeps the players of a grid as its wall and its attributes say, until `signal` aborts. */
export function keepPlayers(grid: GridOfPlayers, signal: AbortSignal): KeptPlayers {
  const quality = new QualityManager();
  const players = new WallPlayers(grid.wall, quality);
  const latency = new EqualLatency(grid);
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
    if (changed.has('equal-latency')) latency.follow();
  });
  attributes.observe(grid, { attributeFilter: ['quality-policy', 'data-saver', 'equal-latency'] });
  const withPictureInPicture = new WeakSet<StreamTile>();
  const followPictureInPicture = (tile: StreamTile): void => {
    if (withPictureInPicture.has(tile)) return;
    withPictureInPicture.add(tile);
    const onChange = ({ type }: Event): void =>
      quality.visibility.setPictureInPicture((type === 'enterpictureinpicture' && tile.player) || null);
    // Media events do not bubble, but every event can be captured on its way down.
    for (const type of ['enterpictureinpicture', 'leavepictureinpicture']) {
      tile.renderRoot.addEventListener(type, onChange, { capture: true, signal });
    }
  };
  followPolicy();
  followDataSaver();
  signal.addEventListener('abort', () => {
    attributes.disconnect();
    latency.destroy();
    players.destroy();
    quality.destroy();
    tell(null);
  });
  tell(quality);
  const cards = new Map<string, AbortController>();
  const dropCard = (id: string): void => {
    cards.get(id)?.abort();
    cards.delete(id);
  };
  grid.wall.addEventListener(
    'tileremoved',
    ({ tile: { id } }) => {
      dropCard(id);
      latency.set(id, null);
    },
    { signal },
  );
  return {
    set(id, player, tile) {
      players.set(id, player, tile);
      followPictureInPicture(tile);
      latency.set(id, player);
      dropCard(id);
      const minSize = player && (tile.tile.minSize ?? player.state.getSnapshot().capabilities.minSize);
      if (!minSize) return;
      const life = new AbortController();
      cards.set(id, life);
      signal.addEventListener('abort', () => life.abort(), { signal: life.signal });
      // Without a network there is no card, and no player either: a small box stays hidden.
      import('./tile-card/tile-cards.ts').then(
        ({ keepCard }) => life.signal.aborted || keepCard(grid, tile, minSize, life.signal),
        () => {},
      );
    },
  };
}
