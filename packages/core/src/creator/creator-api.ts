import type { CreatorStream } from './session-state.ts';
import type { ScheduleDraft, ScheduleItem } from './schedule-item.ts';
import type { KeySlot, StreamKey } from './stream-key.ts';

/**
 * What a server does for the streams of who asks. Calls reject with a `T333Error`: `unauthorized` or `forbidden` for who may not,
 * `network`, `timeout` or `offline` where nothing was to be reached, and `aborted` when `signal` aborts.
 */
export interface StreamsApi {
  /** The stream that there is, or the last one; null before the first. */
  getStream: (signal: AbortSignal) => Promise<CreatorStream | null>;
  /** Makes one that only its maker sees. There is one at a time. */
  startPreview: (signal: AbortSignal) => Promise<CreatorStream>;
  goLive: (id: string, signal: AbortSignal) => Promise<CreatorStream>;
  /** Ends a preview, too. There is no way back. */
  end: (id: string, signal: AbortSignal) => Promise<CreatorStream>;
}

/** What a server does with the keys that encoders of a channel sign in with. Calls reject as those of `StreamsApi` do. */
export interface StreamKeysApi {
  /** What there is to know of the keys; not the keys. */
  getKeys: (signal: AbortSignal) => Promise<readonly StreamKey[]>;
  /** The key itself; null where the server has no more than its hash. Left out by a server that never tells one, as none should. */
  readKey?: (which: KeySlot, signal: AbortSignal) => Promise<string | null>;
  /**
   * Makes another one.
   *
   * @param graceMs how long the one before is good, too, so that a stream goes on; 0 cuts its encoder off
   * @returns the key. Nobody is told it a second time
   */
  rotateKey: (which: KeySlot, graceMs: number, signal: AbortSignal) => Promise<string>;
}

/** The schedule of a channel, for whoever may see it. */
export interface ScheduleReadApi {
  getSchedule: (signal: AbortSignal) => Promise<readonly ScheduleItem[]>;
}

/** The schedule of a channel, for whose it is. Calls reject as those of `StreamsApi` do, and with `invalid-argument` for what a server does not take. */
export interface ScheduleApi extends ScheduleReadApi {
  addItem: (draft: ScheduleDraft, signal: AbortSignal) => Promise<ScheduleItem>;
  changeItem: (id: string, draft: ScheduleDraft, signal: AbortSignal) => Promise<ScheduleItem>;
  removeItem: (id: string, signal: AbortSignal) => Promise<void>;
}

/** All that the tools of a creator ask of a server. */
export interface CreatorApi extends StreamsApi, StreamKeysApi, ScheduleApi {}
