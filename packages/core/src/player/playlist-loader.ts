import type {
  HlsConfig,
  Loader,
  LoaderContext,
  LoaderOnSuccess,
  LoaderResponse,
  LoaderStats,
  PlaylistLoaderConstructor,
  PlaylistLoaderContext,
} from 'hls.js';
import { takePrimed } from './prime/primed.ts';

/** What a request brought, with its true times: hls.js judges the network by them. */
export interface PlaylistAnswer {
  readonly response: LoaderResponse;
  readonly stats: LoaderStats;
}

/** What stands between hls.js and the network for playlists. */
export interface PlaylistGate {
  /** An answer that is here already, so that no request is needed. */
  take(url: string): PlaylistAnswer | undefined;
  /** Sees each new answer first. @param details what the network says of it @returns false to keep it from hls.js */
  admit(context: PlaylistLoaderContext, answer: PlaylistAnswer, details: unknown): boolean;
}

/** hls.js's own loader behind a gate. */
export function createPlaylistLoader(
  Base: new (config: HlsConfig) => Loader<LoaderContext>,
  gate: PlaylistGate,
): PlaylistLoaderConstructor {
  class PlaylistLoader extends Base {
    #ended = false;

    override load(...[context, config, callbacks]: Parameters<Loader<PlaylistLoaderContext>['load']>): void {
      const answer = gate.take(context.url);
      if (answer) {
        this.context = context;
        this.stats = answer.stats;
        queueMicrotask(() => this.#ended || callbacks.onSuccess(answer.response, answer.stats, context, null));
        return;
      }
      const { onSuccess } = callbacks;
      const admit: LoaderOnSuccess<PlaylistLoaderContext> = (response, stats, _context, details) => {
        if (gate.admit(context, { response, stats }, details)) onSuccess(response, stats, context, details);
      };
      const request = (): void =>
        super.load(context, config, {
          ...(callbacks as Parameters<Loader<LoaderContext>['load']>[2]),
          onSuccess: admit as LoaderOnSuccess<LoaderContext>,
        });
      const primed = takePrimed(context.url, 'playlist');
      if (!primed) return request();
      this.context = context;
      void (async () => {
        const got = await primed;
        if (this.#ended) return;
        if (!got) return request();
        this.stats = got.stats;
        admit(got.response, got.stats, context, got.details);
      })();
    }

    override abort(): void {
      this.#ended = true;
      super.abort();
    }

    override destroy(): void {
      this.#ended = true;
      super.destroy();
    }
  }
  return PlaylistLoader as unknown as PlaylistLoaderConstructor;
}
