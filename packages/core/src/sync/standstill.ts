import type { SyncMember } from './sync-member.ts';

type Watched = Pick<SyncMember, 'phase' | 'away' | 'material' | 'player' | 'keepsUp'>;

/**
 * Whether the time waits, whatever the stall policy says: nobody plays, and somebody has something to show, whose media does not
 * come, or whom nobody sees. Through a gap between two recordings it goes on.
 */
export const standsStill = (members: readonly Watched[], time: number): boolean =>
  !members.some(({ phase }) => phase === 'running' || phase === 'correcting') &&
  (members.some((member) => lacksMedia(member, time)) || isUnseen(members, time));

const lacksMedia = ({ away, material, keepsUp }: Watched, time: number): boolean =>
  away === null && keepsUp && material.at(time) !== null;

/**
 * Something has stopped all that could be seen. One that waits for its material is dark by itself, and nothing stops it;
 * where it is not seen it is suspended after a while.
 */
const isUnseen = (members: readonly Watched[], time: number): boolean =>
  members.some(({ away }) => away === 'parked' || away === 'blocked') &&
  !members.some(
    ({ away, material, player }) =>
      away === null && material.after(time) !== null && player.state.getSnapshot().lifecycle === 'active',
  );
