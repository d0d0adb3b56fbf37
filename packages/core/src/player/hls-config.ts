import type { HlsConfig, LoadPolicy, RetryConfig } from 'hls.js';

export interface HlsSettings {
  startSeconds: number | null;
  workerUrl: string | undefined;
  isOnline: () => boolean;
  random: () => number;
}

/** A second try of a lost fragment or playlist comes after at most this, in milliseconds. */
const QUICK_REPEAT_MS = 600;

/** How far ahead hls.js loads. @param goalSeconds null for the usual */
export function bufferConfig(goalSeconds: number | null): Partial<HlsConfig> {
  return {
    maxBufferLength: goalSeconds ?? BUFFER_SECONDS,
    // hls.js takes the larger of time and bytes, up to this.
    maxMaxBufferLength: goalSeconds ?? MAX_BUFFER_SECONDS,
    maxBufferSize: BUFFER_BYTES,
  };
}

/** How long a request may take to be answered, and to be complete, in milliseconds. */
const PLAYLIST_TIMEOUTS = { maxTimeToFirstByteMs: 10_000, maxLoadTimeMs: 20_000 };
const FRAGMENT_TIMEOUTS = { maxTimeToFirstByteMs: 10_000, maxLoadTimeMs: 60_000 };

/** After this a level that failed may be chosen again, in milliseconds; hls.js would else avoid it until a reload. */
export const LEVEL_PENALTY_MS = 30_000;

/** Many players share one page's memory: seconds and bytes ahead of each. */
const BUFFER_SECONDS = 20;
const MAX_BUFFER_SECONDS = 30;
const BUFFER_BYTES = 30e6;

/**
 * How hls.js is set up. Retries are ours (`recovery.ts`), so it makes none, with one exception: a single fragment or
 * playlist is asked for once more, since hls.js would else answer one lost packet with a lower quality.
 */
export function hlsConfig({ startSeconds, workerUrl, isOnline, random }: HlsSettings): Partial<HlsConfig> {
  const once: RetryConfig = {
    maxNumRetry: 1,
    retryDelayMs: QUICK_REPEAT_MS * random(),
    maxRetryDelayMs: QUICK_REPEAT_MS,
    // Its own rule never repeats a failed connection or a 404, both of which pass on a busy live origin.
    shouldRetry: (_config, count) => count < 1 && isOnline(),
  };
  const policy = (timeouts: typeof PLAYLIST_TIMEOUTS, retry: RetryConfig | null): LoadPolicy => ({
    default: { ...timeouts, timeoutRetry: retry, errorRetry: retry },
  });
  return {
    manifestLoadPolicy: policy(PLAYLIST_TIMEOUTS, null),
    playlistLoadPolicy: policy(PLAYLIST_TIMEOUTS, once),
    fragLoadPolicy: policy(FRAGMENT_TIMEOUTS, once),
    keyLoadPolicy: policy(PLAYLIST_TIMEOUTS, once),
    errorPenaltyExpireMs: LEVEL_PENALTY_MS,
    enableWorker: workerUrl !== undefined,
    workerPath: workerUrl ?? null,
    startPosition: startSeconds ?? -1,
    liveDurationInfinity: true,
    capLevelToPlayerSize: true,
    ...bufferConfig(null),
  };
}
