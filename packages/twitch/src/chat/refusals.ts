import { T333Error, type T333ErrorCode } from '@t333/core/errors';

/** NOTICEs that answer something we did, by `msg-id`. Others tell of the channel. */
const REFUSAL = /^(msg_|no_permission|unrecognized_cmd|tos_ban|invalid_|bad_|usage_)/;
/** May pass when it is said again, later or in other words. */
const LATER = /^msg_(slowmode|duplicate|r9k|ratelimit)$/;
const GONE = /^(msg_channel_suspended|msg_room_not_found|tos_ban)$/;

/** Why Twitch did not do what it was asked to; null where a NOTICE is no refusal. */
export function readRefusal(id: string, text: string): T333Error | null {
  if (!REFUSAL.test(id)) return null;
  const code: T333ErrorCode = LATER.test(id) ? 'rate-limited' : GONE.test(id) ? 'not-found' : 'forbidden';
  return new T333Error(code, text || id, { retryable: code === 'rate-limited' });
}
