import type { ModerationState } from '@t333/core/chat';
import type { MessageKey } from './messages.ts';

/** What is to be said of how things are, and whether trying again may help. */
export interface Note {
  readonly key: MessageKey;
  readonly canRetry: boolean;
}

/** Why the panel is not as it should be; null where all is well. */
export function noteOf({ status, permission, past }: ModerationState): Note | null {
  if (status === 'error') return { key: 'mod.unavailable', canRetry: true };
  if (status === 'offline' || status === 'reconnecting') return { key: `mod.${status}`, canRetry: false };
  if (permission === 'missing') return { key: 'mod.missing', canRetry: false };
  if (permission === 'unknown') return { key: 'mod.connecting', canRetry: false };
  if (past === 'failed') return { key: 'mod.pastFailed', canRetry: true };
  if (past === 'loading') return { key: 'mod.pastLoading', canRetry: false };
  return status === 'polling' ? { key: 'mod.polling', canRetry: false } : null;
}

/** Whether there is anything to show to who is here. */
export const isShown = ({ permission }: ModerationState): boolean => permission === 'granted';
