import type { ChatFeed, ChatMessageEntry } from '@t333/core/chat';

/** What keeps somebody from writing, as far as the list tells: the last word about them counts. */
export function silenceOf(
  feed: ChatFeed,
  { service, channel, message }: ChatMessageEntry,
  nowMs: number,
): 'timeout' | 'ban' | null {
  for (let index = feed.size - 1; index >= 0; index--) {
    const entry = feed.at(index);
    if (entry?.kind !== 'moderated' || entry.userId !== message.user.id) continue;
    if (entry.service !== service || entry.channel !== channel || entry.action === 'warn') continue;
    if (entry.action === 'ban') return 'ban';
    if (entry.action !== 'timeout') return null;
    return entry.atMs + (entry.durationMs ?? Infinity) > nowMs ? 'timeout' : null;
  }
  return null;
}
