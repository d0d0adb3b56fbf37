import { abortError, T333Error } from '../../errors.ts';
import { systemClock, type Clock } from '../../time/clock.ts';
import type { AlignMember, FoundOffset } from './found-offset.ts';
import { OffsetSearch } from './offset-search.ts';
import type { SoundMatcher } from './sound-matcher.ts';

export interface FindOffsetsOptions {
  /**
   * The id of the video that keeps its offset, its guess or 0, and that the others are found for: without its sound nothing
   * is found. Without a guess it is as certain as what was found for it. Default: the first.
   */
  reference?: string;
  /** Seconds of sound to listen to at first. Default 60; it widens to three and nine times that where nothing is found. */
  window?: number;
  signal?: AbortSignal;
  /** @param done 0 to 1, never less than before */
  onProgress?: (done: number) => void;
  /** Where `align-worker` is served by the page's own origin. Without it the work is done in slices on the main thread. */
  workerUrl?: string;
  clock?: Clock;
}

const DEFAULT_WINDOW_SECONDS = 60;
/**
 * Finds the offsets of videos from their sound: what several of them heard is where they agree. An answer is given only
 * where it stands out and is confirmed; all answers fit each other.
 *
 * @returns one result for each member, in their order
 * @throws T333Error `invalid-argument`, `aborted`, or `network` when the worker cannot be run
 */
export async function findOffsets(
  members: readonly AlignMember[],
  options: FindOffsetsOptions = {},
): Promise<FoundOffset[]> {
  const { window = DEFAULT_WINDOW_SECONDS, clock = systemClock, workerUrl, onProgress } = options;
  const reference = members.find(({ id }) => id === (options.reference ?? members[0]?.id));
  if (!reference || new Set(members.map(({ id }) => id)).size < members.length) {
    throw new T333Error(
      'invalid-argument',
      'Each member needs an id of its own, and the reference must be one of them.',
    );
  }
  if (members.some(({ guess }) => guess && !Number.isFinite(guess.seconds))) {
    throw new T333Error('invalid-argument', 'A guess is a finite number of seconds.');
  }
  if (!(window > 0)) throw new T333Error('invalid-argument', 'The window must be longer than 0 s.');
  const ended = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, ended.signal]) : ended.signal;
  const cancelled = new Promise<never>((_, fail) => {
    const cancel = (): void => fail(abortError(options.signal?.reason));
    if (options.signal?.aborted) cancel();
    options.signal?.addEventListener('abort', cancel, { signal: ended.signal });
  });
  let matcher: SoundMatcher | undefined;
  const search = async (): Promise<FoundOffset[]> => {
    const make = workerUrl
      ? await import('./worker-matcher.ts').then(
          ({ WorkerMatcher }) =>
            () =>
              new WorkerMatcher(workerUrl),
        )
      : await import('./local-matcher.ts').then(
          ({ LocalMatcher }) =>
            () =>
              new LocalMatcher(clock),
        );
    if (signal.aborted) throw abortError();
    matcher = make();
    const report = (done: number): void => void (signal.aborted || onProgress?.(done));
    return new OffsetSearch(members, reference, matcher, signal, report).run(window);
  };
  try {
    return await Promise.race([cancelled, search()]);
  } finally {
    matcher?.close();
    ended.abort();
  }
}
