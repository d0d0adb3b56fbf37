import { T333Error } from '../../errors.ts';
import { trustedScriptUrl } from '../../trusted-script-url.ts';
import type { Correlation, LagRange } from './correlate.ts';
import type { Pcm } from './pcm.ts';
import type { SoundMatcher } from './sound-matcher.ts';

/** What the worker is asked: the arguments of a method. */
export type MatcherRequest = { readonly call: number } & (
  | { readonly method: 'add'; readonly args: Parameters<SoundMatcher['add']> }
  | { readonly method: 'match'; readonly args: Parameters<SoundMatcher['match']> }
);

export type MatcherAnswer = { readonly call: number } & (
  | { readonly result: boolean | Correlation | null; readonly error?: undefined }
  /** What went wrong, for developers. */
  | { readonly error: string; readonly result?: undefined }
);

/** An address that a `Worker` takes. */
function workerUrl(url: string): string {
  if (new URL(url, document.baseURI).origin !== globalThis.origin) {
    throw new T333Error('invalid-argument', 'A worker must come from the origin of its page.');
  }
  return trustedScriptUrl(url);
}

/** Lets a worker do it. */
export class WorkerMatcher implements SoundMatcher {
  readonly #worker: Worker;
  readonly #calls = new Map<number, { done: (result: never) => void; fail: (error: T333Error) => void }>();
  #failure: T333Error | null = null;
  #count = 0;

  /** @param url of `align-worker`, from the page's own origin */
  constructor(url: string) {
    this.#worker = new Worker(workerUrl(url), { type: 'module', name: 't333 align' });
    this.#worker.addEventListener('message', ({ data: { call, result, error } }: MessageEvent<MatcherAnswer>) => {
      const { done, fail } = this.#calls.get(call) ?? {};
      if (error === undefined) done?.(result as never);
      else fail?.(new T333Error('media-decode', 'The sound could not be compared.', { cause: error }));
      this.#calls.delete(call);
    });
    this.#worker.addEventListener('error', ({ message }) => {
      this.#fail(new T333Error('network', `The worker ${url} could not be run.`, { cause: message, retryable: true }));
    });
    this.#worker.addEventListener('messageerror', () => {
      this.#fail(new T333Error('media-decode', 'The worker gave an answer that cannot be read.'));
    });
  }

  add(...args: [id: string, sound: Pcm]): Promise<boolean> {
    return this.#call({ method: 'add', args, call: this.#count++ }, [args[1].samples.buffer]);
  }

  match(...args: [a: string, b: string, range: LagRange]): Promise<Correlation | null> {
    return this.#call({ method: 'match', args, call: this.#count++ });
  }

  close(): void {
    this.#worker.terminate();
    this.#calls.clear();
  }

  #fail(error: T333Error): void {
    this.#failure = error;
    for (const { fail } of this.#calls.values()) fail(error);
    this.#calls.clear();
  }

  #call<Result>(request: MatcherRequest, transfer: Transferable[] = []): Promise<Result> {
    return new Promise((done, fail) => {
      if (this.#failure) return fail(this.#failure);
      this.#calls.set(request.call, { done, fail });
      this.#worker.postMessage(request, transfer);
    });
  }
}
