import type { AttachMediaSourceData, LoaderResponse, LoaderStats } from 'hls.js';
import type { HlsBuild } from '../load-hls.ts';
import { needsFullBuild } from '../needs-full-build.ts';

export interface PrimedResponse {
  readonly response: LoaderResponse;
  readonly stats: LoaderStats;
  /** What the network says of it. */
  readonly details: Response;
}

/**
 * What `prime()` has fetched of this address, as hls.js wants it; null when it came to nothing, undefined where nobody asked for it.
 *
 * hls.js judges the network by these times: without them, it would take the link for infinitely fast. Those of media end now,
 * since hls.js counts until the segment is parsed, and what passed while its own code was on its way is not the network's fault.
 */
export function takePrimed(url: string, kind: 'playlist' | 'media'): Promise<PrimedResponse | null> | undefined {
  const primer = globalThis.t333Prime;
  // On a wall, the stream in focus goes first.
  if (kind === 'playlist' && primer?.first && !primer.has(url)) return primer.first.then(() => null);
  return primer?.take(url)?.then((answer) => {
    if (!answer) return null;
    const { url: from, startMs, firstByteMs, endMs, data, response } = answer;
    const lateMs = kind === 'media' ? performance.now() - endMs : 0;
    const [start, first, end] = [startMs + lateMs, firstByteMs + lateMs, endMs + lateMs];
    return {
      details: response,
      response: { url: from, code: response.status, data: kind === 'media' ? data : new TextDecoder().decode(data) },
      stats: {
        aborted: false,
        loaded: data.byteLength,
        total: data.byteLength,
        retry: 0,
        chunkCount: 0,
        bwEstimate: 0,
        loading: { start, first, end },
        parsing: { start: 0, end: 0 },
        buffering: { start: 0, first: 0, end: 0 },
      },
    };
  });
}

/** Which of these addresses is primed; -1 for none. */
export const findPrimed = (urls: readonly string[]): number => urls.findIndex((url) => globalThis.t333Prime?.has(url));

/** Which build of hls.js this will need, as far as its playlist is here already. */
export function primedBuild(url: string): HlsBuild {
  return needsFullBuild(globalThis.t333Prime?.peek(url) ?? '') ? 'full' : 'light';
}

/** What `boot()` has begun in this video, for hls.js to go on with; null where there is nothing. */
export async function takeBooted(media: HTMLVideoElement, url: string): Promise<AttachMediaSourceData | null> {
  return globalThis.t333Booted?.has(media) ? (await import('./booted.ts')).takeBooted(media, url) : null;
}

/** Says again what the video has said while nobody listened. */
export function announceBooted(media: HTMLVideoElement): void {
  for (const type of ['loadedmetadata', 'loadeddata']) media.dispatchEvent(new Event(type));
}
