export { BroadcastChannelTransport, type BroadcastChannelTransportOptions } from './broadcast-channel-transport.ts';
export { MemoryServer, MemoryTransport, type MemoryLinkOptions, type MemoryServerOptions } from './memory-transport.ts';
export {
  moveRoom,
  readRoomTimeline,
  readTimelineFrame,
  type RoomTimeline,
  type TimelineFrame,
} from './timeline-room.ts';
export {
  FrameEvent,
  type Frame,
  type RealtimeTransport,
  type RequestOptions,
  type TransportEvents,
  type TransportState,
} from './transport.ts';
