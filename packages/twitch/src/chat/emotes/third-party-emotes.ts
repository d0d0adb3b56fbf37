import type { ChatFragment, EmoteFragment } from '@t333/core/chat';
import { T333Error } from '@t333/core/errors';
import { TypedEventTarget } from '@t333/core/state';
import { systemClock, type Clock } from '@t333/core/time';
import type { EmoteSource } from './emote-source.ts';
import { bttvEmotes, ffzEmotes, sevenTvEmotes, type EmoteProvider, type ProvidedEmote } from './providers.ts';

const TTL_MS = 3_600_000;
/** A provider that failed is left alone for so long; twice as long with each failure, up to `TTL_MS`. */
const FAILURE_TTL_MS = 60_000;
const TIMEOUT_MS = 10_000;
/** Of one provider for one channel; the most that 7TV sells are 1000. */
const MAX_EMOTES = 5000;

/** A part of core's `Cache`: `MemoryCache` is one, and so is anything around a Keyv-shaped store. */
export interface EmoteCache {
  get(key: string): unknown;
  set(key: string, value: readonly ProvidedEmote[], ttlMs: number): unknown;
}

export interface ThirdPartyEmotesOptions {
  /** Whose emotes are known; the first one wins where two have the same word. Default: 7TV, BetterTTV, FrankerFaceZ. */
  providers?: readonly EmoteProvider[];
  /** Keeps lists beyond the life of this object, or between several. Default: none. */
  cache?: EmoteCache;
  /** Default: the global one. */
  fetch?: typeof globalThis.fetch;
  clock?: Clock;
}

/** New emotes are known. What was said before stays as it is. */
export class EmotesChangeEvent extends Event {
  /** Twitch's id of the channel; null where they are everybody's. */
  readonly roomId: string | null;

  constructor(roomId: string | null) {
    super('change');
    this.roomId = roomId;
  }
}

/** A provider did not give its emotes. Chat goes on without. */
export class EmotesErrorEvent extends Event {
  readonly error: T333Error;
  readonly provider: string;

  constructor(error: T333Error, provider: string) {
    super('error');
    this.error = error;
    this.provider = provider;
  }
}

export interface ThirdPartyEmotesEvents {
  change: EmotesChangeEvent;
  error: EmotesErrorEvent;
}

/** What one provider has for one channel, or for everybody. */
interface Shelf {
  emotes: ReadonlyMap<string, EmoteFragment> | null;
  /** Until when it is not asked again, on the clock's `now()`; Infinity while it is asked. */
  endMs: number;
  failures: number;
}

/** Emotes of BetterTTV, FrankerFaceZ and 7TV, for everybody and for each channel. Pass it to `TwitchChat` as `emotes`. */
export class ThirdPartyEmotes extends TypedEventTarget<ThirdPartyEmotesEvents> implements EmoteSource {
  readonly #providers: readonly EmoteProvider[];
  readonly #cache: EmoteCache | undefined;
  readonly #fetch: typeof globalThis.fetch | undefined;
  readonly #clock: Clock;
  /** By Twitch's id of the channel, those of everybody by an empty one: one shelf of each provider, in their order. */
  readonly #shelves = new Map<string, readonly Shelf[]>();
  readonly #life = new AbortController();

  constructor({
    providers = [sevenTvEmotes, bttvEmotes, ffzEmotes],
    cache,
    fetch,
    clock = systemClock,
  }: ThirdPartyEmotesOptions = {}) {
    super();
    this.#providers = providers;
    this.#cache = cache;
    this.#fetch = fetch;
    this.#clock = clock;
  }

  /** Fetches the emotes of a channel and those of everybody, unless they are here and fresh. It does not throw. */
  load(roomId: string): void {
    for (const id of /^\d+$/.test(roomId) ? ['', roomId] : ['']) {
      if (!this.#shelves.has(id))
        this.#shelves.set(
          id,
          this.#providers.map(() => ({ emotes: null, endMs: 0, failures: 0 })),
        );
      this.#refresh(id);
    }
  }

  /** What can be written in a channel, for pickers. */
  list(roomId: string): readonly EmoteFragment[] {
    const all = new Map<string, EmoteFragment>();
    for (const emotes of this.#listsOf(roomId)) {
      for (const [code, emote] of emotes) if (!all.has(code)) all.set(code, emote);
    }
    return [...all.values()];
  }

