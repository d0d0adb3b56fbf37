import type { StreamPlayer } from '@t333/core/player/contract';
import type { Offset, OffsetSource, Placement } from '@t333/core/sync';
import type { Tile, TileOffset } from '@t333/core/wall';

/** How certain an offset is that a link does not say more of: by sound, as much as what is accepted at least. */
const CERTAINTY: Readonly<Record<OffsetSource, number>> = {
  none: 0,
  'start-time': 0.3,
  'program-date-time': 0.6,
  sound: 0.75,
  anchor: 1,
  manual: 1,
};

export const UNPLACED: Offset = { seconds: 0, source: 'none', certainty: 0 };

/** Where a tile wishes to be in the group; null where it does not say. */
export function positionOf({ offset, startsAt, programDateTime }: Tile): Placement | null {
  if (offset !== undefined) return { offset: typeof offset === 'number' ? offset : withCertainty(offset) };
  if (startsAt !== undefined) return { startsAt };
  return programDateTime ? { programDateTime } : null;
}

const withCertainty = (offset: TileOffset): Offset => ({ certainty: CERTAINTY[offset.source], ...offset });

/** A group takes for the first video of a member what it has loaded: it must not be one that follows. */
export function returnsToFirst({ source, next = [] }: Tile, player: StreamPlayer): boolean {
  const loaded = player.state.getSnapshot().source;
  const isLater = loaded !== source && next.some((video) => video.source === loaded);
  if (isLater) player.load(source, { origin: 'sync' }).catch(toldByState);
  return isLater;
}

/** A refusal stands in the player's state, and its tile shows it. */
function toldByState(): void {}
