import type { ClientChannel } from './client-channel.ts';
import type { MessageBuffer } from './message-buffer.ts';
import type { ModerationAct } from './transport.ts';
import { inverseOf } from './undo.ts';

/** Acts, and shows what no event tells. @returns what takes it back */
export async function moderate(
  channel: ClientChannel,
  act: ModerationAct,
  options: { signal?: AbortSignal },
  buffer: MessageBuffer,
): Promise<(() => Promise<void>) | null> {
  const { transport, name, source } = channel;
  await transport.moderate(name, act, options);
  const { action, messageId } = act;
  if (messageId !== undefined) {
    const entry = buffer.find(transport.service, messageId);
    if (action === 'highlight' && entry) buffer.revise(entry.key, { isHighlighted: true });
    // Nobody is told of it.
    if (action === 'deny' && entry?.status === 'held')
      buffer.revise(entry.key, { status: 'sent', deleted: Object.freeze({ cause: 'deleted' }) });
    if (action === 'approve' || action === 'deny') channel.release([messageId]);
    buffer.list.commit();
  }
  const inverse = inverseOf(act, source);
  return inverse && (() => transport.moderate(name, inverse));
}
