import type { ChatEntry, ChatGapEntry, ChatMessageEntry, ChatModeratedEntry, ChatNoticeEntry } from '@t333/core/chat';
import { cutText } from '../base/cut-text.ts';
import { formatAmount } from '../base/format-amount.ts';
import { numberLocaleOf } from '../base/number-locale.ts';
import { localize } from '../i18n/localize.ts';
import { appendFragments } from './fragment-nodes.ts';
import { messages } from './messages.ts';
import { act, note, type RowView } from './row-parts.ts';

const MAX_WORDS_UNITS = 500;
const MAX_NAME_UNITS = 50;
/** In seconds, largest first. */
const UNITS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const;

/** Draws what the system says. A kind that is not known is an empty row, which takes no room. */
export function systemRow(row: HTMLElement, entry: Exclude<ChatEntry, ChatMessageEntry>, view: RowView): void {
  row.classList.add('system');
  if (entry.kind === 'gap') {
    row.classList.add('gap');
    row.append(
      note('words', localize(view.host, messages, `chat.gap.${entry.status satisfies ChatGapEntry['status']}`)),
    );
    if (entry.status === 'open') row.append(' ', act('fill', localize(view.host, messages, 'chat.fill')));
    return;
  }
  if (entry.kind !== 'notice' && entry.kind !== 'moderated') {
    row.hidden = true;
    return;
  }
  const [ours, theirs] = systemWords(view.host, entry);
  if (ours) row.append(sentence(ours), theirs && ' ');
  if (theirs) row.append(note('words', theirs));
  const message = entry.kind === 'notice' && entry.notice.message;
  if (!message) return;
  const said = document.createElement('bdi');
  said.className = 'text';
  if (appendFragments(said, message.fragments, view)) row.classList.add('long');
  row.append(' ', said);
}

/** What the system says, in the reader's words and in those of others; one of them may be empty. */
function systemWords(host: Element, entry: ChatNoticeEntry | ChatModeratedEntry): [ours: string, theirs: string] {
  const say = (key: keyof typeof messages, values: Record<string, string> = {}): string =>
    localize(host, messages, key, values);
  const nameOf = (name: string | null | undefined): string => cutText(name ?? say('chat.somebody'), MAX_NAME_UNITS);
  if (entry.kind === 'notice') {
    const { kind, details, user, text } = entry.notice;
    const { amountMinor, currency } = details;
    const isTip = kind === 'tip' && typeof amountMinor === 'number' && typeof currency === 'string';
    const amount = isTip ? formatAmount(amountMinor, currency, numberLocaleOf(host)) : '';
    return [isTip ? say('chat.tip', { name: nameOf(user?.name), amount }) : '', cutText(text, MAX_WORDS_UNITS)];
  }
  const { action, userName, durationMs, reason } = entry;
  const seconds = Math.round((durationMs ?? 0) / 1000);
  const key = action === 'timeout' && seconds > 0 ? 'chat.did.timeoutFor' : (`chat.did.${action}` as const);
  return [
    say(key, { name: nameOf(userName), duration: durationText(host, seconds) }),
    cutText(reason ?? '', MAX_WORDS_UNITS),
  ];
}

/** The same, to be said. */
export const systemText = (host: Element, entry: ChatNoticeEntry | ChatModeratedEntry): string =>
  systemWords(host, entry).filter(Boolean).join(' ');

/** It runs as the reader's language does, whatever name it begins with. */
function sentence(text: string): HTMLElement {
  const span = document.createElement('span');
  span.className = 'words';
  span.textContent = text;
  return span;
}

/** In the largest unit of which it is a whole number. */
function durationText(host: Element, seconds: number): string {
  const [unit, size] = UNITS.find(([, each]) => seconds % each === 0) ?? ['second', 1];
  return new Intl.NumberFormat(numberLocaleOf(host), { style: 'unit', unit, unitDisplay: 'long' }).format(
    seconds / size,
  );
}
