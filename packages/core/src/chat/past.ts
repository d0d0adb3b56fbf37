import { T333Error } from '../errors.ts';
import type { ClientChannel } from './client-channel.ts';
import { logOf } from './entry-list.ts';
import type { ChatGapEntry } from './feed.ts';
import type { ChatMessage } from './message.ts';
import type { MessageBuffer } from './message-buffer.ts';

/** As much as the protocol gives at once. */
const GAP_PAGE = 200;
/** A gap of more than this is no gap, but another day. */
const MAX_GAP_PAGES = 10;
const PAGE = 50;

/** @returns how many lines came */
export async function loadOlder(channel: ClientChannel, buffer: MessageBuffer, signal: AbortSignal): Promise<number> {
  const { transport, name } = channel;
  if (channel.state.older !== 'available') return 0;
  channel.refresh({ older: 'loading' });
  let added = 0;
  try {
    const before = buffer.list.firstPosition(logOf({ service: transport.service, channel: name }));
    const page = await transport.history(name, { signal, limit: PAGE, ...(before && { before }) });
    added = addAll(buffer, page.toReversed());
    channel.isExhausted = added === 0;
  } finally {
    channel.refresh({ older: 'available' });
  }
  return added;
}

export async function fillGap(
  { key, from, to, sinceMs }: ChatGapEntry,
  { transport, name }: ClientChannel,
  buffer: MessageBuffer,
  signal: AbortSignal,
): Promise<void> {
  const { list } = buffer;
  const mark = (status: ChatGapEntry['status']): void => {
    const entry = list.get(key);
    if (entry?.kind === 'gap') list.change(Object.freeze({ ...entry, status }));
    list.commit();
  };
  const entry = list.get(key);
  if (entry?.kind !== 'gap' || entry.status !== 'open') return;
  mark('filling');
  try {
    let before = to && { ...to, seq: to.seq + 1 };
    for (let page = 0; page < MAX_GAP_PAGES; page++) {
      const messages = await transport.history(name, { signal, limit: GAP_PAGE, ...(before && { before }) });
      const [first] = messages;
      addAll(
        buffer,
        messages.filter((message) => isMissing(message, { from, sinceMs })),
      );
      const isReached = !first || !isMissing(first, { from, sinceMs }) || messages.length < GAP_PAGE;
      if (isReached) break;
      if (!first.position) break;
      before = first.position;
    }
    list.remove(key);
    list.commit();
  } catch (error) {
    const isLost = error instanceof T333Error && (error.code === 'unsupported' || error.code === 'not-found');
    mark(isLost ? 'lost' : 'open');
    throw error;
  }
}

function isMissing(
  { position, atMs }: ChatMessage,
  { from, sinceMs }: { from: ChatGapEntry['from']; sinceMs: number | undefined },
): boolean {
  if (from && position?.epoch === from.epoch) return position.seq >= from.seq;
  return sinceMs === undefined || atMs >= sinceMs;
}

function addAll(buffer: MessageBuffer, messages: readonly ChatMessage[]): number {
  let added = 0;
  for (const message of messages) if (buffer.add(message)) added++;
  buffer.list.commit();
  return added;
}
