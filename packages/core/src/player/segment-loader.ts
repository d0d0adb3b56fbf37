import type {
  FragmentLoaderConstructor,
  FragmentLoaderContext,
  HlsConfig,
  Loader,
  LoaderCallbacks,
  LoaderConfiguration,
  LoaderContext,
} from 'hls.js';
import { takePrimed } from './prime/primed.ts';
import type { SegmentAnswer } from './rendition-lift.ts';
import type { SegmentRequest, SegmentScheduler } from './segment-scheduler.ts';

/** What stands between hls.js and the network for segments. */
export interface SegmentGate {
  /** An answer that is here already, so that no request is needed. */
  take(context: FragmentLoaderContext): SegmentAnswer | undefined;
  /** Calls `proceed` when this may be loaded: at once, later, or never if it is aborted before. */
  pass(context: FragmentLoaderContext, proceed: () => void): void;
  /** Who decides when requests go out; null when nobody does. */
  readonly scheduler: SegmentScheduler | null;
  renditionOf(level: number): string | null;
  /** Whether hls.js loads segments of another level by now. */
  isOutdated(level: number): boolean;
}

const isMain = ({ type }: FragmentLoaderContext['frag']): boolean => type === 'main';

/** hls.js's own loader behind a gate. */
export function createSegmentLoader(
  Base: new (config: HlsConfig) => Loader<LoaderContext>,
  gate: SegmentGate,
): FragmentLoaderConstructor {
  class SegmentLoader extends Base {
    /** While it is with a scheduler. */
    #scheduled: { readonly scheduler: SegmentScheduler; readonly request: SegmentRequest } | null = null;
    /** Tells hls.js that a request is given up which its own loader has never seen. */
    #abandon: (() => void) | null = null;
    #ended = false;

    override load(
      context: FragmentLoaderContext,
      config: LoaderConfiguration,
      callbacks: LoaderCallbacks<FragmentLoaderContext>,
    ): void {
      this.context = context;
      if (context.frag.sn === 'initSegment') {
        const guarded = guardInit(context, callbacks);
        return this.#orPrimed(context, guarded, () => super.load(context, config, guarded as never));
      }
      this.#abandon = () => callbacks.onAbort?.(this.stats, context, null);
      gate.pass(context, () => {
        if (!this.#abandon) return;
        const answer = gate.take(context);
        if (answer) return queueMicrotask(() => this.#deliver(answer, context, callbacks));
        this.#orPrimed(context, callbacks, () => {
          const { scheduler } = gate;
          const start = (): void => {
            if (!this.#abandon) return;
            this.#abandon = null;
            super.load(context, config, this.#settling(callbacks) as never);
          };
          if (!scheduler) return start();
          const request = this.#request(context, start);
          this.#scheduled = { scheduler, request };
          scheduler.enqueue(request);
        });
      });
    }

    override abort(): void {
      const abandon = this.#abandon;
      this.#end();
      super.abort();
      abandon?.();
    }

    override destroy(): void {
      this.#end();
      super.destroy();
    }

    /** Waits for what is on its way already, and asks for it where nothing is. */
    #orPrimed(
      context: FragmentLoaderContext,
      callbacks: LoaderCallbacks<FragmentLoaderContext>,
      request: () => void,
    ): void {
      const primed = context.rangeEnd ? undefined : takePrimed(context.url, 'media');
      if (!primed) return request();
      void (async () => {
        const got = await primed;
        if (this.#ended) return;
        if (got) this.#deliver(got, context, callbacks);
        else request();
      })();
    }

    #deliver(
      answer: SegmentAnswer,
      context: FragmentLoaderContext,
      callbacks: LoaderCallbacks<FragmentLoaderContext>,
    ): void {
      if (this.#ended) return;
      this.#abandon = null;
      Object.assign(this.stats, answer.stats);
      callbacks.onSuccess(answer.response, this.stats, context, null);
    }

    #request({ frag, part }: FragmentLoaderContext, start: () => void): SegmentRequest {
      const { stats } = this;
      const segment = part ?? frag;
      return {
        // The level of another audio track or of subtitles is their own.
        rendition: isMain(frag) ? gate.renditionOf(frag.level) : null,
        startSeconds: segment.start,
        durationSeconds: segment.duration,
        get loadedBytes() {
          return stats.loaded;
        },
        get totalBytes() {
          return stats.total;
        },
        get firstByteMs() {
          return stats.loading.first ? stats.loading.first - stats.loading.start : null;
        },
        start,
      };
    }

    #end(): void {
      this.#ended = true;
      this.#abandon = null;
      this.#settle();
    }

    #settle(): void {
      const scheduled = this.#scheduled;
      this.#scheduled = null;
      scheduled?.scheduler.settle(scheduled.request);
    }

    #settling(callbacks: LoaderCallbacks<FragmentLoaderContext>): LoaderCallbacks<FragmentLoaderContext> {
      return {
        ...callbacks,
        onSuccess: (...args) => {
          this.#settle();
          callbacks.onSuccess(...args);
        },
        onError: (...args) => {
          this.#settle();
          callbacks.onError(...args);
        },
        onTimeout: (...args) => {
          this.#settle();
          callbacks.onTimeout(...args);
        },
      };
    }
  }
  /**
   * An initialization segment goes first: without its few bytes nothing can be shown. In hls.js 1.7.4 one that ends after
   * its level was left, aborted or not, takes the segment with it that is loaded by then, and nothing is loaded any more.
   */
  function guardInit(
    { frag }: FragmentLoaderContext,
    { onSuccess, onError, onTimeout }: LoaderCallbacks<FragmentLoaderContext>,
  ): LoaderCallbacks<FragmentLoaderContext> {
    return {
      onError,
      onTimeout,
      onSuccess: (...args) => (isMain(frag) && gate.isOutdated(frag.level)) || onSuccess(...args),
    };
  }

  return SegmentLoader as unknown as FragmentLoaderConstructor;
}
