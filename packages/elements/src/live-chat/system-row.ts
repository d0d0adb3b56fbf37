import type { ChatEntry, ChatGapEntry, ChatMessageEntry, ChatModeratedEntry } from '@t333/core/chat';
import { localize } from '../i18n/localize.ts';
import { cutText } from './cut-text.ts';
import { appendFragments } from './fragment-nodes.ts';
import { messages } from './messages.ts';
import { act, note, type RowView } from './row-parts.ts';

const MAX_WORDS_UNITS = 500;
const SECOND_MS = 1000;

/** Draws what the system says. A kind that is not known is an empty row, which takes no room. */
export function systemRow(row: HTMLElement, entry: Exclude<ChatEntry, ChatMessageEntry>, view: RowView): void {
  row.classList.add('system');
  if (entry.kind === 'notice') {
    const { text, message } = entry.notice;
    row.append(note('words', cutText(text, MAX_WORDS_UNITS)));
    if (!message) return;
    const said = document.createElement('bdi');
    said.className = 'text';
    if (appendFragments(said, message.fragments, view)) row.classList.add('long');
    row.append(' ', said);
  } else if (entry.kind === 'moderated') {
    row.append(note('words', moderatedText(view.host, entry)));
  } else if (entry.kind === 'gap') {
    row.classList.add('gap');
    row.append(
      note('words', localize(view.host, messages, `chat.gap.${entry.status satisfies ChatGapEntry['status']}`)),
    );
    if (entry.status === 'open') row.append(' ', act('fill', localize(view.host, messages, 'chat.fill')));
  } else row.hidden = true;
}

/** What a moderator did, in words. */
export function moderatedText(host: Element, { action, userName, durationMs, reason }: ChatModeratedEntry): string {
  const name = cutText(userName ?? localize(host, messages, 'chat.somebody'), 50);
  const seconds = Math.round((durationMs ?? 0) / SECOND_MS);
  const key = action === 'timeout' && seconds > 0 ? 'chat.did.timeoutFor' : (`chat.did.${action}` as const);
  const words = localize(host, messages, key, { name, seconds });
  return reason ? `${words} ${cutText(reason, MAX_WORDS_UNITS)}` : words;
}
