import type { HealthStatus } from '@t333/core/health';

export const warningIcon = 'M12 4 2.8 19.5h18.4zM12 10v4.5m0 2.4v.01';
export const errorIcon = 'M8 3.5h8l4.5 4.5v8L16 20.5H8L3.5 16V8zM12 8v5m0 3v.01';
/** Each has a shape of its own: colours alone tell nothing. */
export const STATUS_ICONS: Readonly<Record<HealthStatus, string>> = {
  healthy: 'M12 3.5a8.5 8.5 0 1 0 .01 0M8 12.3l2.8 2.8L16 9.7',
  degraded: warningIcon,
  starving: errorIcon,
  offline: 'M12 3.5a8.5 8.5 0 1 0 .01 0M6 18 18 6',
  unknown: 'M12 3.5a8.5 8.5 0 1 0 .01 0M9.5 10a2.5 2.5 0 1 1 3.5 2.3q-1 .4-1 1.4m0 2.8v.01',
};
