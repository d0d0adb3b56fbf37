import type Hls from 'hls.js';
import type {
  ErrorData,
  Events,
  FragmentLoaderContext,
  LevelDetails,
  LoaderResponse,
  LoaderStats,
  MediaFragment,
} from 'hls.js';
import type { Clock } from '../time/clock.ts';
import { bufferedEnd } from './media-like.ts';

/** A segment that was fetched before hls.js asked for it. */
export interface SegmentAnswer {
  readonly response: LoaderResponse;
  readonly stats: LoaderStats;
}

/**
 * A replacement begins this far into the first segment that is replaced, as a share of it: hls.js then chooses that very
 * segment, and what stays of the old one closes the seam until the new one covers it.
 */
const SEAM_SHARE = 0.25;

/** What is played within this time cannot be replaced any more, in seconds: decoding runs ahead, and appending takes time. */
const LEAD_SECONDS = 0.3;

/** After this many segments that came too late, what is buffered is left to be played. */
const MAX_ATTEMPTS = 3;

/** A playlist or a removal that takes longer is not waited for: meanwhile nothing is loaded, in milliseconds. */
const PATIENCE_MS = 3000;

export interface LiftOptions {
  readonly clock: Clock;
  readonly hls: Hls;
  readonly events: typeof Events;
  readonly media: HTMLMediaElement;
  readonly level: number;
  /** How long this much of the new level is expected to take. */
  readonly fetchSeconds: (segmentSeconds: number) => number;
  /** Makes hls.js give up what it loads, and choose anew. */
  readonly chooseAnew: () => void;
}

/**
 * Shows another level soon: fetches a segment of it while the old one plays on, and only then drops what is buffered
 * from there. Nothing stalls for want of what was thrown away, and hls.js finds its next segment here already.
 */
export class RenditionLift {
  readonly #options: LiftOptions;
  readonly #life = new AbortController();
  /** The request of its own. */
  #context: FragmentLoaderContext | null = null;
  #answer: SegmentAnswer | null = null;

  constructor(options: LiftOptions) {
    this.#options = options;
  }

  get isOver(): boolean {
    return this.#life.signal.aborted;
  }

  /** Whether hls.js must wait with this request, which may be for something else in a moment. */
  holds(context: FragmentLoaderContext): boolean {
    const { type, sn } = context.frag;
    return !this.isOver && context !== this.#context && type === 'main' && sn !== 'initSegment';
  }

  /** Hands over the segment that is here. */
  take({ url, rangeStart, rangeEnd }: FragmentLoaderContext): SegmentAnswer | undefined {
    const mine = this.#context;
    if (url !== mine?.url || rangeStart !== mine.rangeStart || rangeEnd !== mine.rangeEnd) return undefined;
    const answer = this.#answer ?? undefined;
    this.#answer = null;
    return answer;
  }

