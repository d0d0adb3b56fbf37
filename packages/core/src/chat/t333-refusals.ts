import { T333Error } from '../errors.ts';
import type { RtErrorCode } from '../protocol/index.ts';
import { RealtimeRefusal } from '../realtime/refusal.ts';
import { ChatRefusal, type ChatRefusalReason } from './refusal.ts';

/** What is no refusal of a chat: the call was wrong, or the sign-in is missing, or the server is. */
const REASONS: Readonly<Partial<Record<RtErrorCode, ChatRefusalReason>>> = {
  forbidden: 'forbidden',
  banned: 'banned',
  timed_out: 'timed-out',
  followers_only: 'followers-only',
  subscribers_only: 'subscribers-only',
  emote_only: 'emote-only',
  not_found: 'not-found',
  duplicate: 'duplicate',
  too_long: 'too-long',
  rejected: 'rejected',
  slow_mode: 'slow-mode',
  rate_limited: 'rate-limited',
};

/** What failed, as chats tell it. */
export function chatError(error: T333Error): T333Error {
  const reason = error instanceof RealtimeRefusal && REASONS[error.wireCode];
  return reason ? new ChatRefusal(reason, error.message, (error as RealtimeRefusal).retryAfterMs) : error;
}
