import { Refused } from '../refused.ts';
import type { RoomState } from '../room.ts';
import type { HelixCall } from './call.ts';
import type { HelixEndpoint } from './endpoint.ts';

const MAX_CHARACTERS = 500;
const MINUTE_MS = 60_000;

function sendMessage(call: HelixCall): object {
  const { world, chat, token } = call;
  const channelId = call.text('broadcaster_id');
  const senderId = call.text('sender_id');
  const message = call.text('message');
  if (token.userId !== null && token.userId !== senderId) {
    throw new Refused(401, "The ID in sender_id must match the user ID found in the request's OAuth token.");
  }
  if ([...message].length > MAX_CHARACTERS) throw new Refused(422, 'The message is too large');
  const posted = chat.post(world.user({ id: channelId }).login, world.user({ id: senderId }), message);
  if (typeof posted === 'string') return { data: [{ message_id: posted, is_sent: true, drop_reason: null }] };
  if (posted.code === 'msg_banned' || posted.code === 'msg_timedout') throw new Refused(403, posted.message);
  return { data: [{ message_id: '', is_sent: false, drop_reason: posted }] };
}

function settingsRow({ world }: HelixCall, channelId: string): object {
  const { slowSeconds, followersOnlyMinutes, subscribersOnly, emoteOnly, unique } = world.room(channelId).state;
  return {
    broadcaster_id: channelId,
    slow_mode: slowSeconds > 0,
    slow_mode_wait_time: slowSeconds || null,
    follower_mode: followersOnlyMinutes >= 0,
    follower_mode_duration: followersOnlyMinutes >= 0 ? followersOnlyMinutes : null,
    subscriber_mode: subscribersOnly,
    emote_mode: emoteOnly,
    unique_chat_mode: unique,
  };
}

const DEFAULT_SLOW_SECONDS = 30;

function updateSettings(call: HelixCall): object {
  const channelId = call.moderated();
  const { fields } = call;
  const changes: Partial<RoomState> = {};
  if ('slow_mode' in fields) {
    changes.slowSeconds = fields['slow_mode'] ? Number(fields['slow_mode_wait_time'] ?? DEFAULT_SLOW_SECONDS) : 0;
  }
  if ('follower_mode' in fields) {
    changes.followersOnlyMinutes = fields['follower_mode'] ? Number(fields['follower_mode_duration'] ?? 0) : -1;
  }
  if ('subscriber_mode' in fields) changes.subscribersOnly = Boolean(fields['subscriber_mode']);
  if ('emote_mode' in fields) changes.emoteOnly = Boolean(fields['emote_mode']);
  if ('unique_chat_mode' in fields) changes.unique = Boolean(fields['unique_chat_mode']);
  call.chat.setRoom(call.world.user({ id: channelId }).login, changes);
  return { data: [settingsRow(call, channelId)] };
}

function getChatters(call: HelixCall): object {
  const channelId = call.moderated();
  const { login } = call.world.user({ id: channelId });
  const rows = call.chat.chatters(login).map((user) => ({
    user_id: user.id,
    user_login: user.login,
    user_name: user.display_name,
  }));
  return { ...call.page(rows, { default: 100, max: 1000 }), total: rows.length };
}

function announce(call: HelixCall): undefined {
  const { login } = call.world.user({ id: call.moderated() });
  const color = String(call.fields['color'] ?? 'primary').toUpperCase();
  const user = call.world.user({ id: call.one('moderator_id') }).login;
  const tags = { 'msg-param-color': color };
  call.chat.userNotice(login, 'announcement', { user, text: call.text('message'), tags });
}

function shoutOut(call: HelixCall): undefined {
  const from = call.moderated('moderator_id', 'from_broadcaster_id');
  const to = call.one('to_broadcaster_id');
  if (from === to) throw new Refused(400, 'The broadcaster may not give themselves a Shoutout.');
  if (!call.world.streams.has(from)) throw new Refused(400, 'The broadcaster is not streaming live.');
  const moderator = call.world.user({ id: call.one('moderator_id') });
  const target = call.world.user({ id: to });
  call.eventSub.emit(
    'channel.shoutout.create',
    { broadcaster_user_id: from },
    {
      broadcaster_user_id: from,
      moderator_user_id: moderator.id,
      to_broadcaster_user_id: to,
      to_broadcaster_user_login: target.login,
      to_broadcaster_user_name: target.display_name,
      started_at: call.world.timestamp(),
    },
  );
}

export const CHAT_ENDPOINTS: readonly HelixEndpoint[] = [
  { method: 'POST', path: '/chat/messages', scopes: ['user:write:chat'], run: sendMessage },
  {
    method: 'GET',
    path: '/chat/settings',
    run: (call) => ({ data: [settingsRow(call, call.one('broadcaster_id'))] }),
  },
  {
    method: 'PATCH',
    path: '/chat/settings',
    token: 'user',
    scopes: ['moderator:manage:chat_settings'],
    run: updateSettings,
  },
  { method: 'GET', path: '/chat/chatters', token: 'user', scopes: ['moderator:read:chatters'], run: getChatters },
  {
    method: 'POST',
    path: '/chat/announcements',
    token: 'user',
    scopes: ['moderator:manage:announcements'],
    limits: [{ calls: 1, perMs: 2000, of: (call) => call.one('broadcaster_id') }],
    run: announce,
  },
  {
    method: 'POST',
    path: '/chat/shoutouts',
    token: 'user',
    scopes: ['moderator:manage:shoutouts'],
    limits: [
      { calls: 1, perMs: 2 * MINUTE_MS, of: (call) => call.one('from_broadcaster_id') },
      {
        calls: 1,
        perMs: 60 * MINUTE_MS,
        of: (call) => `${call.one('from_broadcaster_id')} ${call.one('to_broadcaster_id')}`,
      },
    ],
    run: shoutOut,
  },
];
