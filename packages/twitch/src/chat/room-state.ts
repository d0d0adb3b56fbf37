import { DEFAULT_CHAT_SETTINGS, type ChatIdentity, type ChatSettings, type ChatUser } from '@t333/core/chat';
import { makeUser, number, readBadges } from './irc-events.ts';
import type { IrcMessage } from './irc-message.ts';

const MINUTE_MS = 60_000;

/** A ROOMSTATE carries all settings, or those that have changed. */
export function mergeRoomState(before: ChatSettings | null, irc: IrcMessage): ChatSettings {
  const settings: { -readonly [Key in keyof ChatSettings]: ChatSettings[Key] } = {
    ...(before ?? DEFAULT_CHAT_SETTINGS),
  };
  const slow = number(irc, 'slow');
  if (slow !== undefined) settings.slowModeMs = Math.max(0, slow) * 1000;
  const followers = number(irc, 'followers-only');
  if (followers !== undefined) settings.followersOnlyMs = followers < 0 ? null : followers * MINUTE_MS;
  for (const [name, key] of [
    ['subs-only', 'subscribersOnly'],
    ['emote-only', 'emoteOnly'],
    ['r9k', 'uniqueOnly'],
  ] as const) {
    const value = irc.tag(name);
    if (value) settings[key] = value === '1';
  }
  return Object.freeze(settings);
}

/** A USERSTATE says what we are in a channel, and not who: that came with the sign-in. */
export function readIdentity(irc: IrcMessage, self: ChatUser): ChatIdentity {
  const badges = readBadges(irc.tag('badges'));
  const has = (type: string): boolean => badges.some((badge) => badge.type === type);
  const role = has('broadcaster')
    ? 'broadcaster'
    : irc.tag('mod') === '1' || has('moderator')
      ? 'moderator'
      : has('vip')
        ? 'vip'
        : 'viewer';
  const user = makeUser(self.id, self.handle, irc.tag('display-name') || self.name, irc.tag('color') ?? self.color);
  return Object.freeze({ user, role, badges });
}
