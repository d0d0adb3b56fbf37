import type { ChatSettings, ModerationRecord, NamedUser } from '@t333/core/chat';
import { cutText } from '../base/cut-text.ts';
import { localize } from '../i18n/localize.ts';
import { durationText, SECOND_MS } from '../live-chat/moderation/durations.ts';
import { moderationMessages } from '../live-chat/moderation/messages.ts';
import { messages, type MessageKey } from './messages.ts';

const MAX_NAME_UNITS = 50;

const nameOf = (host: Element, user: NamedUser | null, unknown: MessageKey): string =>
  user ? cutText(user.name ?? user.id, MAX_NAME_UNITS) : localize(host, messages, unknown);

/** Who has done what to whom, in a sentence. */
export function recordText(host: Element, { action, moderator, user, isOwn, atMs, untilMs }: ModerationRecord): string {
  const values = {
    moderator: isOwn ? localize(host, messages, 'mod.you') : nameOf(host, moderator, 'mod.aModerator'),
    user: nameOf(host, user, 'mod.somebody'),
  };
  if (action !== 'timeout' || untilMs === undefined) return localize(host, messages, `mod.did.${action}`, values);
  const time = durationText(host, Math.max(SECOND_MS, Math.round((untilMs - atMs) / SECOND_MS) * SECOND_MS));
  return localize(host, messages, 'mod.did.timeoutFor', { ...values, time });
}

/** What of the rules is another, one by one. */
export function rulesText(host: Element, settings: Partial<ChatSettings>): string[] {
  const say = (key: MessageKey, values?: Record<string, string | number>): string =>
    localize(host, messages, key, values);
  const room = (key: keyof typeof moderationMessages): string => localize(host, moderationMessages, key);
  const onOff = (value: boolean | undefined): string => say(value ? 'mod.on' : 'mod.off');
  const time = (ms: number | null | undefined): string => (ms ? durationText(host, ms) : say('mod.off'));
  const { slowModeMs, followersOnlyMs, subscribersOnly, emoteOnly, maxLength, blockedWords } = settings;
  const lines: [string, string | null][] = [
    [room('chat.room.slow'), 'slowModeMs' in settings ? time(slowModeMs) : null],
    [
      room('chat.room.followers'),
      'followersOnlyMs' in settings
        ? followersOnlyMs === 0
          ? room('chat.room.followers.any')
          : time(followersOnlyMs)
        : null,
    ],
    [room('chat.room.subscribers'), 'subscribersOnly' in settings ? onOff(subscribersOnly) : null],
    [room('chat.room.emotes'), 'emoteOnly' in settings ? onOff(emoteOnly) : null],
    [room('chat.room.length'), maxLength === undefined ? null : String(maxLength)],
    [say('mod.words'), blockedWords === undefined ? null : String(blockedWords.length)],
  ];
  return lines.flatMap(([name, value]) => (value === null ? [] : [say('mod.rule', { name, value })]));
}
