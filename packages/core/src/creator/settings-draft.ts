import { T333Error } from '../errors.ts';
import { rejectionOf } from '../resilience/abortable.ts';
import { Store, type ReadableStore } from '../state/store.ts';
import { asError } from './as-error.ts';
import { SettingsRefusal, type SettingsAnswer, type SettingsApi } from './settings-api.ts';
import { settingsFaults, type SettingsFault } from './settings-faults.ts';
import {
  isSameSetting,
  SETTINGS_FIELDS,
  type CreatorSettings,
  type SettingsField,
  type SomeSettings,
  type StreamCategory,
} from './settings.ts';

export interface SettingsDraftState {
  readonly status: 'loading' | 'ready' | 'error';
  /** Why they could not be loaded. */
  readonly error: T333Error | null;
  /** As the server has them. */
  readonly saved: SomeSettings;
  /** As somebody wants them. */
  readonly draft: SomeSettings;
  /** Fields in which they differ, in the order in which they are shown. */
  readonly changed: readonly SettingsField[];
  /** What is wrong with the draft, and what of it the server has refused: until it is changed. */
  readonly faults: ReadonlyMap<SettingsField, SettingsFault>;
  /** Fields of a stream are left out: there is none. */
  readonly lacksStream: boolean;
  readonly categories: readonly StreamCategory[];
  readonly categoriesStatus: 'loading' | 'ready' | 'error';
  readonly isSaving: boolean;
  /** Why the last save did not work, where it was not for a field; until the next one. */
  readonly saveError: T333Error | null;
  /** The last save can be undone: what was before it. */
  readonly canUndo: boolean;
}

const NONE: SettingsDraftState = {
  status: 'loading',
  error: null,
  saved: Object.freeze({}),
  draft: Object.freeze({}),
  changed: Object.freeze([]),
  faults: new Map(),
  lacksStream: false,
  categories: Object.freeze([]),
  categoriesStatus: 'loading',
  isSaving: false,
  saveError: null,
  canUndo: false,
};

/**
 * Settings while somebody changes them: what the server has, what is wanted instead, what is wrong with that. Nothing counts as saved before
 * the server has said so, and what is written meanwhile stays.
 */
export class SettingsDraft {
  readonly #api: SettingsApi;
  readonly #store = new Store<SettingsDraftState>(NONE);
  readonly #life = new AbortController();
  /** What the server has refused, and the value that it was. */
  readonly #refused = new Map<SettingsField, { value: unknown; reason: string }>();
  /** Of the fields of the last save. */
  #before: SomeSettings | null = null;

  constructor({ api }: { api: SettingsApi }) {
    this.#api = api;
    void this.load();
    void this.loadCategories();
  }

  get state(): ReadableStore<SettingsDraftState> {
    return this.#store;
  }

