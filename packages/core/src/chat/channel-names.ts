import type { ChatTransport } from './transport.ts';

/** What a client calls a channel: `twitch/ann`. */
export const channelKey = (service: string, channel: string): string => `${service}/${channel}`;

const plainName = (name: string): string => name.replace(/^#/, '').toLowerCase();

/** Whether two may be ways to write one name. */
export const isSameName = (a: string, b: string): boolean => plainName(a) === plainName(b);

/** A name as the transport writes it, once it was asked to join. */
export function nameOf({ state }: ChatTransport, channel: string): string {
  const { channels } = state.getSnapshot();
  if (channels.has(channel)) return channel;
  return [...channels.keys()].find((name) => isSameName(name, channel)) ?? channel;
}
