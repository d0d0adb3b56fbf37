import type { RealtimeConnection, RealtimeItem } from '../realtime/index.ts';
import type { StreamStatus } from './session-state.ts';

/** What a room tells of the stream in it. */
export interface RoomSink {
  stream: (told: { status: StreamStatus; startedAtMs: number | null; hlsUrl: string | null }) => void;
  viewers: (viewerCount: number) => void;
  /** Every few seconds, while something arrives or should. */
  encoder: (isSending: boolean) => void;
  /** Whether anything can be told. */
  link: (isOpen: boolean) => void;
}

/** Tells of a room until `signal` aborts, and leaves nothing behind then. */
export type RoomSource = (sink: RoomSink, signal: AbortSignal) => void;

/** The room of a channel on a server of t333-rt/1, which is joined, and left at the end. A chat or a monitor may share the connection. */
export const realtimeRoom =
  (connection: RealtimeConnection, channelId: string): RoomSource =>
  (sink, signal) => {
    const follow = (): void => {
      const { status, channels } = connection.state.getSnapshot();
      sink.link(status === 'open' && channels.get(channelId)?.status === 'joined');
    };
    connection.addEventListener('change', follow, { signal });
    connection.addEventListener(
      'items',
      ({ items }) => {
        for (const item of items) if (item.channelId === channelId) read(item, sink);
      },
      { signal },
    );
    const holder = {};
    // Why it may not is said by the server that is asked for the stream.
    connection.join(channelId, { topics: ['health'], holder }).catch(() => {});
    signal.addEventListener('abort', () => connection.leave(channelId, holder), { once: true });
    follow();
  };

function read(item: RealtimeItem, sink: RoomSink): void {
  if (item.kind === 'joined' && item.viewerCount !== undefined) sink.viewers(item.viewerCount);
  if (item.kind !== 'event') return;
  const { event } = item;
  if (event.type === 'viewer_update') sink.viewers(event.viewerCount);
  if (event.type === 'stream') {
    const { status, startedAt: startedAtMs = null, hlsUrl = null } = event;
    sink.stream({ status, startedAtMs, hlsUrl });
  }
  if (event.type !== 'health') return;
  if (event.viewerCount !== undefined) sink.viewers(event.viewerCount);
  sink.encoder(event.bitrateKbps > 0);
}
