import type { T333Error } from '../errors.ts';
import type { RealtimeConnection, RealtimeItem } from '../realtime/index.ts';
import type { HealthSink, HealthSource } from './source.ts';

/**
 * The health that a server of t333-rt/1 tells those whose channel it is: over the connection's socket, or its polls.
 *
 * The channel is joined, and left at the end. A chat on the same connection may have joined it, too, before or after: neither takes it from
 * the other.
 */
export const realtimeHealth =
  (connection: RealtimeConnection, channelId: string): HealthSource =>
  (sink, signal) => {
    const told: Told = { viewerCount: undefined, timestamp: null };
    let wasOpen = false;
    const follow = (): void => {
      const { status, channels, error } = connection.state.getSnapshot();
      const channel = channels.get(channelId);
      const isOpen = status === 'open' && channel?.status === 'joined';
      wasOpen ||= isOpen;
      const isOver =
        status === 'closed' || status === 'failed' || channel?.status === 'failed' || (wasOpen && !channel);
      if (isOpen) sink.link('open');
      else if (isOver) sink.link('closed', channel?.error ?? error);
      else sink.link(wasOpen ? 'reconnecting' : 'connecting', channel?.error ?? error);
    };
    connection.addEventListener('change', follow, { signal });
    connection.addEventListener(
      'items',
      ({ items }) => {
        for (const item of items) if (item.channelId === channelId) read(item, told, sink);
      },
      { signal },
    );
    const holder = {};
    connection.join(channelId, { topics: ['health'], holder }).catch((error: T333Error) => {
      if (!signal.aborted) sink.link('closed', error);
    });
    signal.addEventListener('abort', () => connection.leave(channelId, holder), { once: true });
    follow();
  };

interface Told {
  viewerCount: number | undefined;
  timestamp: number | null;
}

function read(item: RealtimeItem, told: Told, sink: HealthSink): void {
  if (item.kind === 'joined') told.viewerCount = item.viewerCount ?? told.viewerCount;
  if (item.kind !== 'event') return;
  const { event } = item;
  if (event.type === 'viewer_update') told.viewerCount = event.viewerCount;
  // A poll tells again what the one before has told.
  if (event.type !== 'health' || event.timestamp === told.timestamp) return;
  told.timestamp = event.timestamp;
  const { bitrateKbps, fps, dropRate, viewerCount = told.viewerCount } = event;
  sink.report({
    bitrateBps: bitrateKbps * 1000,
    activeFps: fps,
    dropRate,
    ...(viewerCount !== undefined && { viewerCount }),
  });
}
