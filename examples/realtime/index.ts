export {
  createRealtimeServer,
  startRealtimeServer,
  type RealtimeServer,
  type RealtimeServerOptions,
  type StartedRealtimeServer,
} from './create-realtime-server.ts';
export { HubChannel } from './hub-channel.ts';
export { type Faults } from './hub-session.ts';
export { RealtimeHub, type HubOptions } from './hub.ts';
export { turnKnobs, type Knobs } from './knobs.ts';
