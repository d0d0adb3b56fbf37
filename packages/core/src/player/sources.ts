import { T333Error } from '../errors.ts';
import type { Clock } from '../time/clock.ts';
import type { LiveWishes } from './live-control.ts';
import { loadHls } from './load-hls.ts';
import type { StreamPlayer } from './player.ts';

/** What a player may use to appear on the page. A factory takes what it needs. */
export interface SourceContext {
  /** The element to play in, made when first asked for. */
  video(): HTMLVideoElement;
  /** The place for players that bring their own element, such as embeds. */
  container?: HTMLElement;
  clock: Clock;
  /** Read when a live stream begins. */
  wishes?: LiveWishes;
}

/** One kind of source, and how it is played. */
export interface SourceType {
  /** `hls`, `file`, `twitch`. */
  readonly id: string;
  matches(source: string): boolean;
  /** Makes a player; its `load()` is the caller's. @param source what it will be asked to play first */
  create(context: SourceContext, source?: string): Promise<StreamPlayer>;
}

/** Maps what a user typed to a player. The type that was registered last is asked first. */
export class SourceRegistry {
  #types: readonly SourceType[] = [];

  constructor(types: Iterable<SourceType> = []) {
    for (const type of types) this.register(type);
  }

  /** Adds a type, or replaces the one with its id. */
  register(type: SourceType): void {
    this.#types = [type, ...this.#types.filter(({ id }) => id !== type.id)];
  }

  /** The id of a source's type, or null: a player can go on with another source of the same type. */
  typeOf(source: string): string | null {
    return this.#find(source)?.id ?? null;
  }

  /** @throws T333Error `unknown-source`, or `network` when the player's code cannot be fetched */
  async create(source: string, context: SourceContext): Promise<StreamPlayer> {
    const type = this.#find(source);
    if (!type) throw new T333Error('unknown-source', `Nothing can play ${JSON.stringify(source)}.`);
    try {
      return await type.create(context, source);
    } catch (cause) {
      if (cause instanceof T333Error) throw cause;
      throw new T333Error('network', `The ${type.id} player could not be loaded.`, { cause, retryable: true });
    }
  }

  #find(source: string): SourceType | undefined {
    return this.#types.find((type) => type.matches(source));
  }
}

const MEDIA_FILE = /\.(?:mp4|m4v|m4a|webm|mov|og[agv]|opus|mp3|aac|wav|flac)$/i;

/** What plays an address, where it is one that may be fetched: nothing that runs, nothing of this device. */
function typeOf(source: string): 'hls' | 'file' | null {
  try {
    const { protocol, pathname } = new URL(source, globalThis.document?.baseURI ?? 'http://localhost');
    if (!/^(?:https?|blob):$/.test(protocol) || !source.trim()) return null;
    return protocol === 'blob:' || MEDIA_FILE.test(pathname) ? 'file' : 'hls';
  } catch {
    return null;
  }
}

/** Players come with the first source that needs them: a page of elements without one carries none. */
async function playNatively({ video, clock }: SourceContext): Promise<StreamPlayer> {
  const { MediaPlayer } = await import('./media-player.ts');
  return new MediaPlayer({ media: video(), clock });
}

/** What a playlist has in which `needsFullBuild()` may find a reason; that itself is too large for a page's first load. */
const FULL_BUILD_HINT = /MEDIA:|KEYFORMAT|DEFINE|interst/;

/** HLS of any address that is no media file: many a playlist has no telling name. */
export const hlsSource: SourceType = {
  id: 'hls',
  matches: (source) => typeOf(source) === 'hls',
  async create(context, source) {
    // Wherever there is MSE, also where the browser says it plays HLS: only so are there levels, latency and DVR.
    if (!('MediaSource' in globalThis || 'ManagedMediaSource' in globalThis)) return playNatively(context);
    // Both on their way at once; a failure here is met again, and told, by `load()`. Where a playlist that is primed may need the full build,
    // the player looks more closely.
    if (!FULL_BUILD_HINT.test(globalThis.t333Prime?.peek(source!) as string)) loadHls('light').catch(() => {});
    const { HlsPlayer } = await import('./hls-player.ts');
    return new HlsPlayer({ ...context, media: context.video() });
  },
};

/** Media that the browser plays by itself: MP4, WebM, sound files, blobs. */
export const fileSource: SourceType = {
  id: 'file',
  matches: (source) => typeOf(source) === 'file',
  create: playNatively,
};

/** What t333 plays out of the box. Packages add theirs to it. */
export const defaultSources: SourceRegistry = /* @__PURE__ */ new SourceRegistry([hlsSource, fileSource]);