  /** Asks how they are. What was changed and is not saved stays. It never rejects: see `state.error`. */
  async load(): Promise<void> {
    this.#check();
    const { signal } = this.#life;
    const { status } = this.#store.getSnapshot();
    if (status === 'error') this.#store.update({ status: 'loading', error: null });
    try {
      const answer = await this.#api.load(signal);
      if (signal.aborted) return;
      this.#take(answer);
      this.#store.update({ status: 'ready', error: null });
    } catch (cause) {
      if (signal.aborted) return;
      // What is there is still there.
      if (this.#store.getSnapshot().status !== 'ready') this.#store.update({ status: 'error', error: asError(cause) });
    }
  }

  /** Asks which categories there are. It never rejects: see `state.categoriesStatus`. */
  async loadCategories(): Promise<void> {
    this.#check();
    const { signal } = this.#life;
    this.#store.update({ categoriesStatus: 'loading' });
    try {
      const categories = await this.#api.categories(signal);
      if (signal.aborted) return;
      this.#store.update({ categories: Object.freeze([...categories]), categoriesStatus: 'ready' });
      this.#judge();
    } catch {
      if (!signal.aborted) this.#store.update({ categoriesStatus: 'error' });
    }
  }

  /** Changes a field of the draft. A field that is not there is left alone. */
  set<Field extends SettingsField>(field: Field, value: CreatorSettings[Field]): void {
    this.#check();
    const { draft } = this.#store.getSnapshot();
    if (!(field in draft) || isSameSetting(draft[field], value)) return;
    this.#store.update({ draft: Object.freeze({ ...draft, [field]: value }) });
    this.#judge();
  }

  /** Drops what is not saved: of one field, or of all. */
  revert(field?: SettingsField): void {
    this.#check();
    const { draft, saved } = this.#store.getSnapshot();
    const patch = field ? { [field]: saved[field] } : saved;
    this.#store.update({ draft: Object.freeze({ ...draft, ...patch }), saveError: null });
    this.#judge();
  }

  /**
   * Saves what is changed. Does nothing while something is wrong, nothing is changed, or it is under way.
   *
   * @returns whether it was saved; else `state.faults` or `state.saveError` say why not. It rejects only once it was destroyed
   */
  async save(): Promise<boolean> {
    this.#check();
    const { changed, faults, draft, saved, isSaving } = this.#store.getSnapshot();
    if (isSaving || changed.length === 0 || changed.some((field) => faults.has(field))) return false;
    return this.#send(pick(draft, changed), pick(saved, changed));
  }

  /** Saves what was before the last save. What was changed since then and is not saved stays. @returns as `save()` does */
  async undo(): Promise<boolean> {
    this.#check();
    const before = this.#before;
    const { isSaving, draft, saved } = this.#store.getSnapshot();
    if (!before || isSaving) return false;
    const fields = Object.keys(before) as SettingsField[];
    // What shows the value that is undone goes back with it.
    const unchanged = fields.filter((field) => isSameSetting(draft[field], saved[field]));
    const isDone = await this.#send(before, null);
    if (isDone)
      this.#store.update({ draft: Object.freeze({ ...this.#store.getSnapshot().draft, ...pick(before, unchanged) }) });
    this.#judge();
    return isDone;
  }

  /** Ends all requests. */
  destroy(): void {
    this.#life.abort(new T333Error('destroyed', 'These settings were destroyed.'));
  }

  async #send(changes: SomeSettings, before: SomeSettings | null): Promise<boolean> {
    const { signal } = this.#life;
    this.#store.update({ isSaving: true, saveError: null });
    try {
      const answer = await this.#api.save(changes, signal);
      if (signal.aborted) throw rejectionOf(signal);
      this.#before = before;
      this.#take(answer, changes);
      this.#store.update({ isSaving: false, canUndo: before !== null });
      return true;
    } catch (cause) {
      if (signal.aborted) throw rejectionOf(signal);
      this.#fail(changes, cause);
      return false;
    }
  }

  #fail(changes: SomeSettings, cause: unknown): void {
    const isRefusal = cause instanceof SettingsRefusal;
    if (isRefusal) {
      for (const [field, reason] of cause.reasons) this.#refused.set(field, { value: changes[field], reason });
      const saved = Object.freeze({ ...this.#store.getSnapshot().saved, ...cause.taken });
      this.#store.update({ saved });
    }
    // Half of it may have failed for no field's sake.
    const error = !isRefusal ? asError(cause) : cause.reasons.size > 0 ? null : asError(cause.cause ?? cause);
    this.#store.update({ isSaving: false, saveError: error });
    this.#judge();
  }

  /**
   * Takes in how the server has it. Fields that somebody has changed stay as they are wanted.
   *
   * @param sent what was asked for: where nobody has written on, the server's way to write it counts
   */
  #take({ settings, lacksStream = false }: SettingsAnswer, sent: SomeSettings = {}): void {
    const { draft, saved } = this.#store.getSnapshot();
    const next: Record<string, unknown> = {};
    for (const field of SETTINGS_FIELDS) {
      if (!(field in settings)) continue;
      const isWanted = field in draft && !isSameSetting(draft[field], saved[field]);
      const isSent = field in sent && isSameSetting(draft[field], sent[field]);
      next[field] = isWanted && !isSent ? draft[field] : settings[field];
    }
    this.#store.update({
      saved: Object.freeze({ ...settings }),
      draft: Object.freeze(next as SomeSettings),
      lacksStream,
    });
    this.#judge();
  }

  #judge(): void {
    const { draft, saved, categories, categoriesStatus } = this.#store.getSnapshot();
    const ids = categoriesStatus === 'ready' ? new Set(categories.map(({ id }) => id)) : null;
    const faults = new Map(settingsFaults(draft, ids));
    for (const [field, { value, reason }] of this.#refused) {
      if (!isSameSetting(draft[field], value)) this.#refused.delete(field);
      else if (!faults.has(field)) faults.set(field, { code: 'refused', reason });
    }
    const changed = SETTINGS_FIELDS.filter((field) => field in draft && !isSameSetting(draft[field], saved[field]));
    this.#store.update({ faults, changed: Object.freeze(changed) });
  }

  #check(): void {
    if (this.#life.signal.aborted) throw rejectionOf(this.#life.signal);
  }
}

const pick = (from: SomeSettings, fields: readonly SettingsField[]): SomeSettings =>
  Object.freeze(Object.fromEntries(fields.map((field) => [field, from[field]])));
