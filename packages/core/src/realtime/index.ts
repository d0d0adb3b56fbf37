export { BroadcastChannelTransport, type BroadcastChannelTransportOptions } from './broadcast-channel-transport.ts';
export { MemoryServer, MemoryTransport, type MemoryLinkOptions, type MemoryServerOptions } from './memory-transport.ts';
export type { LogOutput, MissingRange } from './channel-log.ts';
export type { RealtimeChannelState, RealtimeJoinOptions } from './joined-channel.ts';
export { browserPage, type PageVisibility } from '../resilience/page-visibility.ts';
export { RealtimeConnection } from './realtime-connection.ts';
export type { RealtimeConnectionOptions, RealtimeState, RealtimeStatus } from './realtime-state.ts';
export {
  RealtimeChangeEvent,
  RealtimeErrorEvent,
  RealtimeItemsEvent,
  type RealtimeEvents,
  type RealtimeItem,
} from './realtime-events.ts';
export { RealtimeRefusal } from './refusal.ts';
export { ticketFrom, type TicketOptions } from './ticket.ts';
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
