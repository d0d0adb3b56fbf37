import { ChatRefusal, type ChatRefusalReason } from '@t333/core/chat';

/** NOTICEs that answer something we did, by `msg-id`. Others tell of the channel. */
const REFUSAL = /^(msg_|no_permission|unrecognized_cmd|tos_ban|invalid_|bad_|usage_)/;

const REASONS: Readonly<Record<string, ChatRefusalReason>> = {
  msg_banned: 'banned',
  msg_timedout: 'timed-out',
  msg_followersonly: 'followers-only',
  msg_followersonly_followed: 'followers-only',
  msg_followersonly_zero: 'followers-only',
  msg_subsonly: 'subscribers-only',
  msg_emoteonly: 'emote-only',
  msg_slowmode: 'slow-mode',
  msg_ratelimit: 'rate-limited',
  msg_duplicate: 'duplicate',
  msg_r9k: 'duplicate',
  msg_rejected: 'held',
  msg_rejected_mandatory: 'rejected',
  msg_channel_suspended: 'not-found',
  msg_room_not_found: 'not-found',
  tos_ban: 'not-found',
};
/** Their words end with how long to wait. */
const IN_SECONDS = /^msg_(timedout|slowmode)$/;

/** Why Twitch did not do what it was asked to; null where a NOTICE is no refusal. */
export function readRefusal(id: string, text: string): ChatRefusal | null {
  if (!REFUSAL.test(id)) return null;
  const [, seconds] = (IN_SECONDS.test(id) && /(\d{1,7}) (?:more )?second/.exec(text)) || [];
  return new ChatRefusal(REASONS[id] ?? 'forbidden', text || id, seconds ? Number(seconds) * 1000 : null);
}
