import type { ChatEvent } from '../events.ts';
import type { ChatFeed } from '../feed.ts';

/** What the list of a chat still has of a channel, as the events that it came from. */
export function toldBefore(feed: ChatFeed, service: string, channel: string): ChatEvent[] {
  const events: ChatEvent[] = [];
  for (let index = 0; index < feed.size; index++) {
    const entry = feed.at(index);
    if (entry?.service !== service || entry.channel !== channel) continue;
    const { atMs } = entry;
    if (entry.kind === 'message') {
      const { message, status, heldReason = '' } = entry;
      if (status === 'held') events.push({ type: 'held', channel, atMs, message, reason: heldReason });
      else if (status === 'sent') events.push({ type: 'message', channel, atMs, message });
    } else if (entry.kind === 'moderated') {
      const { action, userId, userName, durationMs, reason } = entry;
      if (action === 'cleared' || userId === null) events.push({ type: 'cleared', channel, atMs });
      else
        events.push({
          type: 'moderated',
          channel,
          atMs,
          action,
          userId,
          ...(userName !== null && { handle: userName }),
          ...(durationMs !== undefined && { untilMs: atMs + durationMs }),
          ...(reason !== undefined && { reason }),
        });
    }
  }
  return events;
}
