import { Bundle, Mixes } from './telling.ts';
import { LEAST_WINDOW_MS, windowMs } from './window.ts';

/** Whoever is told, by a socket. */
export interface Listener {
  tell: (frames: readonly Buffer[]) => void;
}

/** A room that gathers what it tells. */
export interface Teller {
  readonly listenerCount: number;
  /** What each is to be told of it now; it gathers anew. */
  take: () => Iterable<[Listener, Bundle]>;
}

export interface FanOutOptions {
  nowMs?: () => number;
  /** The processor time that was spent so far: what others on the machine do is no load of ours. */
  cpuMs?: () => number;
}

function cpuOfThread(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** How much the load of one tick counts. */
const SMOOTHING = 0.1;

/**
 * Tells all rooms of this instance: each at the end of its window, each socket at most once then. Windows are multiples of each other and end together, so
 * whoever hears of nine rooms is written to once.
 */
export class FanOut {
  readonly #due = new Map<Teller, number>();
  readonly #nowMs: () => number;
  readonly #cpuMs: () => number;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #timerAtMs = Infinity;
  #load = 0;
  #lastTickMs = 0;

  constructor({ nowMs = () => performance.now(), cpuMs = cpuOfThread }: FanOutOptions = {}) {
    this.#nowMs = nowMs;
    this.#cpuMs = cpuMs;
  }

  /** A room has something to tell. */
  want(room: Teller): void {
    if (this.#due.has(room)) return;
    const nowMs = this.#nowMs();
    const window = windowMs(room.listenerCount, this.#load);
    const atMs = (Math.floor(nowMs / window) + 1) * window;
    this.#due.set(room, atMs);
    if (atMs >= this.#timerAtMs) return;
    if (this.#timer) clearTimeout(this.#timer);
    this.#wake(atMs, nowMs);
  }

  /** Tells a room now, for once. */
  flush(room: Teller): void {
    if (this.#due.delete(room)) tellAll([room]);
  }

  close(): void {
    if (this.#timer) clearTimeout(this.#timer);
    tellAll([...this.#due.keys()]);
    this.#due.clear();
  }

  #wake(atMs: number, nowMs: number): void {
    this.#timerAtMs = atMs;
    this.#timer = setTimeout(() => this.#tick(), Math.max(0, atMs - nowMs));
  }

  #tick(): void {
    const beganMs = this.#nowMs();
    const beganCpuMs = this.#cpuMs();
    const rooms: Teller[] = [];
    let nextMs = Infinity;
    for (const [room, atMs] of this.#due)
      // A timer may be early by less than a millisecond.
      if (atMs <= beganMs + 1) rooms.push(room);
      else nextMs = Math.min(nextMs, atMs);
    for (const room of rooms) this.#due.delete(room);
    this.#timer = null;
    this.#timerAtMs = Infinity;
    tellAll(rooms);
    const endedMs = this.#nowMs();
    const share = (this.#cpuMs() - beganCpuMs) / Math.max(LEAST_WINDOW_MS, endedMs - this.#lastTickMs);
    this.#load += (Math.min(1, share) - this.#load) * SMOOTHING;
    this.#lastTickMs = endedMs;
    if (nextMs !== Infinity && nextMs < this.#timerAtMs) this.#wake(nextMs, endedMs);
  }
}

function tellAll(rooms: readonly Teller[]): void {
  if (rooms.length === 1) {
    for (const [listener, bundle] of rooms[0]!.take()) listener.tell(bundle.frames);
    return;
  }
  const bundles = new Map<Listener, Bundle[]>();
  for (const room of rooms)
    for (const [listener, bundle] of room.take()) {
      const all = bundles.get(listener);
      if (all) all.push(bundle);
      else bundles.set(listener, [bundle]);
    }
  const mixes = new Mixes();
  for (const [listener, all] of bundles) listener.tell(mixes.framesOf(all));
}
