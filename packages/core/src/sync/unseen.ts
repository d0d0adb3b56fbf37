import type { SyncMember } from './sync-member.ts';

/**
 * Whether nobody sees any of them: something has stopped all that could be seen. One that waits for its material is dark by
 * itself, and nothing stops it; where it is not seen it is suspended after a while.
 */
export function isUnseen(
  members: readonly Pick<SyncMember, 'phase' | 'away' | 'material' | 'player'>[],
  time: number,
): boolean {
  return (
    members.some(({ away }) => away === 'parked' || away === 'blocked') &&
    !members.some(({ phase, away, material, player }) => {
      if (phase !== 'idle') return true;
      const waits = away === null && material.at(time) === null && material.after(time) !== null;
      return waits && player.state.getSnapshot().lifecycle === 'active';
    })
  );
}
