import {
  chatFragments,
  type ChatBadge,
  type ChatEvent,
  type ChatIdentity,
  type ChatMessage,
  type ChatMessageKind,
  type ChatNoticeEvent,
  type ChatReply,
  type ChatUser,
  type EmoteFragment,
  type EmoteRange,
} from '@t333/core/chat';
import type { EmoteSource } from './emotes/emote-source.ts';
import type { IrcMessage } from './irc-message.ts';

export const SERVICE = 'twitch';

/** More emotes than a message of 500 characters can hold. */
const MAX_RANGES = 500;
const DETAIL = 'msg-param-';
const ACTION = '\u0001ACTION ';

/** What one reads a line with. */
export interface IrcContext {
  /** For lines that bear no time. */
  nowMs: number;
  /** For messages without an id. */
  newId: () => string;
  /** Of the channel, where the line does not say. */
  roomId: string;
  /** Emotes that Twitch does not mark. */
  emotes?: EmoteSource | undefined;
}

/** The name of a channel as Twitch writes it: without `#`, in lower case. */
export const channelName = (text: string): string => text.replace(/^#/, '').toLowerCase();

/** The channel that a line is about; empty where it is about none. */
export const channelOf = (irc: IrcMessage): string => channelName(irc.params[0] ?? '');

/** A tag that is a whole number; undefined where it is not. */
export function number(irc: IrcMessage, name: string): number | undefined {
  const value = irc.tag(name);
  return value && /^-?\d{1,15}$/.test(value) ? Number(value) : undefined;
}

/** `moderator/1,subscriber/12`. */
export const readBadges = (tag: string | undefined): readonly ChatBadge[] =>
  Object.freeze(
    (tag ? tag.split(',', 50) : []).flatMap((badge) => {
      const [type, tier] = badge.split('/', 2);
      return type ? [Object.freeze(tier ? { type, tier } : { type })] : [];
    }),
  );

/** `25:0-4,12-16/1902:6-10`: what is none of that form is left out. */
export function readEmoteRanges(tag: string | undefined): EmoteRange[] {
  const ranges: EmoteRange[] = [];
  for (const emote of tag ? tag.split('/', MAX_RANGES) : []) {
    const [, id, places] = /^([\w-]+):(.+)$/.exec(emote) ?? [];
    for (const place of places?.split(',', MAX_RANGES) ?? []) {
      const [, start, end] = /^(\d{1,5})-(\d{1,5})$/.exec(place) ?? [];
      if (end && ranges.length < MAX_RANGES) ranges.push({ id: id!, start: Number(start), end: Number(end) });
    }
  }
  return ranges;
}

const twitchEmote = (id: string, text: string): EmoteFragment => ({
  type: 'emote',
  text,
  id,
  provider: SERVICE,
  images: Object.freeze(
    [1, 2, 3].map((scale) =>
      Object.freeze({ url: `https://static-cdn.jtvnw.net/emoticons/v2/${id}/default/dark/${scale}.0`, scale }),
    ),
  ),
  zeroWidth: false,
});

export function makeUser(id: string, handle: string, name: string | undefined, color?: string): ChatUser {
  const user = { id, handle, name: name || handle };
  return Object.freeze(color && /^#[\da-f]{6}$/i.test(color) ? { ...user, color } : user);
}

const userOf = (irc: IrcMessage): ChatUser =>
  makeUser(irc.tag('user-id') ?? '', irc.tag('login') ?? irc.nick, irc.tag('display-name'), irc.tag('color'));

const timeOf = (irc: IrcMessage, { nowMs }: IrcContext): number => number(irc, 'tmi-sent-ts') ?? nowMs;

function readReply(irc: IrcMessage): ChatReply | undefined {
  const id = irc.tag('reply-parent-msg-id');
  if (!id) return undefined;
  const text = irc.tag('reply-parent-msg-body');
  const userId = irc.tag('reply-parent-user-id');
  const threadId = irc.tag('reply-thread-parent-msg-id');
  const user =
    userId && makeUser(userId, irc.tag('reply-parent-user-login') ?? '', irc.tag('reply-parent-display-name'));
  return Object.freeze({ id, ...(text && { text }), ...(user && { user }), ...(threadId && { threadId }) });
}

/** The words of a message, cut into what is to be shown. */
function readText(
  raw: string,
  emotes: string | undefined,
  roomId: string,
  { emotes: others }: IrcContext,
): Pick<ChatMessage, 'text' | 'fragments'> & { action: boolean } {
  const action = raw.startsWith(ACTION);
  const text = action ? raw.slice(ACTION.length, raw.endsWith('\u0001') ? -1 : undefined) : raw;
  const fragments = chatFragments(text, readEmoteRanges(emotes), twitchEmote);
  return { text, fragments: others ? others.decorate(fragments, roomId) : fragments, action };
}

/** A PRIVMSG, or what somebody has written with a USERNOTICE. */
export function readMessage(irc: IrcMessage, context: IrcContext, kind: ChatMessageKind = 'normal'): ChatMessage {
  const roomId = irc.tag('room-id') ?? context.roomId;
  const sourceRoom = irc.tag('source-room-id');
  const sourceId = irc.tag('source-id');
  const { action, ...text } = readText(irc.params[1] ?? '', irc.tag('emotes'), roomId, context);
  const replyTo = readReply(irc);
  const bits = number(irc, 'bits');
  return Object.freeze({
    id: irc.tag('id') || context.newId(),
    service: SERVICE,
    channel: channelOf(irc),
    atMs: timeOf(irc, context),
    kind: action ? 'action' : kind,
    user: userOf(irc),
    badges: readBadges(irc.tag('badges')),
    ...text,
    ...(replyTo && { replyTo }),
    ...(sourceId &&
      sourceRoom &&
      sourceRoom !== roomId && { source: Object.freeze({ channelId: sourceRoom, id: sourceId }) }),
    ...(irc.tag('first-msg') === '1' && { first: true }),
    ...(bits && { bits }),
  });
}

/** What Twitch says of a message that we have sent is its id, and nothing of what is in it. */
export function readEcho(
  id: string,
  channel: string,
  { text: raw, nonce }: { text: string; nonce: string },
  { user, badges }: ChatIdentity,
  context: IrcContext,
): ChatMessage {
  const { action, ...text } = readText(raw.replace(/^\/me /, ACTION), undefined, context.roomId, context);
  return Object.freeze({
    id,
    service: SERVICE,
    channel,
    atMs: context.nowMs,
    kind: action ? 'action' : 'normal',
    user,
    badges,
    ...text,
    nonce,
  });
}

/** The facts of a USERNOTICE as Twitch writes them, without their prefix: `viewerCount`, `sub-plan`. */
const readDetails = (irc: IrcMessage): ChatNoticeEvent['details'] =>
  Object.freeze(
    Object.fromEntries(
      Array.from(irc.tags()).flatMap(([name, value]) =>
        name.startsWith(DETAIL) ? [[name.slice(DETAIL.length), value]] : [],
      ),
    ),
  );

/** What a line says by itself; null for what needs more than the line (states), and for what is no event. */
export function readEvent(irc: IrcMessage, context: IrcContext): ChatEvent | null {
  const at = { channel: channelOf(irc), atMs: timeOf(irc, context) };
  const kind = irc.tag('msg-id') ?? '';
  const words = irc.params[1] ?? '';
  switch (irc.command) {
    case 'PRIVMSG':
      return { type: 'message', ...at, message: readMessage(irc, context) };
    case 'USERNOTICE': {
      const source = irc.tag('source-msg-id');
      const said = words ? readMessage(irc, context, kind === 'announcement' ? kind : 'normal') : undefined;
      return {
        type: 'notice',
        ...at,
        id: said?.id ?? (irc.tag('id') || context.newId()),
        kind: kind === 'sharedchatnotice' && source ? source : kind,
        text: irc.tag('system-msg') ?? '',
        user: userOf(irc),
        ...(said && { message: said }),
        details: readDetails(irc),
      };
    }
    case 'NOTICE':
      return { type: 'notice', ...at, kind, text: words, details: readDetails(irc) };
    case 'CLEARCHAT': {
      if (!words) return { type: 'cleared', ...at };
      const seconds = number(irc, 'ban-duration');
      return {
        type: 'moderated',
        ...at,
        userId: irc.tag('target-user-id') ?? '',
        handle: words,
        ...(seconds === undefined
          ? { action: 'ban' as const }
          : { action: 'timeout' as const, untilMs: at.atMs + seconds * 1000 }),
      };
    }
    case 'CLEARMSG': {
      const id = irc.tag('target-msg-id');
      return id ? { type: 'deleted', ...at, messageIds: Object.freeze([id]) } : null;
    }
    default:
      return null;
  }
}

/** What one event is known by when a second connection tells it, too; nothing for states, which may come back. */
export const eventKey = (event: ChatEvent): string | undefined =>
  event.type === 'message' ? event.message.id : event.atMs === undefined ? undefined : JSON.stringify(event);
