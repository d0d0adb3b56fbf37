import type { User } from 'ts-twitch-api';
import type { World } from '../world.ts';

/** The tags that every state of a user has. */
export const personTags = (displayName: string): Record<string, string> => ({
  'badge-info': '',
  badges: '',
  color: '',
  'display-name': displayName,
  'user-type': '',
});

/** What a channel knows of a user. */
export function stateTags(world: World, channelId: string, user: User): Record<string, string> {
  const isBroadcaster = user.id === channelId;
  const isModerator = !isBroadcaster && world.mayModerate(channelId, user.id);
  return {
    ...personTags(user.display_name),
    badges: isBroadcaster ? 'broadcaster/1' : isModerator ? 'moderator/1' : '',
    mod: isModerator ? '1' : '0',
    subscriber: world.room(channelId).subscribers.has(user.id) ? '1' : '0',
    'user-type': isModerator ? 'mod' : '',
  };
}

/** Where, and when by the server's clock. */
export const placeTags = (world: World, channelId: string): Record<string, string> => ({
  'room-id': channelId,
  'tmi-sent-ts': String(world.clock.wallTime()),
});

export interface MessageFacts {
  channelId: string;
  author: User;
  id: string;
  text: string;
}

export const messageTags = (world: World, { channelId, author, id, text }: MessageFacts): Record<string, string> => ({
  ...stateTags(world, channelId, author),
  emotes: emoteRanges(world, text),
  'first-msg': '0',
  flags: '',
  id,
  'returning-chatter': '0',
  turbo: '0',
  'user-id': author.id,
  ...placeTags(world, channelId),
});

/** `25:0-4,12-16/1902:6-10`: inclusive ranges of code points, of the text within an action. */
function emoteRanges(world: World, text: string): string {
  const ranges = new Map<string, string[]>();
  let start = 0;
  for (const word of withoutAction(text).split(' ')) {
    const { length } = [...word];
    const emote = world.findEmote(word);
    if (emote) ranges.set(emote.id, [...(ranges.get(emote.id) ?? []), `${start}-${start + length - 1}`]);
    start += length + 1;
  }
  return [...ranges].map(([id, list]) => `${id}:${list.join(',')}`).join('/');
}

const ACTION = '\x01ACTION ';

const withoutAction = (text: string): string =>
  text.startsWith(ACTION) ? text.slice(ACTION.length).replaceAll('\x01', '') : text;
