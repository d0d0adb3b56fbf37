import type { T333Error } from '../errors.ts';

/**
 * Whether there is somebody to be told by.
 * - `connecting`: not yet.
 * - `reconnecting`: there was, and there will be again.
 * - `closed`: not any more.
 */
export type HealthLink = 'connecting' | 'open' | 'reconnecting' | 'closed';

/** What a source tells. */
export interface HealthSink {
  /** @param report a `HealthReport`, from whomever */
  report: (report: unknown) => void;
  /** @param error why it is not open */
  link: (link: HealthLink, error?: T333Error | null) => void;
}

/** Tells of a broadcast until `signal` aborts, and leaves nothing behind then. */
export type HealthSource = (sink: HealthSink, signal: AbortSignal) => void;
