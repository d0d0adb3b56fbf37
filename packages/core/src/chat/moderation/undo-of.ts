import type { ChatSettings } from '../events.ts';
import type { ChatMessage } from '../message.ts';
import type { ModerationAct } from '../transport.ts';
import type { ModerationRecord, Silence } from './records.ts';

export interface StandingFacts {
  readonly settings: ChatSettings | null;
  readonly pinned: Pick<ChatMessage, 'id'> | null;
  readonly silenced: readonly Silence[];
}

/** What takes an act back that still stands; null where nothing does, or it does not stand any more. */
export function undoOf(record: ModerationRecord, { settings, pinned, silenced }: StandingFacts): ModerationAct | null {
  const { action, user, messageId } = record;
  switch (action) {
    case 'timeout':
    case 'ban': {
      const stands = silenced.some((one) => one.user.id === user?.id && one.kind === action);
      return stands ? { action: `un${action}`, userId: user!.id } : null;
    }
    case 'pin':
      return messageId !== undefined && pinned?.id === messageId ? { action: 'unpin', messageId } : null;
    case 'settings': {
      const { before, settings: changed } = record;
      if (!before || !changed || !settings) return null;
      const names = Object.keys(changed) as (keyof ChatSettings)[];
      return names.every((name) => isSame(changed[name], settings[name])) ? { action, settings: before } : null;
    }
    default:
      return null;
  }
}

/** Values of settings: lists of words by their words. */
const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Those settings that are others than before, and how they were; null where none is. */
export function changedSettings(
  before: ChatSettings,
  after: ChatSettings,
): { settings: Partial<ChatSettings>; before: Partial<ChatSettings> } | null {
  const names = (Object.keys(after) as (keyof ChatSettings)[]).filter((name) => !isSame(before[name], after[name]));
  if (names.length === 0) return null;
  const pick = (from: ChatSettings): Partial<ChatSettings> =>
    Object.freeze(Object.fromEntries(names.map((name) => [name, from[name]])));
  return { settings: pick(after), before: pick(before) };
}
