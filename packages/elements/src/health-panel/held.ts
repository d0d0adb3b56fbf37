import type { HealthState } from '@t333/core/health';
import type { messages } from './messages.ts';

/** Whether what is shown is no longer what is. */
export const isHeld = ({ isStale, status, link }: HealthState): boolean =>
  isStale || status === 'offline' || link === 'closed';

/** Why there is nothing new. */
export function noteOf({ link, status, sample, error }: HealthState): keyof typeof messages | null {
  if (link === 'closed')
    return error?.code === 'forbidden' || error?.code === 'unauthorized' ? 'health.refused' : 'health.closed';
  if (link === 'reconnecting') return sample ? 'health.reconnecting' : 'health.connecting';
  if (!sample) return link === 'connecting' ? 'health.connecting' : 'health.waiting';
  return status === 'offline' ? 'health.silent' : null;
}
