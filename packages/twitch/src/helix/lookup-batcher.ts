import { T333Error } from '@t333/core/errors';
import { onAbort, rejectionOf } from '@t333/core/resilience';
import type { Clock } from '@t333/core/time';
import { TwitchHttpError } from './http-error.ts';
import { queryText, type QueryEntries } from './query.ts';

/** Twitch's limit for repeated ids and logins in one request. */
export const MAX_BATCH = 100;
/** How long a look-up may wait for company, in milliseconds. */
export const MAX_BATCH_WAIT_MS = 40;

/** Paths that leave out what does not exist, and the parameters whose values their items carry under the same name. */
const LOOKUPS: Record<string, readonly string[]> = {
  '/users': ['id', 'login'],
  '/streams': ['user_id', 'user_login'],
  '/channels': ['broadcaster_id'],
  '/games': ['id'],
  '/chat/color': ['user_id'],
};

/** Whether this asks for one thing by an id that Twitch cannot find fault with: one bad id would spoil a whole batch. */
export function isLookup(path: string, entries: QueryEntries): boolean {
  const [entry] = entries;
  return !!entry && entries.length === 1 && !!LOOKUPS[path]?.includes(entry[0]) && /^[a-z\d_]{1,25}$/i.test(entry[1]);
}

export interface Lookup {
  /** What may share a request: the same for the same token, path and parameter. */
  key: string;
  path: string;
  name: string;
  /** In lower case: logins know no other. */
  value: string;
  /** Sends one request for all that are in `query()` when it leaves. */
  send: (query: () => string, signal: AbortSignal) => Promise<unknown>;
  signal: AbortSignal;
}

interface Waiter {
  resolve(response: unknown): void;
  reject(error: unknown): void;
}

interface Batch {
  readonly first: Lookup;
  readonly waiting: Map<string, Waiter>;
  /** Aborts when nobody waits any more. */
  readonly controller: AbortController;
  isSent: boolean;
}

/** Look-ups of one kind: the batch that others may still join, and the pause after the last that was sent. */
interface Gathering {
  batch: Batch | null;
  cancelPause: (() => void) | null;
}

/**
 * Makes one request of look-ups that are asked for at about the same time. The first is sent with the task that asked for it; those that follow
 * within 40 ms are sent together after them. While a batch waits in the queue, others still join it.
 */
export class LookupBatcher {
  readonly #clock: Clock;
  readonly #gatherings = new Map<string, Gathering>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @returns the response that the look-up would have got alone */
  load(lookup: Lookup): Promise<unknown> {
    const { key, value, signal } = lookup;
    return new Promise((resolve, reject) => {
      const gathering = this.#gatherings.get(key) ?? { batch: null, cancelPause: null };
      this.#gatherings.set(key, gathering);
      const batch = gathering.batch ?? this.#open(gathering, lookup);
      batch.waiting.set(value, { resolve, reject });
      onAbort(signal, () => {
        if (!batch.waiting.delete(value)) return;
        reject(rejectionOf(signal));
        if (batch.waiting.size > 0) return;
        this.#close(gathering, batch);
        batch.controller.abort(signal.reason);
      });
      if (batch.waiting.size === MAX_BATCH) {
        gathering.batch = null;
        this.#send(gathering, batch);
      }
    });
  }

  destroy(): void {
    for (const { cancelPause } of this.#gatherings.values()) cancelPause?.();
    this.#gatherings.clear();
  }

  #open(gathering: Gathering, first: Lookup): Batch {
    const batch = { first, waiting: new Map(), controller: new AbortController(), isSent: false };
    gathering.batch = batch;
    if (!gathering.cancelPause) queueMicrotask(() => this.#send(gathering, batch));
    return batch;
  }

  #send(gathering: Gathering, batch: Batch): void {
    if (batch.isSent || batch.waiting.size === 0) return;
    batch.isSent = true;
    gathering.cancelPause?.();
    gathering.cancelPause = this.#clock.after(MAX_BATCH_WAIT_MS, () => {
      gathering.cancelPause = null;
      if (gathering.batch) this.#send(gathering, gathering.batch);
      else this.#gatherings.delete(batch.first.key);
    });
    void request(batch, () => {
      this.#close(gathering, batch);
      return [...batch.waiting.keys()];
    });
  }

  /** From here on nobody joins. */
  #close(gathering: Gathering, batch: Batch): void {
    if (gathering.batch !== batch) return;
    gathering.batch = null;
    // Its pause was over while it waited in the queue.
    if (!gathering.cancelPause) this.#gatherings.delete(batch.first.key);
  }
}

/** Asks for some of a batch, and gives each who waits what is theirs. Never rejects. */
async function request(batch: Batch, pick: () => readonly string[]): Promise<void> {
  const { path, name, send } = batch.first;
  let values: readonly string[] | undefined;
  const query = (): string => {
    values ??= pick();
    // Without it, Twitch answers 20 of 100 streams.
    const page = path === '/streams' && values.length > 1 ? [['first', String(MAX_BATCH)] as const] : [];
    return queryText([...page, ...values.map((value) => [name, value] as const)]);
  };
  try {
    const response = await send(query, batch.controller.signal);
    const found = itemsBy(name, response);
    for (const value of values ?? [])
      settle(batch, value, (waiter) => waiter.resolve({ data: found.get(value) ?? [] }));
  } catch (error) {
    const asked = values ?? pick();
    if (asked.length > 1 && error instanceof TwitchHttpError && (error.status === 400 || error.status === 404)) {
      // One of them is to blame: the others must not suffer, and it must be found in few steps.
      const middle = asked.length >> 1;
      const halves = [asked.slice(0, middle), asked.slice(middle)];
      await Promise.all(halves.map((half) => request(batch, () => half)));
    } else for (const value of asked) settle(batch, value, (waiter) => waiter.reject(error));
  }
}

function settle(batch: Batch, value: string, act: (waiter: Waiter) => void): void {
  const waiter = batch.waiting.get(value);
  if (!waiter) return;
  batch.waiting.delete(value);
  act(waiter);
}

function itemsBy(name: string, response: unknown): Map<string, unknown[]> {
  const { data } = response as { data: unknown };
  if (!Array.isArray(data)) {
    throw new T333Error('invalid-response', 'Twitch answered no list where one was due.', { retryable: true });
  }
  const found = new Map<string, unknown[]>();
  for (const item of data as (Record<string, unknown> | null)[]) {
    const value = String(item?.[name]).toLowerCase();
    found.set(value, [...(found.get(value) ?? []), item]);
  }
  return found;
}
