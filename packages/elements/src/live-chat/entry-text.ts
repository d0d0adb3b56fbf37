import type { ChatEntry, ChatMessageEntry } from '@t333/core/chat';
import { cutText } from '../base/cut-text.ts';
import { localize } from '../i18n/localize.ts';
import { messages } from './messages.ts';
import { systemText } from './system-row.ts';

const MAX_SPOKEN_UNITS = 200;

/** What a message says. */
export const textOf = ({ fragments }: ChatMessageEntry): string =>
  cutText(fragments.map(({ text }) => text).join(''), MAX_SPOKEN_UNITS);

/** Who says what. */
export const wordsOf = (entry: ChatMessageEntry): { name: string; text: string } => ({
  name: cutText(entry.message.user.name, 50),
  text: textOf(entry),
});

/** A line in words, for whoever walks through them by keys. */
export function entryText(host: Element, entry: ChatEntry): string {
  if (entry.kind === 'moderated' || entry.kind === 'notice') return cutText(systemText(host, entry), MAX_SPOKEN_UNITS);
  if (entry.kind === 'gap') return localize(host, messages, `chat.gap.${entry.status}`);
  if (entry.deleted) return localize(host, messages, `chat.deleted.${entry.deleted.cause}`);
  const { name, text } = wordsOf(entry);
  return `${name}: ${text}`;
}
