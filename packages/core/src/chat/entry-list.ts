import { isSameLog, orderedTime, placeOf, type ChatOrder } from './chat-order.ts';
import type { ChatEntry, ChatFeed, ChatFeedChange, ChatFeedRun } from './feed.ts';
import { LineRing } from './line-ring.ts';
import type { ChatPosition } from './message.ts';

interface Line extends ChatOrder {
  slot: number;
  entry: ChatEntry;
  timeMs: number;
}

/** Where an entry goes, where that is not by its `atMs` alone. */
export interface EntryPlace {
  readonly position?: ChatPosition | undefined;
  /** Default: the entry's `atMs`. Infinite: after all that is said, until it is moved. */
  readonly timeMs?: number | undefined;
}

/** Service and channel: services have no space in their names. */
export const logOf = ({ service, channel }: { service: string; channel: string }): string => `${service} ${channel}`;

/** The lines of a chat in order, the last ones of them; it remembers what has changed until `commit()`. */
export class EntryList implements ChatFeed {
  readonly capacity: number;
  readonly #ring: LineRing<Line>;
  readonly #lines = new Map<string, Line>();
  /** The furthest position of each log, and the time that it goes by: what follows it needs no search. */
  readonly #newest = new Map<string, ChatOrder>();
  readonly #listeners = new Set<(change: ChatFeedChange) => void>();
  readonly #onEvict: (entry: ChatEntry) => void;
  #fresh = new Set<Line>();
  #changed = new Set<string>();
  #removed: string[] = [];
  #evicted = 0;
  #isReset = false;

  constructor(capacity: number, onEvict: (entry: ChatEntry) => void) {
    this.capacity = capacity;
    this.#onEvict = onEvict;
    this.#ring = new LineRing(capacity + 1);
  }

  get size(): number {
    return this.#ring.size;
  }

  at(index: number): ChatEntry | undefined {
    return this.#ring.at(index)?.entry;
  }

  get(key: string): ChatEntry | undefined {
    return this.#lines.get(key)?.entry;
  }

  indexOf(key: string): number {
    const line = this.#lines.get(key);
    return line ? this.#ring.indexOf(line) : -1;
  }

  /** By what time an entry is ordered, which may not be its own. */
  timeOf(key: string): number | undefined {
    return this.#lines.get(key)?.timeMs;
  }

  subscribe(listener: (change: ChatFeedChange) => void, { signal }: { signal?: AbortSignal } = {}): () => void {
    if (signal?.aborted) return () => {};
    const entry = (change: ChatFeedChange): void => listener(change);
    const leave = (): void => {
      this.#listeners.delete(entry);
      signal?.removeEventListener('abort', leave);
    };
    this.#listeners.add(entry);
    signal?.addEventListener('abort', leave);
    return leave;
  }

