import { T333Error } from '../errors.ts';
import { rejectionOf } from '../resilience/abortable.ts';
import { browserPage, type PageVisibility } from '../resilience/page-visibility.ts';
import { Store, type ReadableStore } from '../state/store.ts';
import { systemClock, type Clock } from '../time/clock.ts';
import { asError } from './as-error.ts';
import type { StreamKeysApi } from './creator-api.ts';
import { KEY_SLOTS, type KeySlot, type StreamKey } from './stream-key.ts';

/** A key that was revealed is hidden again after so long. */
export const REVEALED_MS = 30_000;

/** For so long a key that was replaced is good: enough to go to another computer and set its encoder. */
export const GRACE_MS = 600_000;

export interface StreamKeysOptions {
  api: StreamKeysApi;
  page?: PageVisibility;
  clock?: Clock;
}

export interface KeyState extends StreamKey {
  /** Whether `text()` has it now. */
  readonly isRevealed: boolean;
  /** It was made since this object was: this is the one chance to write it down, where the server keeps no more than its hash. */
  readonly isNew: boolean;
  /** The server does not tell it, and it was not made here. */
  readonly isLost: boolean;
  readonly request: 'reveal' | 'rotate' | null;
  /** Why the last request failed; until the next one. */
  readonly error: T333Error | null;
}

/** Nothing in it is a key. */
export interface StreamKeysState {
  readonly status: 'loading' | 'ready' | 'error';
  /** Why they could not be loaded. */
  readonly error: T333Error | null;
  readonly keys: Readonly<Record<KeySlot, KeyState>>;
}

const noKey = (which: KeySlot): KeyState =>
  Object.freeze({
    which,
    createdAtMs: null,
    oldUntilMs: null,
    isRevealed: false,
    isNew: false,
    isLost: false,
    request: null,
    error: null,
  });

/**
 * The keys that encoders sign in with: shown when somebody asks, and hidden again 30 s later, or as soon as nobody sees the page. No state and
 * no event has a key; `text()` and `read()` alone do.
 */
