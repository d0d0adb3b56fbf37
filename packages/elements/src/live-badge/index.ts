export { LiveBadge } from './live-badge.ts';
export { type BadgeKind, type StreamStatus } from './badge-kind.ts';
