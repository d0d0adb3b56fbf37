import type { Wall } from '@t333/core/wall';
import { useSyncExternalStore } from 'react';

/** Every state of t333 is a store of the shape that React subscribes to as it is. */
export function WallSummary({ wall }: { wall: Wall }) {
  const { tiles, audibleId } = useSyncExternalStore(wall.state.subscribe, wall.state.getSnapshot);
  const audible = tiles.find(({ id }) => id === audibleId);
  return (
    <output>
      {tiles.length} streams, {audible ? `listening to ${audible.title ?? audible.source}` : 'all silent'}
    </output>
  );
}
