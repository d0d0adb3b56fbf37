import type { SyncGroup } from '@t333/core/sync';
import type { WallDescription } from '@t333/core/wall';

/** A wall with the moment that its group shows, and with the offsets as they are by now. */
export function describeSynced(description: WallDescription, group: SyncGroup | null): WallDescription {
  const { members = [], epochMs = null } = group?.state.getSnapshot() ?? {};
  if (!group || members.length === 0) return description;
  const tiles = description.tiles.map((tile) => {
    const { id, offset, startsAt } = tile;
    const member = members.find((one) => one.id === id);
    if (member) return { ...tile, offset: member.offset };
    // What is not loaded yet has its place too, as long as it is counted from the same zero.
    if (offset !== undefined || startsAt === undefined || epochMs === null) return tile;
    return { ...tile, offset: { seconds: (epochMs - startsAt) / 1000, source: 'start-time' as const } };
  });
  // While it has not begun, the wall knows better.
  return { ...description, time: description.time ?? group.currentTime, tiles };
}