  /** @returns false where it is older than all in a full list, and was left out */
  add(entry: ChatEntry, { position, timeMs = entry.atMs }: EntryPlace = {}): boolean {
    const line: Line = { slot: 0, entry, log: logOf(entry), position, timeMs: timeMs || 0 };
    const index = this.#place(line);
    if (index === 0 && this.size >= this.capacity) return false;
    this.#ring.insert(index, line);
    this.#lines.set(entry.key, line);
    this.#fresh.add(line);
    if (this.size > this.capacity) {
      const oldest = this.#ring.at(0)!;
      this.#forget(oldest);
      if (!this.#fresh.delete(oldest)) this.#evicted++;
      this.#onEvict(oldest.entry);
    }
    return true;
  }

  /** Puts another object in the place of one with the same key. */
  change(entry: ChatEntry): void {
    const line = this.#lines.get(entry.key);
    if (!line) return;
    line.entry = entry;
    if (!this.#fresh.has(line)) this.#changed.add(entry.key);
  }

  /** Changes what `revise` has another object for, in one channel or everywhere. */
  changeAll(log: string | undefined, revise: (entry: ChatEntry) => ChatEntry): void {
    for (let index = 0; index < this.size; index++) {
      const line = this.#ring.at(index)!;
      if (log !== undefined && line.log !== log) continue;
      const revised = revise(line.entry);
      if (revised !== line.entry) this.change(revised);
    }
  }

  /** The last one of a channel that is as wanted. */
  findLast(log: string, isWanted: (entry: ChatEntry) => boolean): ChatEntry | undefined {
    for (let index = this.size - 1; index >= 0; index--) {
      const line = this.#ring.at(index)!;
      if (line.log === log && isWanted(line.entry)) return line.entry;
    }
    return undefined;
  }

  /** The first position that a line of a channel has. */
  firstPosition(log: string): ChatPosition | undefined {
    for (let index = 0; index < this.size; index++) {
      const line = this.#ring.at(index)!;
      if (line.log === log && line.position) return line.position;
    }
    return undefined;
  }

  /** Changes an entry that stands elsewhere from now on. */
  move(entry: ChatEntry, place: EntryPlace): void {
    const index = this.indexOf(entry.key);
    if (index < 0) return;
    const line = this.#lines.get(entry.key)!;
    const wasFresh = this.#fresh.has(line);
    this.remove(entry.key);
    this.add(entry, place);
    if (wasFresh || this.indexOf(entry.key) !== index) return;
    // It stands where it stood: no more than a change.
    this.#fresh.delete(this.#lines.get(entry.key)!);
    this.#removed.pop();
    this.#changed.add(entry.key);
  }

  remove(key: string): void {
    const line = this.#lines.get(key);
    if (!line) return;
    this.#forget(line);
    if (!this.#fresh.delete(line)) this.#removed.push(key);
  }

  /** Takes out what `isGone` of a channel, whose positions begin anew. */
  removeAll(log: string, isGone: (entry: ChatEntry) => boolean = () => true): void {
    this.#newest.delete(log);
    for (const line of this.#lines.values()) {
      if (line.log === log && isGone(line.entry)) this.remove(line.entry.key);
    }
  }

  /** Everything goes; whoever listens reads the list again. */
  clear(): void {
    for (const { entry } of this.#lines.values()) this.remove(entry.key);
    this.#newest.clear();
    this.#isReset = true;
  }

  /** Tells what has changed since it did last, if anything has. */
  commit(): void {
    if (!this.#isReset && this.#fresh.size + this.#changed.size + this.#removed.length + this.#evicted === 0) return;
    const change = this.#sum();
    this.#fresh = new Set();
    this.#changed = new Set();
    this.#removed = [];
    this.#evicted = 0;
    this.#isReset = false;
    const listeners = [...this.#listeners];
    for (const listener of listeners) {
      try {
        listener(change);
      } catch (error) {
        // One listener's fault must not silence the others, and must reach the console.
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }

  #sum(): ChatFeedChange {
    let appended = 0;
    while (appended < this.#fresh.size && this.#fresh.has(this.#ring.at(this.size - 1 - appended)!)) appended++;
    const inserted: { index: number; count: number }[] = [];
    if (appended < this.#fresh.size) {
      const end = this.size - appended;
      const indices = Array.from(this.#fresh, (line) => this.#ring.indexOf(line));
      for (const index of indices.toSorted((a, b) => a - b)) {
        if (index >= end) break;
        const run = inserted.at(-1);
        if (run && run.index + run.count === index) run.count++;
        else inserted.push({ index, count: 1 });
      }
    }
    return Object.freeze({
      appended,
      evicted: this.#evicted,
      inserted: Object.freeze<ChatFeedRun[]>(inserted),
      removed: Object.freeze(this.#removed),
      changed: Object.freeze([...this.#changed]),
      reset: this.#isReset,
    });
  }

  /** Gives the line its time, and says where it goes. */
  #place(line: Line): number {
    const { log, position } = line;
    const newest = this.#newest.get(log);
    const isKnownLog = newest !== undefined && isSameLog(newest, line);
    const isNext = !position || !newest || (isKnownLog && newest.position!.seq <= position.seq);
    if (isKnownLog && isNext) line.timeMs = orderedTime(line.timeMs, newest.timeMs);
    const { index, timeMs } = placeOf(line, this.size, (at) => this.#ring.at(at)!, isNext);
    line.timeMs = timeMs;
    if (position && (isNext || !isKnownLog)) this.#newest.set(log, line);
    return index;
  }

  #forget(line: Line): void {
    this.#ring.remove(line);
    this.#lines.delete(line.entry.key);
    this.#changed.delete(line.entry.key);
  }
}
