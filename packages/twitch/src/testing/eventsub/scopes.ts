/**
 * The scopes of which a subscription needs one. A type that is not listed needs none. From Twitch's list of
 * subscription types.
 */
const SCOPES: readonly (readonly [prefix: string, scopes: readonly string[]])[] = [
  ['channel.follow', ['moderator:read:followers']],
  ['channel.chat.clear', ['user:read:chat']],
  ['channel.chat.message', ['user:read:chat']],
  ['channel.chat.notification', ['user:read:chat']],
  ['channel.chat_settings.update', ['user:read:chat']],
  ['channel.chat.user_message', ['user:read:chat']],
  ['channel.subscri', ['channel:read:subscriptions']],
  ['channel.cheer', ['bits:read']],
  ['channel.ban', ['channel:moderate']],
  ['channel.unban', ['channel:moderate']],
  ['channel.moderate', ['moderator:read:blocked_terms', 'moderator:manage:blocked_terms']],
  ['channel.moderator', ['moderation:read']],
  ['channel.ad_break', ['channel:read:ads']],
  ['channel.channel_points', ['channel:read:redemptions', 'channel:manage:redemptions']],
  ['channel.poll', ['channel:read:polls', 'channel:manage:polls']],
  ['channel.prediction', ['channel:read:predictions', 'channel:manage:predictions']],
  ['channel.vip', ['channel:read:vips', 'channel:manage:vips']],
  ['channel.hype_train', ['channel:read:hype_train']],
  ['channel.goal', ['channel:read:goals']],
  ['channel.shield_mode', ['moderator:read:shield_mode', 'moderator:manage:shield_mode']],
  ['channel.shoutout', ['moderator:read:shoutouts', 'moderator:manage:shoutouts']],
  ['user.whisper', ['user:read:whispers', 'user:manage:whispers']],
];

export const scopesOf = (type: string): readonly string[] =>
  SCOPES.find(([prefix]) => type.startsWith(prefix))?.[1] ?? [];
