import type { ChatEntry, ChatMessageEntry } from '@t333/core/chat';
import { cutText } from '../base/cut-text.ts';
import { localize } from '../i18n/localize.ts';
import { appendBadges } from './badge-nodes.ts';
import { appendFragments } from './fragment-nodes.ts';
import { messages } from './messages.ts';
import { nameColor } from './name-color.ts';
import { act, note, type RowView } from './row-parts.ts';
import { systemRow } from './system-row.ts';

const MAX_NAME_UNITS = 50;
const MAX_QUOTE_UNITS = 120;

/** Draws a line of a chat. What stands in it is text, whatever it says. */
export function drawRow(entry: ChatEntry, view: RowView): HTMLElement {
  const row = document.createElement('div');
  row.className = 'row';
  if (view.timestamps) row.append(time(entry.atMs));
  if (view.showChannel) row.append(note('channel', cutText(entry.channel, MAX_NAME_UNITS)));
  if (entry.kind === 'message') messageRow(row, entry, view);
  else systemRow(row, entry, view);
  return row;
}

function messageRow(row: HTMLElement, entry: ChatMessageEntry, view: RowView): void {
  const { message, deleted, status } = entry;
  const { user, badges, kind, replyTo } = message;
  const say = (key: keyof typeof messages, values?: Record<string, string>): string =>
    localize(view.host, messages, key, values);
  const { classList } = row;
  if (entry.isMention) classList.add('mentioned');
  if (entry.isHighlighted) classList.add('highlighted');
  if (kind === 'announcement') classList.add('announcement');
  if (status !== 'sent') classList.add(status);
  if (message.first) row.prepend(note('first', say('chat.first')));
  if (replyTo) {
    const name = cutText(replyTo.user?.name ?? '', MAX_NAME_UNITS);
    const quote = act('show-reply', '');
    quote.className = 'reply';
    // A stop for the Tab key while its row has the focus.
    quote.tabIndex = -1;
    quote.append(note('', `↪ ${name} ${cutText(replyTo.text ?? '', MAX_QUOTE_UNITS)}`));
    row.prepend(quote);
  }
  appendBadges(row, badges, view.host, view.badgeUrl);
  const name = document.createElement('bdi');
  name.className = 'name';
  name.dataset['act'] = 'user';
  name.textContent = cutText(user.name, MAX_NAME_UNITS);
  name.style.color = nameColor(user.color, user.id);
  row.append(name, kind === 'action' ? ' ' : ': ');
  if (deleted || entry.filtered === 'hidden') {
    classList.add('deleted');
    const key = deleted ? (`chat.deleted.${deleted.cause}` as const) : 'chat.filtered';
    row.append(note('gone', say(key)));
    if (!view.canModerate) return;
    row.append(' ');
  }
  const text = document.createElement('bdi');
  text.className = kind === 'action' ? 'text action' : 'text';
  const fragments = entry.filtered === 'hidden' && view.canModerate ? message.fragments : entry.fragments;
  if (appendFragments(text, fragments, view)) classList.add('long');
  row.append(text);
  if (message.bits) row.append(' ', note('bits', say('chat.bits', { count: String(message.bits) })));
  if (status === 'held') row.append(' ', note('state', say('chat.held')));
  if (status !== 'failed' && !entry.isWaiting) return;
  row.append(' ', note('state', say(entry.isWaiting ? 'chat.waiting' : 'chat.failed')));
  row.append(' ', act('retry', say('chat.retry')), ' ', act('discard', say('chat.discard')));
}

let clock: Intl.DateTimeFormat | undefined;

function time(atMs: number): HTMLElement {
  const node = document.createElement('time');
  const date = new Date(atMs);
  if (Number.isNaN(date.getTime())) return node;
  clock ??= new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
  node.textContent = clock.format(date);
  return node;
}
