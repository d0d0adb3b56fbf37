export { AUDIBLE_RATES, decide, SILENT_RATES, type CatchUpAction, type CatchUpObservation } from './catch-up.ts';
export { windowEpochAt } from './dvr-window.ts';
export { commonLatency, NOTHING_COMMON, type CommonLatency, type TileLatency } from './equalize.ts';
export { LatencyEqualizer, type EqualizerState, type LatencyEqualizerOptions } from './equalizer.ts';
export { epochAt, positionAt } from './latency.ts';
export {
  type DvrWindow,
  type LatencyMode,
  type LatencySource,
  type LiveControl,
  type LiveMode,
  type LiveState,
} from '../player/live-control.ts';
export { atLiveEdge, GO_LIVE_SECONDS } from './live-edge.ts';
export { LiveController } from './live-controller.ts';
export { type LivePlayer, type LivePlayerState } from './live-player.ts';
export { type LiveControllerOptions } from './live-state.ts';
export { serverClockOf } from './page-clock.ts';
export { isDvrWindow, isLatency } from './wishes.ts';
export { ServerClock, type RequestTimes, type TimeSource } from './server-clock.ts';
