import { backOffDelayMs } from '../resilience/back-off.ts';
import type { Clock } from '../time/clock.ts';

/** What became of reports: they are there, may be tried again, are not wanted, or nobody wants any more of them. */
export type Delivery = 'delivered' | 'again' | 'refused' | 'gone';

export interface ReportQueueOptions<Report> {
  /** @param isLeaving the page goes: nothing can be waited for */
  deliver(reports: readonly Report[], isLeaving: boolean): Promise<Delivery>;
  clock: Clock;
  random: () => number;
  onChange(): void;
}

/** A wall of nine says a hundred things while it starts; so they go together, in milliseconds. */
const GATHER_MS = 5000;
/** In one request: some 20 kB, of the 64 kB that a page may send while it goes (Fetch, keepalive). */
const BATCH = 60;
/** Kept while nobody answers; then the oldest are dropped. */
const MAX_QUEUED = 600;
/** Waits after failures, in milliseconds. */
const BASE_MS = 5000;
const CAP_MS = 120_000;

interface Queued<Report> {
  readonly report: Report;
  /** Its place among all. */
  readonly order: number;
}

/** Gathers reports, and brings them to their target, in order, as long as that takes. */
export class ReportQueue<Report> {
  readonly #options: ReportQueueOptions<Report>;
  #queued: Queued<Report>[] = [];
  #count = 0;
  #dropped = 0;
  #delivered = 0;
  #failures = 0;
  #isSending = false;
  #isClosed = false;
  #cancel: (() => void) | null = null;

  constructor(options: ReportQueueOptions<Report>) {
    this.#options = options;
  }

  get counts(): { readonly queued: number; readonly delivered: number; readonly dropped: number } {
    return { queued: this.#queued.length, delivered: this.#delivered, dropped: this.#dropped };
  }

  add(report: Report): void {
    if (this.#isClosed) return;
    this.#queued.push({ report, order: this.#count++ });
    this.#limit();
    this.#plan();
    this.#options.onChange();
  }

  /** Sends what is there now, a batch after the other. */
  async flush(): Promise<void> {
    this.#stopWaiting();
    if (this.#isSending || this.#queued.length === 0) return;
    this.#isSending = true;
    await this.#send(false);
    this.#isSending = false;
    if (this.#failures === 0 && this.#queued.length > 0) return this.flush();
    this.#plan();
  }

  /** Sends all that is there, at once: the page goes, or may. */
  flushNow(): void {
    this.#stopWaiting();
    while (this.#queued.length > 0) void this.#send(true).then(() => this.#plan());
  }

  /** Forgets everything, and takes no more. */
  close(): void {
    this.#isClosed = true;
    this.#queued = [];
    this.#stopWaiting();
    this.#options.onChange();
  }

  async #send(isLeaving: boolean): Promise<void> {
    const batch = this.#queued.splice(0, BATCH);
    const delivery = await this.#deliver(
      batch.map(({ report }) => report),
      isLeaving,
    );
    if (delivery === 'delivered') this.#delivered += batch.length;
    this.#failures = delivery === 'again' ? this.#failures + 1 : 0;
    if (delivery === 'refused') this.#dropped += batch.length;
    if (delivery === 'gone') return this.close();
    if (delivery === 'again' && !this.#isClosed) {
      // Another batch, sent at the same time, may be back already.
      this.#queued = [...batch, ...this.#queued].toSorted((a, b) => a.order - b.order);
      this.#limit();
    }
    this.#options.onChange();
  }

  async #deliver(batch: readonly Report[], isLeaving: boolean): Promise<Delivery> {
    try {
      return await this.#options.deliver(batch, isLeaving);
    } catch {
      return 'again';
    }
  }

  #limit(): void {
    const tooMany = Math.max(0, this.#queued.length - MAX_QUEUED);
    this.#queued.splice(0, tooMany);
    this.#dropped += tooMany;
  }

  #plan(): void {
    if (this.#isClosed || this.#isSending || this.#queued.length === 0) return;
    const { clock, random } = this.#options;
    if (this.#failures === 0 && this.#queued.length >= BATCH) return void this.flush();
    if (this.#cancel) return;
    const delayMs = this.#failures
      ? backOffDelayMs({ attempt: this.#failures, baseMs: BASE_MS, capMs: CAP_MS, random })
      : GATHER_MS;
    this.#cancel = clock.after(delayMs, () => {
      this.#cancel = null;
      void this.flush();
    });
  }

  #stopWaiting(): void {
    this.#cancel?.();
    this.#cancel = null;
  }
}
