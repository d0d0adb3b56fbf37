import type { Rooms } from '../streams/ports.ts';
import type { Notices } from './notices.ts';

/** The same rooms, where followers are told too that a broadcast has begun. */
export function tellingFollowers(rooms: Rooms, notices: Notices): Rooms {
  return {
    viewerCount: (channelId) => rooms.viewerCount(channelId),
    async tellStream(channelId, told) {
      const isLive = told.status === 'live' && told.startedAt !== undefined;
      // One that fails does not keep the other from theirs.
      const done = await Promise.allSettled([
        isLive && notices.tellLive(channelId, new Date(told.startedAt!)),
        rooms.tellStream(channelId, told),
      ]);
      const failed = done.find((one) => one.status === 'rejected');
      if (failed) throw failed.reason;
    },
  };
}
