export { HealthErrorEvent, HealthStatusEvent, type HealthEvents } from './health-events.ts';
export { HealthMonitor, type HealthMonitorOptions } from './health-monitor.ts';
export {
  HEALTH_INTERVAL_MS,
  SILENT_INTERVALS,
  STALE_INTERVALS,
  type HealthState,
  type HealthStatus,
} from './health-state.ts';
export {
  GOOD_SAMPLES,
  HEALTH_THRESHOLDS,
  judge,
  type HealthFix,
  type HealthIssue,
  type HealthIssueType,
  type HealthJudgement,
  type HealthReason,
  type HealthTargets,
} from './judge.ts';
export { polledHealth, type PolledHealthOptions } from './polled-health.ts';
export { realtimeHealth } from './realtime-health.ts';
export { type HealthReport, type HealthSample } from './report.ts';
export { type HealthLink, type HealthSink, type HealthSource } from './source.ts';
