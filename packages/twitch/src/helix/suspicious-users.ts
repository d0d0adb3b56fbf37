/** What a moderator is told of a user whose messages are watched. Newer than the declarations of ts-twitch-api. */
export interface SuspiciousUser<Status extends string> {
  user_id: string;
  broadcaster_id: string;
  moderator_id: string;
  /** RFC 3339. */
  updated_at: string;
  status: Status;
  types: ('MANUALLY_ADDED' | 'DETECTED_BAN_EVADER' | 'DETECTED_SUS_CHATTER' | 'BANNED_IN_SHARED_CHANNEL')[];
}

export interface SuspiciousUserOperations {
  /** @see https://dev.twitch.tv/docs/api/reference#add-suspicious-status-to-chat-user */
  'POST /moderation/suspicious_users': {
    query: { broadcaster_id: string; moderator_id: string };
    body: { user_id: string; status: 'ACTIVE_MONITORING' | 'RESTRICTED' };
    response: { data: SuspiciousUser<'ACTIVE_MONITORING' | 'RESTRICTED'>[] };
  };
  /** @see https://dev.twitch.tv/docs/api/reference#remove-suspicious-status-from-chat-user */
  'DELETE /moderation/suspicious_users': {
    query: { broadcaster_id: string; moderator_id: string; user_id: string };
    response: { data: SuspiciousUser<'NO_TREATMENT'>[] };
  };
}
