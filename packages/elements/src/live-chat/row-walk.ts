import type { ChatMessageEntry } from '@t333/core/chat';
import type { Clock } from '@t333/core/time';
import { entryText } from './spoken-chat.ts';
import type { MessageList } from './message-list.ts';

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
  const row = rows[Math.max(0, Math.min(place, rows.length - 1))]!;
  const entry = list.entryOf(row);
  row.tabIndex = -1;
  row.setAttribute('role', 'article');
  if (entry) row.setAttribute('aria-label', entryText(host, entry));
  row.focus();
  return true;
}

/** Long enough to find it. */
const SHOWN_MS = 2000;

/** Goes to the message that one answers, where it is still there. */
export function showReplied({ message }: ChatMessageEntry, list: MessageList, root: ParentNode, clock: Clock): void {
  const id = message.replyTo?.id;
  for (const row of root.querySelectorAll<HTMLElement>('[data-key]')) {
    const entry = list.entryOf(row);
    if (entry?.kind !== 'message' || entry.message.id !== id) continue;
    list.pause('scroll');
    row.scrollIntoView({ block: 'center' });
    row.classList.add('shown');
    clock.after(SHOWN_MS, () => row.classList.remove('shown'));
    return;
  }
}
