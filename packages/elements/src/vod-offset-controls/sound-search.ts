import { T333Error } from '@t333/core/errors';
import type { Offset } from '@t333/core/sync';

export interface FindOffsetsOptions {
  readonly signal: AbortSignal;
  /** @param fraction 0 to 1 */
  readonly onProgress: (fraction: number) => void;
}

export type FoundOffset =
  { readonly id: string; readonly offset: Offset } | { readonly id: string; readonly notFound: string };

/**
 * Finds where videos belong on the timeline. One is compared with the others, so listen to all members of the group; only
 * answers about `ids` are taken, and the one that the others are compared with is best none of them.
 *
 * @param ids of the group's members whose offsets are asked for
 * @returns what was found; an offset that is the member's already, and not from its sound, counts as no answer
 */
export type FindOffsets = (ids: readonly string[], options: FindOffsetsOptions) => Promise<readonly FoundOffset[]>;

export interface SearchFailure {
  /** For developers. */
  readonly message: string;
  /** What it needs could not be loaded. */
  readonly isUnreachable: boolean;
}

function failureOf(error: unknown): SearchFailure {
  if (!(error instanceof Error)) return { message: String(error), isUnreachable: false };
  // Where a script could not be fetched, browsers have a TypeError, and no other name for it.
  const isUnreachable = error instanceof TypeError || (error instanceof T333Error && error.retryable);
  return { message: error.message, isUnreachable };
}

/** One search, and what has come of it. */
export class SoundSearch {
  /** 0 to 1; null while nothing is being searched. */
  progress: number | null = null;
  /** By id of the member. */
  results: ReadonlyMap<string, FoundOffset> = new Map();
  /** Of how many the offsets could be found, the last time. */
  count = 0;
  /** Why the last search failed. */
  failure: SearchFailure | null = null;
  readonly #onChange: () => void;
  #life: AbortController | null = null;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /**
   * @param isKept whether this is the offset that a member has anyway
   * @returns what was found; null where the search failed, or ended before it was over
   */
  async start(
    find: FindOffsets,
    ids: readonly string[],
    isKept: (id: string, offset: Offset) => boolean,
  ): Promise<readonly FoundOffset[] | null> {
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
      if (signal.aborted) return null;
      const answers = all.filter(
        (one) => ids.includes(one.id) && (!('offset' in one) || Number.isFinite(one.offset.seconds)),
      );
      const found = answers.filter(
        (one) => !('offset' in one) || one.offset.source === 'sound' || !isKept(one.id, one.offset),
      );
      this.count = ids.length - (answers.length - found.length) || ids.length;
      this.results = new Map(found.map((one) => [one.id, one]));
      return found;
    } catch (error) {
      if (!signal.aborted) this.failure = failureOf(error);
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
