import type { Rooms } from '../streams/ports.ts';
import type { Notices } from './notices.ts';

/** The same rooms, where followers are told too that a broadcast has begun. */
export function tellingFollowers(rooms: Rooms, notices: Notices): Rooms {
  return {
    viewerCount: (channelId) => rooms.viewerCount(channelId),
    async tellStream(channelId, told) {
      await rooms.tellStream(channelId, told);
      if (told.status === 'live' && told.startedAt !== undefined)
        await notices.tellLive(channelId, new Date(told.startedAt));
    },
  };
}
