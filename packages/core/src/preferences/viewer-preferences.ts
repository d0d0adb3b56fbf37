import type { ReadableStore } from '../state/store.ts';
import { StoredTexts } from '../state/stored-texts.ts';
import { formatPreferences, NO_PREFERENCES, parsePreferences, type Preferences } from './preference-record.ts';

export interface ViewerPreferencesOptions {
  /** Where they are stored. Default: `localStorage`; in memory where that refuses. */
  texts?: StoredTexts;
  /** Under which key. Default `t333:preferences`. */
  key?: string;
}

/** What a viewer has chosen, stored and shared by all players and tabs of a site. It listens only while somebody listens to it. */
export class ViewerPreferences {
  /** What was chosen; it may have been in another tab. */
  readonly state: ReadableStore<Preferences> = {
    getSnapshot: () => this.#read(),
    subscribe: (listener, { signal } = {}) => this.#subscribe(listener, signal),
  };
  readonly #texts: StoredTexts;
  readonly #key: string;
  #text: string | null = null;
  #known: Preferences = NO_PREFERENCES;

  constructor({ texts = new StoredTexts(), key = 't333:preferences' }: ViewerPreferencesOptions = {}) {
    this.#texts = texts;
    this.#key = key;
  }

  /** Changes some of them; null forgets. */
  set(patch: Partial<Preferences>): void {
    const text = formatPreferences({ ...this.#read(), ...patch });
    if (text !== this.#text) this.#texts.write(this.#key, text);
  }

  #read(): Preferences {
    const text = this.#texts.read(this.#key);
    if (text !== this.#text) {
      this.#text = text;
      this.#known = parsePreferences(text);
    }
    return this.#known;
  }

  #subscribe(listener: () => void, signal?: AbortSignal): () => void {
    const life = new AbortController();
    const leave = (): void => life.abort();
    if (signal?.aborted) return leave;
    signal?.addEventListener('abort', leave, { signal: life.signal });
    let before = this.#read();
    const look = (): void => {
      const now = this.#read();
      if (now === before) return;
      before = now;
      listener();
    };
    this.#texts.watch(this.#key, look, life.signal);
    return leave;
  }
}

/** What all players of a page share. */
export const pagePreferences: ViewerPreferences = /* @__PURE__ */ new ViewerPreferences();
