import { readSets, type EmoteSets, type PickerSection } from './emote-sets.ts';

/** The sets of a page, also where they have to be fetched before. */
export class EmoteSource {
  readonly #onChange: () => void;
  #sets: EmoteSets | null = null;
  #sections: readonly PickerSection[] = [];
  /** `new`: nobody has asked for them yet. */
  #status: 'new' | 'loading' | 'ready' | 'failed' = 'loading';

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  get sections(): readonly PickerSection[] {
    return this.#sections;
  }

  get status(): 'new' | 'loading' | 'ready' | 'failed' {
    return this.#status;
  }

  follow(sets: EmoteSets | null): void {
    if (sets === this.#sets) return;
    this.#sets = sets;
    const isThere = typeof sets !== 'function';
    this.#status = sets === null ? 'loading' : isThere ? 'ready' : 'new';
    this.#sections = isThere ? readSets(sets) : [];
  }

  /** Fetches them, where that is still to be done, or has failed. */
  load(): void {
    const sets = this.#sets;
    if (typeof sets !== 'function' || this.#status === 'loading' || this.#status === 'ready') return;
    const settle = (status: 'ready' | 'failed', sections: PickerSection[]): void => {
      // Others were set meanwhile.
      if (sets !== this.#sets) return;
      this.#status = status;
      this.#sections = sections;
      this.#onChange();
    };
    this.#status = 'loading';
    this.#onChange();
    // Also where it throws at once.
    new Promise<unknown>((resolve) => resolve(sets())).then(
      (fetched) => settle('ready', readSets(fetched)),
      () => settle('failed', []),
    );
  }
}
