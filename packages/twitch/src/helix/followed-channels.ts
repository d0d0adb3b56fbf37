import type { Stream } from 'ts-twitch-api';
import type { CallOptions, HelixItem, HelixReads } from './call.ts';

/** A channel that a user follows. */
export type FollowedChannel = HelixItem<'/channels/followed'> & {
  /** What it shows; null while it is not live. */
  readonly stream: Stream | null;
};

/** Whom a user follows, the latest first, and which of them are live. Speaks for that user, with `user:read:follows`. */
export async function followedChannels(
  helix: HelixReads,
  userId: string,
  options: CallOptions = {},
): Promise<FollowedChannel[]> {
  const call = { ...options, as: options.as ?? userId, query: { user_id: userId } };
  const [channels, live] = await Promise.all([
    collect(helix.paginate('/channels/followed', call)),
    collect(helix.paginate('/streams/followed', call)),
  ]);
  const streams = new Map(live.map((stream) => [stream.user_id, stream]));
  return Array.from(channels, (channel) => ({ ...channel, stream: streams.get(channel.broadcaster_id) ?? null }));
}

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}
