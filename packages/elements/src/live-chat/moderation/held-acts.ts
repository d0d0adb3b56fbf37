import type { ChatMessageEntry } from '@t333/core/chat';
import { cutText } from '../../base/cut-text.ts';
import { localize } from '../../i18n/localize.ts';
import { panelMessages } from '../panels/messages.ts';
import { reasonOf, type ActState } from '../panels/moderation-desk.ts';
import { notDoneText } from '../panels/toast.ts';
import { act, note } from '../row-parts.ts';
import { moderationMessages as messages } from './messages.ts';

const MAX_REASON_UNITS = 60;

/** Adds to the row of a message that is held back: why, and what a moderator can do about it. */
export function appendHeldActs(
  row: HTMLElement,
  { heldReason }: ChatMessageEntry,
  state: ActState | null,
  host: Element,
): void {
  const say = (key: keyof typeof messages, values?: Record<string, string>): string =>
    localize(host, messages, key, values);
  const bar = document.createElement('div');
  bar.className = 'held-acts';
  // Services name reasons for machines: `blocked_words`.
  const reason = cutText((heldReason ?? '').replaceAll('_', ' '), MAX_REASON_UNITS);
  if (reason) bar.append(note('why', say('chat.held.why', { reason })), ' ');
  if (state && !state.error) bar.append(note('state', localize(host, panelMessages, 'chat.underWay')));
  else {
    if (state) bar.append(note('not-done', notDoneText(host, reasonOf(state.error))), ' ');
    bar.append(act('approve', say('chat.held.approve')), ' ', act('deny', say('chat.held.deny')));
  }
  row.append(bar);
}
