import type { RtChannelFacts, RtEvent, RtMessage, RtPosition, RtSettings, RtUser } from '../protocol/index.ts';
import type { ChatEvent, ChatIdentity, ChatSettings } from './events.ts';
import { chatFragments } from './fragments.ts';
import type { ChatMessage, ChatPosition, EmoteFragment } from './message.ts';
import type { ChatHistoryPage } from './transport.ts';

export const SERVICE = 't333';

/** Draws an emote that the server has found in a message. */
export type EmoteResolver = (id: string, text: string) => EmoteFragment;

export interface ReadContext {
  channel: string;
  epoch: string;
  emote: EmoteResolver;
  /** The name that a message of our own was sent under. */
  nonceOf: (message: RtMessage) => string | undefined;
}

export const plainEmote: EmoteResolver = (id, text) => ({
  type: 'emote',
  id,
  text,
  provider: SERVICE,
  images: [],
  zeroWidth: false,
});

export const chatSettings = ({
  slowModeMs,
  followersOnlyMs,
  subscribersOnly,
  emoteOnly,
  maxLength,
  blockedWords,
}: RtSettings): ChatSettings =>
  Object.freeze({
    slowModeMs,
    followersOnlyMs,
    subscribersOnly,
    emoteOnly,
    uniqueOnly: false,
    maxLength,
    ...(blockedWords && { blockedWords }),
  });

export function chatIdentity(user: RtUser | null | undefined, you: RtChannelFacts['you']): ChatIdentity | null {
  if (!user) return null;
  return Object.freeze({
    user,
    role: you?.role ?? 'viewer',
    badges: you?.badges ?? Object.freeze([]),
    ...(you?.timeoutUntilAt !== undefined && { timeoutUntilMs: you.timeoutUntilAt }),
    ...(you?.cooldownUntilAt !== undefined && { cooldownUntilMs: you.cooldownUntilAt }),
  });
}

export function chatMessage(
  message: RtMessage,
  context: Omit<ReadContext, 'epoch'>,
  position?: ChatPosition,
): ChatMessage {
  const { id, user, text, emotes, badges, replyTo, at = 0 } = message;
  const nonce = context.nonceOf(message);
  return Object.freeze({
    id,
    service: SERVICE,
    channel: context.channel,
    atMs: at,
    ...(position && { position }),
    kind: 'normal' as const,
    user,
    badges,
    text,
    fragments: chatFragments(text, emotes, context.emote),
    ...(replyTo && { replyTo }),
    ...(nonce !== undefined && { nonce }),
  });
}

const place = (epoch: string, seq: number): RtPosition => Object.freeze({ epoch, seq });

/** What was said in a page of a log, in which other things have their place, too. */
export function readHistory(events: readonly RtEvent[], context: ReadContext): ChatHistoryPage {
  const { epoch } = context;
  const [first] = events.flatMap((event) => ('seq' in event ? [event.seq] : []));
  const messages = events.flatMap((event) =>
    event.type === 'chat' ? [chatMessage(event, context, place(epoch, event.seq))] : [],
  );
  return Object.freeze({ messages: Object.freeze(messages), start: first === undefined ? null : place(epoch, first) });
}

/** What an event of the protocol is in a chat; null where it is nothing. */
export function readChatEvent(event: RtEvent, context: ReadContext): ChatEvent | null {
  const { channel, epoch } = context;
  switch (event.type) {
    case 'viewer_update':
      return { type: 'viewers', channel, viewerCount: event.viewerCount };
    case 'health':
    case 'placeholder':
    case 'stream':
    case 'timeline':
      return null;
  }
  const position = place(epoch, event.seq);
  const common = { channel, atMs: event.at, position };
  const whole = (message: RtMessage): ChatMessage =>
    chatMessage(
      { at: event.at, ...message },
      context,
      message.seq === undefined ? undefined : place(epoch, message.seq),
    );
  switch (event.type) {
    case 'chat':
      return { type: 'message', ...common, message: chatMessage(event, context, position) };
    case 'chat_deleted':
      return { type: 'deleted', ...common, messageIds: event.messageIds };
    case 'user_moderated': {
      const { userId, action, untilAt, reason } = event;
      return {
        type: 'moderated',
        ...common,
        userId,
        action,
        ...(untilAt !== undefined && { untilMs: untilAt }),
        ...(reason !== undefined && { reason }),
      };
    }
    case 'warned':
      return {
        type: 'moderated',
        ...common,
        userId: event.userId,
        action: 'warn',
        ...(event.reason !== undefined && { reason: event.reason }),
      };
    case 'cleared':
      return { type: 'cleared', ...common };
    case 'pin':
      return { type: 'pinned', ...common, message: event.message && whole(event.message) };
    case 'settings':
      return { type: 'settings', ...common, settings: chatSettings(event) };
    case 'held': {
      const { message, reason, score } = event;
      return { type: 'held', ...common, message: whole(message), reason, ...(score !== undefined && { score }) };
    }
    case 'highlight': {
      const details = Object.freeze({ messageId: event.messageId });
      return { type: 'notice', ...common, kind: 'highlight', text: 'A message was highlighted.', details };
    }
    case 'tip': {
      const { id, user, text, amountMinor, currency, displayMs } = event;
      const details = Object.freeze({ amountMinor, currency, ...(displayMs !== undefined && { displayMs }) });
      return { type: 'notice', ...common, id, kind: 'tip', text, details, ...(user && { user }) };
    }
  }
}
