import type { SessionStatus } from '@t333/core/creator';

const CIRCLE = 'M12 3.5a8.5 8.5 0 1 0 .01 0';
const waiting = `${CIRCLE}M12 7.5V12l3 2`;

/** Each has a shape of its own: colours alone tell nothing. */
export const STATUS_ICONS: Readonly<Record<SessionStatus, string>> = {
  loading: waiting,
  preparing: waiting,
  starting: waiting,
  ending: waiting,
  error: `${CIRCLE}M12 7.5v5.5m0 3v.01`,
  idle: CIRCLE,
  preview: 'M2.5 12c5-8.5 14-8.5 19 0-5 8.5-14 8.5-19 0m9.5-2.7a2.7 2.7 0 1 0 .01 0',
  live: `${CIRCLE}M12 8.7a3.3 3.3 0 1 0 .01 0M12 11a1 1 0 1 0 .01 0`,
  reconnecting: 'M12 4 2.8 19.5h18.4zM12 10v4.5m0 2.4v.01',
  ended: `${CIRCLE}M9 9h6v6H9z`,
};
