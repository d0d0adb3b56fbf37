import type { Offset } from '@t333/core/sync';

export interface FindOffsetsOptions {
  readonly signal: AbortSignal;
  /** @param fraction 0 to 1 */
  readonly onProgress: (fraction: number) => void;
}

export type FoundOffset =
  { readonly id: string; readonly offset: Offset } | { readonly id: string; readonly notFound: string };

/**
 * Finds where videos belong on the timeline.
 *
 * @param ids of the group's members whose offsets are asked for
 */
export type FindOffsets = (ids: readonly string[], options: FindOffsetsOptions) => Promise<readonly FoundOffset[]>;

/** One search, and what has come of it. */
export class SoundSearch {
  /** 0 to 1; null while nothing is being searched. */
  progress: number | null = null;
  /** By id of the member. */
  results: ReadonlyMap<string, FoundOffset> = new Map();
  /** Why the last search failed. */
  failure: string | null = null;
  readonly #onChange: () => void;
  #life: AbortController | null = null;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** @returns what was found; null where the search failed, or ended before it was over */
  async start(find: FindOffsets, ids: readonly string[]): Promise<readonly FoundOffset[] | null> {
    this.cancel();
    const life = new AbortController();
    const { signal } = life;
    this.#life = life;
    this.progress = 0;
    this.results = new Map();
    this.failure = null;
    this.#onChange();
    try {
      const onProgress = (fraction: number): void => {
        if (signal.aborted) return;
        this.progress = Math.min(1, Math.max(0, fraction || 0));
        this.#onChange();
      };
      const all = await find(ids, { signal, onProgress });
      const found = all.filter((one) => !('offset' in one) || Number.isFinite(one.offset.seconds));
      if (signal.aborted) return null;
      this.results = new Map(found.map((one) => [one.id, one]));
      return found;
    } catch (error) {
      if (!signal.aborted) this.failure = error instanceof Error ? error.message : String(error);
      return null;
    } finally {
      if (this.#life === life) this.#end();
    }
  }

  cancel(): void {
    this.#life?.abort();
    if (this.#life) this.#end();
  }

  #end(): void {
    this.#life = null;
    this.progress = null;
    this.#onChange();
  }
}
