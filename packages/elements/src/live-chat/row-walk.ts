import type { ChatMessageEntry } from '@t333/core/chat';
import { localize } from '../i18n/localize.ts';
import type { ChatHost } from './chat-host.ts';
import type { MessageList } from './message-list.ts';
import { messages } from './messages.ts';
import { entryText } from './entry-text.ts';

const PAGE_ROWS = 10;

/**
 * Moves the focus among messages. The list is the one stop for the Tab key; rows take the focus only when it is given to them, so
 * that nobody pays for it who has no need.
 *
 * @returns whether the key was for the list
 */
export function walkRows(host: Element, list: MessageList, scroller: HTMLElement, key: string): boolean {
  const rows = [...scroller.querySelectorAll<HTMLElement>('[data-key]:not([hidden])')];
  const root = scroller.getRootNode() as ShadowRoot;
  const focused = root.activeElement?.closest<HTMLElement>('[data-key]') ?? null;
  // From the list itself, the way leads to the latest.
  const at = focused ? rows.indexOf(focused) : rows.length;
  const places: Record<string, number> = {
    ArrowUp: at - 1,
    ArrowDown: at + 1,
    PageUp: at - PAGE_ROWS,
    PageDown: at + PAGE_ROWS,
    Home: 0,
    End: rows.length - 1,
  };
  const place = Object.hasOwn(places, key) ? places[key] : undefined;
  if (place === undefined || rows.length === 0) return false;
  focusRow(host, list, rows[Math.max(0, Math.min(place, rows.length - 1))]!);
  return true;
}

/** Gives a row the focus, and what can be done in it a stop for the Tab key. */
function focusRow(host: Element, list: MessageList, row: HTMLElement): void {
  const entry = list.entryOf(row);
  row.tabIndex = -1;
  row.setAttribute('role', 'article');
  if (entry) row.setAttribute('aria-label', entryText(host, entry));
  for (const quote of row.parentElement!.querySelectorAll<HTMLElement>('.reply'))
    quote.tabIndex = row.contains(quote) ? 0 : -1;
  row.focus();
}

/** Long enough to find it. */
const SHOWN_MS = 2000;

/**
 * Goes to the message that one answers, where it is still there.
 *
 * @param quote what was pressed
 */
export function showReplied(
  { message }: ChatMessageEntry,
  list: MessageList,
  host: ChatHost,
  quote: HTMLElement,
): void {
  const id = message.replyTo?.id;
  for (const row of host.renderRoot.querySelectorAll<HTMLElement>('[data-key]')) {
    const entry = list.entryOf(row);
    if (entry?.kind !== 'message' || entry.message.id !== id) continue;
    list.pause('scroll');
    if (quote.matches(':focus-visible')) focusRow(host, list, row);
    row.scrollIntoView({ block: 'center' });
    row.classList.add('shown');
    host.clock.after(SHOWN_MS, () => row.classList.remove('shown'));
    return;
  }
  host.say(localize(host, messages, 'chat.quoteGone'));
}
