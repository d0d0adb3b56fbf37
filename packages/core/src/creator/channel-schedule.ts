import { T333Error } from '../errors.ts';
import { rejectionOf } from '../resilience/abortable.ts';
import { Store, type ReadableStore } from '../state/store.ts';
import { asError } from './as-error.ts';
import type { ScheduleApi, ScheduleReadApi } from './creator-api.ts';
import { checkDraft, type ScheduleDraft, type ScheduleItem } from './schedule-item.ts';

export interface ChannelScheduleOptions {
  /** One of `getSchedule()` alone is for viewers. */
  api: ScheduleReadApi & Partial<ScheduleApi>;
}

export interface ChannelScheduleState {
  readonly status: 'loading' | 'ready' | 'error';
  /** Why they could not be loaded. */
  readonly error: T333Error | null;
  /** A list that does not change. */
  readonly items: readonly ScheduleItem[];
  /** Something is being added, changed or removed. */
  readonly isSaving: boolean;
}

const NO_ITEMS: readonly ScheduleItem[] = /* @__PURE__ */ Object.freeze([]);

/** What a channel is to stream, and changing it. Nothing is changed here before the server has. */
export class ChannelSchedule {
  readonly #api: ChannelScheduleOptions['api'];
  readonly #store = new Store<ChannelScheduleState>({
    status: 'loading',
    error: null,
    items: NO_ITEMS,
    isSaving: false,
  });
  readonly #life = new AbortController();

  constructor({ api }: ChannelScheduleOptions) {
    this.#api = api;
    void this.load();
  }

  get state(): ReadableStore<ChannelScheduleState> {
    return this.#store;
  }

  /** Asks the server. It never rejects: see `state.error`. */
  async load(): Promise<void> {
    const { signal } = this.#life;
    if (signal.aborted) throw rejectionOf(signal);
    if (this.#store.getSnapshot().status === 'error') this.#store.update({ status: 'loading', error: null });
    try {
      const items = await this.#api.getSchedule(signal);
      if (!signal.aborted) this.#store.update({ status: 'ready', error: null, items: Object.freeze([...items]) });
    } catch (cause) {
      if (!signal.aborted) this.#store.update({ status: 'error', error: asError(cause) });
    }
  }

  /**
   * Adds one.
   *
   * @throws T333Error `invalid-argument` for what no server takes, or while something is saved; `unsupported` where this is for viewers;
   *   `destroyed`; what the server rejects with
   */
  async add(draft: ScheduleDraft): Promise<ScheduleItem> {
    checkDraft(draft);
    return this.#save(
      ({ addItem }, signal) => may(addItem)(draft, signal),
      (items, added) => [...items, added],
    );
  }

  /**
   * Changes one.
   *
   * @throws T333Error as `add()`
   */
  async change(id: string, draft: ScheduleDraft): Promise<ScheduleItem> {
    checkDraft(draft);
    return this.#save(
      ({ changeItem }, signal) => may(changeItem)(id, draft, signal),
      (items, changed) => items.map((item) => (item.id === id ? changed : item)),
    );
  }

  /**
   * Removes one, with all its weeks.
   *
   * @throws T333Error as `add()`
   */
  async remove(id: string): Promise<void> {
    await this.#save(
      ({ removeItem }, signal) => may(removeItem)(id, signal),
      (items) => items.filter((item) => item.id !== id),
    );
  }

  /** Ends all requests. */
  destroy(): void {
    this.#life.abort(new T333Error('destroyed', 'This schedule was destroyed.'));
  }

  async #save<Value>(
    call: (api: ChannelScheduleOptions['api'], signal: AbortSignal) => Promise<Value>,
    change: (items: readonly ScheduleItem[], value: Value) => ScheduleItem[],
  ): Promise<Value> {
    const { signal } = this.#life;
    if (signal.aborted) throw rejectionOf(signal);
    if (this.#store.getSnapshot().isSaving) throw new T333Error('invalid-argument', 'Something is being saved.');
    this.#store.update({ isSaving: true });
    try {
      const value = await call(this.#api, signal);
      if (signal.aborted) throw rejectionOf(signal);
      this.#store.update({ items: Object.freeze(change(this.#store.getSnapshot().items, value)) });
      return value;
    } catch (cause) {
      throw signal.aborted ? rejectionOf(signal) : asError(cause);
    } finally {
      this.#store.update({ isSaving: false });
    }
  }
}

function may<Call>(call: Call | undefined): Call {
  if (!call) throw new T333Error('unsupported', 'This schedule is only to be read.');
  return call;
}
