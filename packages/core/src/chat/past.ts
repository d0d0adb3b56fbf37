import { T333Error } from '../errors.ts';
import type { ClientChannel } from './client-channel.ts';
import { logOf } from './entry-list.ts';
import type { ChatGapEntry } from './feed.ts';
import type { ChatMessage, ChatPosition } from './message.ts';
import type { MessageBuffer } from './message-buffer.ts';
import type { ChatHistoryPage } from './transport.ts';

/** As much as the protocol gives at once. */
const GAP_PAGE = 200;
/** A gap of more than this is no gap, but another day: whoever wants it asks again. */
const MAX_GAP_PAGES = 10;
/** Messages before a gap are looked at again, too: what is deleted is mostly younger than these. */
const PAGES_BEFORE_GAP = 1;
const PAGE = 50;

/** @returns how many lines came */
export async function loadOlder(channel: ClientChannel, buffer: MessageBuffer, signal: AbortSignal): Promise<number> {
  if (channel.state.older !== 'available') return 0;
  channel.refresh({ older: 'loading' });
  const { list } = buffer;
  let added = 0;
  try {
    let before: ChatPosition | null | undefined = list.firstPosition(logOfChannel(channel));
    do {
      const page = await readPage(channel, { limit: PAGE, before, signal });
      added = addAll(buffer, page.messages.toReversed());
      before = page.start;
      // What is left out of a full list is older than all that is in it.
      channel.isExhausted = !before || (added === 0 && list.size >= list.capacity);
    } while (added === 0 && !channel.isExhausted);
  } finally {
    channel.refresh({ older: 'available' });
  }
  return added;
}

export async function fillGap(
  { key, from, to, sinceMs }: ChatGapEntry,
  channel: ClientChannel,
  buffer: MessageBuffer,
  signal: AbortSignal,
): Promise<void> {
  const { list } = buffer;
  const mark = (change: Pick<ChatGapEntry, 'status' | 'to'>): void => {
    const entry = list.get(key);
    if (entry?.kind === 'gap') list.change(Object.freeze({ ...entry, ...change }));
    list.commit();
  };
  const entry = list.get(key);
  if (entry?.kind !== 'gap' || entry.status !== 'open') return;
  mark({ status: 'filling' });
  let before: ChatPosition | null | undefined = to && { ...to, seq: to.seq + 1 };
  let further = PAGES_BEFORE_GAP;
  let isReached = false;
  /** It goes on where it was. */
  const left = (): Pick<ChatGapEntry, 'to'> =>
    before && !isReached ? { to: Object.freeze({ ...before, seq: before.seq - 1 }) } : {};
  try {
    for (let pages = 0; before !== null && pages < MAX_GAP_PAGES; pages++) {
      const page = await readPage(channel, { limit: GAP_PAGE, before, signal });
      const missing = page.messages.filter((message) => isMissing(message, { from, sinceMs }));
      addAll(buffer, missing);
      // What was deleted meanwhile is told nowhere else.
      buffer.reconcile(logOfChannel(channel), page, before);
      isReached ||= missing.length < page.messages.length || isUpTo(page.start, from);
      before = page.start;
      if (isReached && further-- === 0) break;
    }
    if (!isReached) return mark({ status: before === null ? 'lost' : 'open', ...left() });
    list.remove(key);
    list.commit();
  } catch (error) {
    const isLost = error instanceof T333Error && (error.code === 'unsupported' || error.code === 'not-found');
    mark({ status: isLost ? 'lost' : 'open', ...left() });
    throw error;
  }
}

/** A page that begins no earlier than it had to end is none. */
async function readPage(
  { transport, name }: ClientChannel,
  { limit, before, signal }: { limit: number; before: ChatPosition | null | undefined; signal: AbortSignal },
): Promise<ChatHistoryPage> {
  const page = await transport.history(name, { signal, limit, ...(before && { before }) });
  const { start } = page;
  const isStuck = start && before?.epoch === start.epoch && start.seq >= before.seq;
  return isStuck ? { ...page, start: null } : page;
}

function isMissing(
  { position, atMs }: ChatMessage,
  { from, sinceMs }: { from: ChatGapEntry['from']; sinceMs: number | undefined },
): boolean {
  if (from && position?.epoch === from.epoch) return position.seq >= from.seq;
  return sinceMs === undefined || atMs >= sinceMs;
}

const isUpTo = (start: ChatPosition | null, from: ChatPosition | undefined): boolean =>
  start !== null && start.epoch === from?.epoch && start.seq <= from.seq;

const logOfChannel = ({ transport, name }: ClientChannel): string =>
  logOf({ service: transport.service, channel: name });

function addAll(buffer: MessageBuffer, messages: readonly ChatMessage[]): number {
  let added = 0;
  for (const message of messages) if (buffer.add(message)) added++;
  buffer.list.commit();
  return added;
}
