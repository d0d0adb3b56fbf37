import type { ChatChannelState, ModerationAct } from './transport.ts';

/** What takes an act back; null where nothing does. `before` is how the channel was. */
export function inverseOf(
  { action, messageId, userId, settings }: ModerationAct,
  before: Pick<ChatChannelState, 'settings' | 'pinned'>,
): ModerationAct | null {
  const pinned: ModerationAct | null = before.pinned && { action: 'pin', messageId: before.pinned.id };
  switch (action) {
    case 'timeout':
      return userId === undefined ? null : { action: 'untimeout', userId };
    case 'ban':
      return userId === undefined ? null : { action: 'unban', userId };
    case 'pin':
      return pinned ?? { action: 'unpin', ...(messageId !== undefined && { messageId }) };
    case 'unpin':
      return pinned;
    case 'settings': {
      const changed = Object.keys(settings ?? {});
      const entries = Object.entries(before.settings ?? {}).filter(([name]) => changed.includes(name));
      return entries.length > 0 ? { action, settings: Object.fromEntries(entries) } : null;
    }
    default:
      return null;
  }
}
