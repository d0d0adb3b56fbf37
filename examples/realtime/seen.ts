import type { RtEvent, RtLoggedEvent, RtMessage, RtUser, RtYou } from './protocol.ts';

export interface Viewer {
  readonly user: RtUser | null;
  readonly role: RtYou['role'];
}

export const isModerator = ({ role }: Pick<Viewer, 'role'>): boolean => role === 'moderator' || role === 'broadcaster';

/** Who wrote what an event tells; null where nobody did. */
export function authorOf(event: RtLoggedEvent): RtUser | null {
  if (event.type === 'chat') return event.user;
  return event.type === 'held' ? event.message.user : null;
}

/**
 * An event as one viewer sees it: only who wrote a message is told its nonce, only moderators are told which words are blocked, and nobody what is deleted. What
 * is not for them still takes its place.
 *
 * @param isGone whether a message is deleted
 */
export function seenBy(event: RtLoggedEvent, viewer: Viewer, isGone: (messageId: string) => boolean): RtEvent {
  const isFrom = authorOf(event)?.id === viewer.user?.id && viewer.user !== null;
  switch (event.type) {
    case 'chat': {
      if (isGone(event.id)) return placeOf(event);
      const { replyTo } = event;
      const shown = replyTo && isGone(replyTo.id) ? { ...event, replyTo: without(replyTo, 'text') } : event;
      return isFrom ? shown : without(shown, 'nonce');
    }
    case 'held':
      if (!isFrom && !isModerator(viewer)) return placeOf(event);
      return isFrom ? event : { ...event, message: without(event.message, 'nonce') };
    case 'pin':
      return event.message && isGone(event.message.id) ? { ...event, message: null } : event;
    case 'settings':
      return isModerator(viewer) ? event : without(event, 'blockedWords');
    default:
      return event;
  }
}

/** A message as other events tell it: pinned, or answered. */
export function messageOf(event: Extract<RtLoggedEvent, { type: 'chat' }>): RtMessage {
  const { id, user, text, emotes, badges, replyTo, at, seq } = event;
  return { id, user, text, emotes, badges, ...(replyTo && { replyTo }), at, seq };
}

const placeOf = ({ channelId, seq }: RtLoggedEvent): RtEvent =>
  ({ ...(channelId !== undefined && { channelId }), seq, deleted: true }) as unknown as RtEvent;

function without<Value extends object, Name extends keyof Value>(value: Value, name: Name): Value {
  const { [name]: _, ...rest } = value;
  return rest as Value;
}
