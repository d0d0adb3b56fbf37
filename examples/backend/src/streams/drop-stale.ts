import type { Pipelines } from './ports.ts';
import type { StreamKeys } from './stream-keys.ts';
import type { Streams } from './streams.ts';

export interface DropStaleOptions {
  pipelines: Pick<Pipelines, 'senders' | 'end' | 'begun' | 'dropEncoder'>;
  keys: Pick<StreamKeys, 'goodOf'>;
  streams: Pick<Streams, 'goingOnOf'>;
}

/**
 * Cuts off who sends to this instance with a key that is good no more, or to a stream that has ended, and shows what has begun. Instances tell
 * each other, and what is told while one of them cannot hear is lost: so each looks for itself, too.
 */
export async function dropStale({ pipelines, keys, streams }: DropStaleOptions): Promise<void> {
  const senders = pipelines.senders?.() ?? [];
  if (senders.length === 0) return;
  const good = await keys.goodOf(senders.map(({ keyId }) => keyId));
  const goingOn = await streams.goingOnOf(senders.map(({ streamId }) => streamId));
  for (const { channelId, streamId, keyId } of senders) {
    const stream = goingOn.get(streamId);
    if (!stream) await pipelines.end(streamId);
    else if (!good.has(keyId)) await pipelines.dropEncoder(channelId, keyId);
    if (stream?.startedAt) await pipelines.begun(streamId, stream.startedAt.getTime());
  }
}
