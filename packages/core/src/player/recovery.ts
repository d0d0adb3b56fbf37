import type { T333Error } from '../errors.ts';
import { backOffDelayMs } from '../resilience/back-off.ts';
import type { PlayerState } from './player.ts';

export interface Fault {
  /** What `hls.js` calls it: `networkError`, `mediaError`, … */
  type: string;
  /** Whether hls.js has given up on it. */
  fatal: boolean;
  error: T333Error;
  /** Whether this source has already played, so that its address is known to be good. */
  started: boolean;
  live: boolean;
  /** How many retries, or recoveries of the media, came before without success. */
  attempt: number;
}

export type RecoveryDecision =
  | { kind: 'ignore' }
  | { kind: 'wait-online'; error: T333Error }
  | { kind: 'retry'; error: T333Error; delayMs: number }
  | { kind: 'recover-media'; error: T333Error }
  | { kind: 'fail'; error: T333Error };

/**
 * Waits of at most 1, 2, 4, 8, 15, 15, 15, 15 s, half of that on average: most restarts of an encoder or a server are
 * over in that time, and a viewer has not yet turned away.
 */
export const MAX_RETRIES = 8;
const RETRY_BASE_MS = 1000;
const RETRY_CAP_MS = 15_000;

/** The first rebuild of the buffer repairs a decoder that was upset; what survives two is in the media itself. */
export const MAX_MEDIA_RECOVERIES = 2;

/** What to do about an error of hls.js. */
export function decideRecovery(fault: Fault, random: () => number): RecoveryDecision {
  const { type, fatal, error, attempt } = fault;
  if (!fatal) return { kind: 'ignore' };
  if (error.code === 'offline') return { kind: 'wait-online', error };
  if (type === 'networkError') {
    if (!mayPass(fault) || attempt >= MAX_RETRIES) return { kind: 'fail', error };
    const delayMs = backOffDelayMs({ attempt: attempt + 1, baseMs: RETRY_BASE_MS, capMs: RETRY_CAP_MS, random });
    return { kind: 'retry', error, delayMs };
  }
  return error.code === 'media-decode' && attempt < MAX_MEDIA_RECOVERIES
    ? { kind: 'recover-media', error }
    : { kind: 'fail', error };
}

/** Whether a player stands still until more media arrives. */
export const needsMedia = ({ lifecycle, phase, buffering, seeking }: Readonly<PlayerState>): boolean =>
  lifecycle === 'active' && phase !== 'error' && (phase === 'loading' || buffering || seeking);

/** Whether waiting alone may end it, rather than somebody's repair. */
function mayPass({ error, started, live }: Fault): boolean {
  switch (error.code) {
    case 'network':
    case 'timeout':
      return true;
    case 'http':
      return error.retryable;
    // A live stream that has played loses its playlist while its encoder or its origin restarts.
    case 'not-found':
    case 'not-hls':
    case 'empty-playlist':
      return started && live;
    default:
      return false;
  }
}