export class StreamKeys {
  readonly #api: StreamKeysApi;
  readonly #clock: Clock;
  readonly #store = new Store<StreamKeysState>({
    status: 'loading',
    error: null,
    keys: Object.freeze({ primary: noKey('primary'), backup: noKey('backup') }),
  });
  readonly #life = new AbortController();
  /** Those that were made here: a server with hashes alone never tells them again. */
  readonly #made = new Map<KeySlot, string>();
  readonly #revealed = new Map<KeySlot, string>();
  readonly #cancelHide = new Map<KeySlot, () => void>();
  readonly #cancelGrace = new Map<KeySlot, () => void>();

  constructor({ api, page = browserPage, clock = systemClock }: StreamKeysOptions) {
    this.#api = api;
    this.#clock = clock;
    page.onChange(() => page.isHidden() && this.hide(), this.#life.signal);
    void this.load();
  }

  get state(): ReadableStore<StreamKeysState> {
    return this.#store;
  }

  /** Asks what there is to know of the keys. It never rejects: see `state.error`. */
  async load(): Promise<void> {
    this.#check();
    const { signal } = this.#life;
    if (this.#store.getSnapshot().status === 'error') this.#store.update({ status: 'loading', error: null });
    try {
      const known = await this.#api.getKeys(signal);
      if (signal.aborted) return;
      for (const which of KEY_SLOTS) this.#learn(known.find((key) => key.which === which) ?? noKey(which));
      this.#store.update({ status: 'ready', error: null });
    } catch (cause) {
      if (!signal.aborted) this.#store.update({ status: 'error', error: asError(cause) });
    }
  }

  /** The key, while it is revealed. */
  text(which: KeySlot): string | null {
    return this.#revealed.get(which) ?? null;
  }

  /**
   * Shows a key for 30 s.
   *
   * @returns whether it is shown; a server that has no more than its hash cannot
   * @throws T333Error `destroyed`, what the server rejects with
   */
  async reveal(which: KeySlot): Promise<boolean> {
    const text = await this.read(which);
    if (text === null) return false;
    this.#cancelHide.get(which)?.();
    this.#revealed.set(which, text);
    this.#cancelHide.set(
      which,
      this.#clock.after(REVEALED_MS, () => this.hide(which)),
    );
    this.#change(which, { isRevealed: true });
    return true;
  }

  /** Hides one, or all. */
  hide(which?: KeySlot): void {
    for (const slot of which ? [which] : KEY_SLOTS) {
      this.#cancelHide.get(slot)?.();
      this.#revealed.delete(slot);
      this.#change(slot, { isRevealed: false });
    }
  }

  /**
   * The key, to copy it without showing it.
   *
   * @returns null where the server has no more than its hash
   * @throws T333Error `destroyed`, what the server rejects with
   */
  async read(which: KeySlot): Promise<string | null> {
    this.#check();
    const known = this.#made.get(which) ?? this.#revealed.get(which);
    if (known !== undefined) return known;
    if (!this.#api.readKey) return null;
    return this.#ask(which, 'reveal', async (signal) => {
      const text = await this.#api.readKey!(which, signal);
      this.#change(which, { isLost: text === null });
      return text;
    });
  }

  /**
   * Has another one made. Encoders that use the one before have to be told the new one.
   *
   * @param graceMs how long the one before is good, too: 0 to 3,600,000. 0 cuts off whoever sends with it
   * @throws T333Error `invalid-argument` while that is under way; `destroyed`; what the server rejects with
   */
  async rotate(which: KeySlot, { graceMs = GRACE_MS }: { graceMs?: number } = {}): Promise<void> {
    this.#check();
    const { request, createdAtMs } = this.#store.getSnapshot().keys[which];
    if (request === 'rotate') throw new T333Error('invalid-argument', 'That key is being made.');
    this.hide(which);
    await this.#ask(which, 'rotate', async (signal) => {
      const key = await this.#api.rotateKey(which, graceMs, signal);
      if (signal.aborted) throw rejectionOf(signal);
      const nowMs = this.#clock.wallTime();
      this.#made.set(which, key);
      this.#learn({ which, createdAtMs: nowMs, oldUntilMs: createdAtMs === null ? null : nowMs + graceMs });
      this.#change(which, { isNew: true, isLost: false });
    });
  }

  /** Ends all requests and timers, and forgets the keys. */
  destroy(): void {
    this.hide();
    this.#life.abort(new T333Error('destroyed', 'These keys were destroyed.'));
    this.#made.clear();
    for (const cancel of this.#cancelGrace.values()) cancel();
  }

  #check(): void {
    if (this.#life.signal.aborted) throw rejectionOf(this.#life.signal);
  }

  async #ask<Value>(
    which: KeySlot,
    request: 'reveal' | 'rotate',
    call: (signal: AbortSignal) => Promise<Value>,
  ): Promise<Value> {
    const { signal } = this.#life;
    this.#change(which, { request, error: null });
    try {
      const value = await call(signal);
      if (signal.aborted) throw rejectionOf(signal);
      this.#change(which, { request: null });
      return value;
    } catch (cause) {
      if (signal.aborted) throw rejectionOf(signal);
      const error = asError(cause);
      this.#change(which, { request: null, error });
      throw error;
    }
  }

  /** Takes what is known of a key, and forgets the one before it when that is over. */
  #learn({ which, createdAtMs, oldUntilMs }: StreamKey): void {
    this.#cancelGrace.get(which)?.();
    const leftMs = oldUntilMs === null ? 0 : oldUntilMs - this.#clock.wallTime();
    const isLost = createdAtMs !== null && !this.#api.readKey && !this.#made.has(which);
    this.#change(which, { createdAtMs, oldUntilMs: leftMs > 0 ? oldUntilMs : null, isLost });
    if (!(leftMs > 0)) return;
    this.#cancelGrace.set(
      which,
      this.#clock.after(leftMs, () => this.#change(which, { oldUntilMs: null })),
    );
  }

  #change(which: KeySlot, patch: Partial<KeyState>): void {
    const { keys } = this.#store.getSnapshot();
    const before = keys[which];
    if (Object.entries(patch).every(([name, value]) => Object.is(before[name as keyof KeyState], value))) return;
    this.#store.update({ keys: Object.freeze({ ...keys, [which]: Object.freeze({ ...before, ...patch }) }) });
  }
}