  /** @returns when the new level is on its way to the screen, or need not be hurried */
  async run(): Promise<void> {
    const { hls, events, media, fetchSeconds, chooseAnew } = this.#options;
    // Whoever deals with an error needs the requests that are held back; what we abort ourselves is none.
    const onError = (_event: unknown, { details }: ErrorData): void => {
      if ((details as string) !== 'aborted') this.cancel();
    };
    hls.on(events.ERROR, onError);
    this.#life.signal.addEventListener('abort', () => hls.off(events.ERROR, onError));
    // What is buffered matters no more to who is elsewhere.
    media.addEventListener('seeking', () => this.cancel(), { signal: this.#life.signal });
    const details = await this.#details();
    if (!details) return this.cancel();
    for (let attempt = 0; attempt < MAX_ATTEMPTS && !this.isOver; attempt++) {
      const aheadSeconds = LEAD_SECONDS + fetchSeconds(details.targetduration);
      const fragment = firstReplaceable(details, media, aheadSeconds);
      if (!fragment) break;
      chooseAnew();
      const answer = await this.#fetch(fragment);
      if (!answer || this.isOver) break;
      if (secondsUntil(media, fragment.start) < LEAD_SECONDS) continue;
      if (!(await this.#dropFrom(fragment.start + fragment.duration * SEAM_SHARE))) break;
      this.#answer = answer;
      this.cancel();
      return chooseAnew();
    }
    this.cancel();
  }

  cancel(): void {
    this.#life.abort();
  }

  /** The playlist of the level, fresh enough to know what can be fetched. */
  #details(): Promise<LevelDetails | undefined> {
    const { hls, events, level } = this.#options;
    const details = hls.levels[level]?.details;
    if (details && !details.live) return Promise.resolve(details);
    return this.#event((resolve) => {
      const onUpdated = (_event: unknown, data: { level: number; details: LevelDetails }): void => {
        if (data.level === level) resolve(data.details);
      };
      hls.on(events.LEVEL_UPDATED, onUpdated);
      return () => hls.off(events.LEVEL_UPDATED, onUpdated);
    }, PATIENCE_MS);
  }

  #fetch(frag: MediaFragment): Promise<SegmentAnswer | undefined> {
    const { hls } = this.#options;
    const { fLoader: Loader, fragLoadPolicy } = hls.config;
    const [rangeStart, rangeEnd] = frag.byteRange as [number, number] | [];
    const context = {
      frag,
      part: null,
      responseType: 'arraybuffer',
      url: frag.url!,
      headers: {},
      rangeStart: rangeStart ?? 0,
      rangeEnd: rangeEnd ?? 0,
    } as FragmentLoaderContext;
    this.#context = context;
    return this.#event((resolve) => {
      const loader = new Loader!(hls.config);
      const policy = fragLoadPolicy.default;
      loader.load(
        context,
        { loadPolicy: policy, timeout: policy.maxLoadTimeMs, maxRetry: 0, retryDelay: 0, maxRetryDelay: 0 },
        {
          onSuccess: (response, stats) => resolve({ response, stats: { ...stats } }),
          onError: () => resolve(undefined),
          onTimeout: () => resolve(undefined),
          onAbort: () => resolve(undefined),
        },
      );
      return () => loader.destroy();
    });
  }

  /** Drops what is buffered from a position on. */
  #dropFrom(seconds: number): Promise<true | undefined> {
    const { hls, events, media } = this.#options;
    return this.#event((resolve) => {
      const onFlushed = (): void => {
        if (bufferedEnd(media) <= seconds + 0.1) resolve(true);
      };
      hls.on(events.BUFFER_FLUSHED, onFlushed);
      // Sound of its own stays.
      const type = hls.audioTracks[hls.audioTrack]?.url ? 'video' : null;
      hls.trigger(events.BUFFER_FLUSHING, { startOffset: seconds, endOffset: Infinity, type });
      return () => hls.off(events.BUFFER_FLUSHED, onFlushed);
    }, PATIENCE_MS);
  }

  /** @param begin starts what will call `resolve`, and returns what ends it */
  #event<Value>(
    begin: (resolve: (value: Value | undefined) => void) => () => void,
    patienceMs = Infinity,
  ): Promise<Value | undefined> {
    if (this.isOver) return Promise.resolve(undefined);
    let end: (() => void) | undefined;
    let cancelTimer: (() => void) | undefined;
    return new Promise<Value | undefined>((resolve) => {
      this.#life.signal.addEventListener('abort', () => resolve(undefined));
      if (patienceMs < Infinity) cancelTimer = this.#options.clock.after(patienceMs, () => resolve(undefined));
      end = begin(resolve);
    }).finally(() => {
      cancelTimer?.();
      end?.();
    });
  }
}

/** The first segment that begins no sooner than this, while media is buffered beyond its beginning. */
function firstReplaceable(
  { fragments, partList }: LevelDetails,
  media: HTMLMediaElement,
  aheadSeconds: number,
): MediaFragment | undefined {
  const end = bufferedEnd(media);
  return fragments.find(
    ({ start, duration, gap, sn }) =>
      !gap &&
      // hls.js asks for the parts of those.
      !partList?.some(({ fragment }) => fragment.sn === sn) &&
      secondsUntil(media, start) >= aheadSeconds &&
      start + duration * SEAM_SHARE < end,
  );
}

/** Real seconds until a position is played. */
const secondsUntil = ({ currentTime, playbackRate }: HTMLMediaElement, seconds: number): number =>
  (seconds - currentTime) / playbackRate;
