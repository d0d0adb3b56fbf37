import type Hls from 'hls.js';
import type { Events } from 'hls.js';

/** What was played is kept for so long, in seconds: many players share one page's memory, and a step back is to be at once. */
const KEPT_SECONDS = 20;
/** More than that is dropped so much at a time, in seconds. */
const SLACK_SECONDS = 10;

/**
 * Up to where to drop what was played, in seconds; null for nothing yet.
 *
 * @param bufferedFrom where what is buffered begins
 */
export function backBufferEnd(bufferedFrom: number, position: number): number | null {
  return position - bufferedFrom > KEPT_SECONDS + SLACK_SECONDS ? position - KEPT_SECONDS : null;
}

/**
 * Drops what was played long ago, unless the page has told hls.js when to.
 *
 * hls.js does that by itself when a segment begins to play; one whose parts are just being appended it then takes for evicted, believes that these
 * parts are missing, and a low-latency stream stands still for three segments (hls.js 1.7.4, `detectEvictedFragments`). When one has been appended,
 * the next is still on its way.
 */
export function trimBackBuffer(hls: Hls, events: typeof Events, media: HTMLMediaElement): void {
  if (hls.userConfig.backBufferLength !== undefined) return;
  hls.on(events.FRAG_BUFFERED, () => {
    const { buffered, currentTime } = media;
    const end = buffered.length > 0 ? backBufferEnd(buffered.start(0), currentTime) : null;
    if (end !== null) hls.trigger(events.BUFFER_FLUSHING, { startOffset: 0, endOffset: end, type: null });
  });
}