  decorate(fragments: readonly ChatFragment[], roomId: string): readonly ChatFragment[] {
    // Who is read goes on being fresh: no timer has to see to it.
    this.#refresh('');
    this.#refresh(roomId);
    const lists = this.#listsOf(roomId);
    if (lists.length === 0) return fragments;
    const decorated: ChatFragment[] = [];
    let found = false;
    for (const fragment of fragments) {
      if (fragment.type !== 'text') decorated.push(fragment);
      else if (cut(fragment.text, lists, decorated)) found = true;
    }
    return found ? Object.freeze(decorated) : fragments;
  }

  /** Ends what is being fetched. */
  destroy(): void {
    this.#life.abort();
    this.#shelves.clear();
  }

  #listsOf(roomId: string): ReadonlyMap<string, EmoteFragment>[] {
    const ids = roomId ? [roomId, ''] : [''];
    return ids.flatMap((id) => this.#shelves.get(id) ?? []).flatMap(({ emotes }) => (emotes?.size ? [emotes] : []));
  }

  #refresh(id: string): void {
    const now = this.#clock.now();
    this.#shelves.get(id)?.forEach((shelf, index) => {
      if (shelf.endMs <= now && !this.#life.signal.aborted) this.#fill(shelf, this.#providers[index]!, id);
    });
  }

  async #fill(shelf: Shelf, provider: EmoteProvider, roomId: string): Promise<void> {
    shelf.endMs = Infinity;
    try {
      const emotes = await this.#get(provider, roomId);
      if (this.#life.signal.aborted) return;
      shelf.emotes = new Map(emotes.map((emote) => [emote.code, toFragment(emote, provider)]));
      shelf.failures = 0;
      // Not before the cache forgets it, or that would give it again.
      shelf.endMs = this.#clock.now() + TTL_MS;
      this.dispatchEvent(new EmotesChangeEvent(roomId || null));
    } catch (error) {
      if (this.#life.signal.aborted) return;
      shelf.endMs = this.#clock.now() + Math.min(TTL_MS, FAILURE_TTL_MS * 2 ** shelf.failures++);
      const reported =
        error instanceof T333Error
          ? error
          : new T333Error('network', `${provider.name} does not answer.`, { cause: error, retryable: true });
      this.dispatchEvent(new EmotesErrorEvent(reported, provider.name));
    }
  }

  async #get(provider: EmoteProvider, roomId: string): Promise<readonly ProvidedEmote[]> {
    const key = `emotes ${provider.name} ${roomId}`;
    // A cache that fails is one that has nothing.
    const kept = await attempt(() => this.#cache?.get(key));
    if (Array.isArray(kept)) return kept as readonly ProvidedEmote[];
    const emotes = (await this.#fetchList(provider, roomId ? provider.channelUrl(roomId) : provider.globalUrl)).slice(
      0,
      MAX_EMOTES,
    );
    await attempt(() => this.#cache?.set(key, emotes, TTL_MS));
    return emotes;
  }

  async #fetchList(provider: EmoteProvider, url: string): Promise<readonly ProvidedEmote[]> {
    const controller = new AbortController();
    const abort = (): void => controller.abort();
    const cancel = this.#clock.after(TIMEOUT_MS, abort);
    this.#life.signal.addEventListener('abort', abort);
    try {
      const response = await (this.#fetch ?? globalThis.fetch)(url, { signal: controller.signal });
      // The channel has none of this kind.
      if (response.status === 404) return [];
      if (!response.ok)
        throw new T333Error('http', `${provider.name} answers ${response.status}.`, { retryable: true });
      return provider.read(await response.json());
    } finally {
      cancel();
      this.#life.signal.removeEventListener('abort', abort);
    }
  }
}

async function attempt(call: () => unknown): Promise<unknown> {
  try {
    return await call();
  } catch {
    return undefined;
  }
}

const toFragment = ({ id, code, zeroWidth }: ProvidedEmote, { name, scales, imageUrl }: EmoteProvider): EmoteFragment =>
  Object.freeze({
    type: 'emote',
    text: code,
    id,
    provider: name,
    images: Object.freeze(scales.map((scale) => Object.freeze({ url: imageUrl(id, scale), scale }))),
    zeroWidth,
  });

/** Whole words only. @returns whether there was one */
function cut(text: string, lists: readonly ReadonlyMap<string, EmoteFragment>[], into: ChatFragment[]): boolean {
  let from = 0;
  let found = false;
  const push = (end: number): void => {
    if (end > from) into.push(Object.freeze({ type: 'text', text: text.slice(from, end) }));
  };
  for (const match of text.matchAll(/\S+/g)) {
    const [word] = match;
    const emote = lists.find((one) => one.has(word))?.get(word);
    if (!emote) continue;
    push(match.index);
    into.push(emote);
    found = true;
    from = match.index + word.length;
  }
  push(text.length);
  return found;
}
