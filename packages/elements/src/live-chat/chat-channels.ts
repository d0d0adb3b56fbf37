import type { ChatEntry } from '@t333/core/chat';
import type { ChatChannelView, ChatSource } from './chat-source.ts';

export const channelsOf = (client: ChatSource | null): readonly ChatChannelView[] => [
  ...(client?.state.getSnapshot().channels.values() ?? []),
];

/** The one that is written to: that with the key, or else the first. */
export function shownChannel(client: ChatSource | null, key: string | null): ChatChannelView | null {
  const channels = client?.state.getSnapshot().channels;
  return channels?.get(key ?? '') ?? channels?.values().next().value ?? null;
}

/** Whether who is signed in moderates it. */
export const isModerated = ({ capabilities, identity }: ChatChannelView): boolean =>
  capabilities.moderate && (identity?.role === 'moderator' || identity?.role === 'broadcaster');

/** The channel in which something was said, where who is signed in moderates it. */
export const moderatedChannel = (
  client: ChatSource | null,
  { service, channel }: Pick<ChatEntry, 'service' | 'channel'>,
): ChatChannelView | null =>
  channelsOf(client).find((one) => one.service === service && one.channel === channel && isModerated(one)) ?? null;
