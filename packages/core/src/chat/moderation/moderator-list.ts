import { T333Error } from '../../errors.ts';
import { rejectionOf } from '../../resilience/abortable.ts';
import { Store, type ReadableStore } from '../../state/store.ts';
import type { ModeratorsApi } from './moderation-api.ts';
import type { NamedUser } from './records.ts';

export interface ModeratorListState {
  /** `idle`: nobody has asked yet. */
  readonly status: 'idle' | 'loading' | 'ready' | 'error';
  /** Why they could not be loaded. */
  readonly error: T333Error | null;
  readonly moderators: readonly NamedUser[];
}

/** Who moderates a channel, for whose it is. */
export class ModeratorList {
  readonly #api: ModeratorsApi;
  readonly #signal: AbortSignal;
  readonly #store = new Store<ModeratorListState>({ status: 'idle', error: null, moderators: Object.freeze([]) });

  /** @param signal ends it */
  constructor(api: ModeratorsApi, signal: AbortSignal) {
    this.#api = api;
    this.#signal = signal;
  }

  get state(): ReadableStore<ModeratorListState> {
    return this.#store;
  }

  /** It never rejects: see `state.error`. */
  async load(): Promise<void> {
    if (this.#store.getSnapshot().status === 'loading') return;
    this.#store.update({ status: 'loading', error: null });
    try {
      await this.#read();
    } catch (cause) {
      if (!this.#signal.aborted) this.#store.update({ status: 'error', error: errorOf(cause) });
    }
  }

  /**
   * Somebody moderates from now on. Once is as good as twice.
   *
   * @param user an id, or what the service takes for one: a handle
   * @returns what takes it back
   * @throws T333Error `not-found` for nobody, and what the service says
   */
  async add(user: string): Promise<() => Promise<void>> {
    const known = new Set(this.#store.getSnapshot().moderators.map(({ id }) => id));
    await this.#ask(() => this.#api.add(user, { signal: this.#signal }));
    const added = this.#store.getSnapshot().moderators.filter(({ id }) => !known.has(id));
    return async () => {
      for (const { id } of added) await this.#ask(() => this.#api.remove(id, { signal: this.#signal }));
    };
  }

  /** @returns what takes it back @throws T333Error what the service says */
  async remove(userId: string): Promise<() => Promise<void>> {
    await this.#ask(() => this.#api.remove(userId, { signal: this.#signal }));
    return () => this.#ask(() => this.#api.add(userId, { signal: this.#signal }));
  }

  async #ask(act: () => Promise<void>): Promise<void> {
    if (this.#signal.aborted) throw rejectionOf(this.#signal);
    try {
      await act();
      await this.#read();
    } catch (cause) {
      throw errorOf(cause);
    }
  }

  async #read(): Promise<void> {
    const moderators = await this.#api.list({ signal: this.#signal });
    if (this.#signal.aborted) throw rejectionOf(this.#signal);
    this.#store.update({ status: 'ready', error: null, moderators: Object.freeze([...moderators]) });
  }
}

const errorOf = (cause: unknown): T333Error =>
  cause instanceof T333Error
    ? cause
    : new T333Error('network', 'The moderators could not be asked for.', { cause, retryable: true });
