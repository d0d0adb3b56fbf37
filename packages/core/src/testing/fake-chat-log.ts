import { DEFAULT_CHAT_SETTINGS, type ChatEvent, type ChatSettings } from '../chat/events.ts';
import type { ChatMessage, ChatPosition } from '../chat/message.ts';
import type { ChatHistoryPage, ModerationAct } from '../chat/transport.ts';

/** Positions of fakes never come from two servers. */
export const EPOCH = 'fake';

/** What was said and done in one channel, oldest first. */
export class FakeChatLog {
  readonly events: ChatEvent[] = [];

  /** Of the event at `seq`; of the next one by default. */
  position(seq = this.events.length + 1): ChatPosition {
    return Object.freeze({ epoch: EPOCH, seq });
  }

  find(messageId: string): ChatMessage | null {
    for (const event of this.events)
      if (event.type === 'message' && event.message.id === messageId) return event.message;
    return null;
  }

  #held(messageId: string): ChatMessage | null {
    for (const event of this.events) if (event.type === 'held' && event.message.id === messageId) return event.message;
    return null;
  }

  /** Messages that were not deleted, before a `seq`: the last ones. */
  past(before: number, limit: number): ChatHistoryPage {
    const gone = new Set(this.events.flatMap((event) => (event.type === 'deleted' ? event.messageIds : [])));
    const all = this.events
      .slice(0, Math.min(before - 1, this.events.length))
      .flatMap((event) => (event.type === 'message' && !gone.has(event.message.id) ? [event.message] : []));
    const messages = Object.freeze(all.slice(-limit));
    return Object.freeze({ messages, start: messages[0]?.position ?? null });
  }

  /** What an act comes to; null where nobody is told. */
  outcome(
    channel: string,
    act: ModerationAct,
    settings: ChatSettings | null | undefined,
    nowMs: number,
  ): ChatEvent | null {
    const { action, messageId = '', userId = '', durationMs, reason } = act;
    switch (action) {
      case 'delete':
        return { type: 'deleted', channel, messageIds: [messageId] };
      case 'clear':
        return { type: 'cleared', channel };
      case 'pin':
      case 'unpin':
        return { type: 'pinned', channel, message: action === 'pin' ? this.find(messageId) : null };
      case 'settings':
        return {
          type: 'settings',
          channel,
          settings: Object.freeze({ ...(settings ?? DEFAULT_CHAT_SETTINGS), ...act.settings }),
        };
      case 'approve':
      case 'deny': {
        const message = this.#held(messageId);
        if (!message) return null;
        return action === 'approve'
          ? { type: 'message', channel, message }
          : { type: 'deleted', channel, messageIds: [messageId] };
      }
      case 'highlight':
        return null;
      default: {
        const until = durationMs === undefined ? {} : { untilMs: nowMs + durationMs };
        return { type: 'moderated', channel, userId, action, ...until, ...(reason && { reason }) };
      }
    }
  }
}
