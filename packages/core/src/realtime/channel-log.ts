import type { RtEvent, RtPosition, RtReplay } from '../protocol/index.ts';

/** So many events may wait for those before them. */
export const MAX_AHEAD = 200;

/** Events that are missing, from the first to the last. */
export interface MissingRange {
  readonly from: number;
  readonly to: number;
}

/** What comes out, in order. */
export type LogOutput =
  | { readonly kind: 'event'; readonly event: RtEvent; readonly epoch: string }
  /** What was told before is void. */
  | { readonly kind: 'reset'; readonly epoch: string }
  | ({ readonly kind: 'gap'; readonly epoch: string } & MissingRange);

/** An event, or what the server has shed in its place. */
type Ahead = { readonly to: number; readonly event: RtEvent | null };

/**
 * Puts what several connections tell of one channel into the channel's own order: each event once, none before the one that it follows.
 * It knows no time and no connection.
 */
export class ChannelLog {
  #epoch: string | null;
  #seq: number;
  /** Up to here events need not be contiguous: history holds what a reader wants, not all that there was. */
  #sparseUntil = 0;
  readonly #ahead = new Map<number, Ahead>();

  /** @param since where the caller has left off */
  constructor(since: RtPosition | null = null) {
    this.#epoch = since?.epoch ?? null;
    this.#seq = since?.seq ?? 0;
  }

  /** Of the last event that came out; null where nothing is known yet. */
  get position(): RtPosition | null {
    return this.#epoch === null ? null : { epoch: this.#epoch, seq: this.#seq };
  }

  /** What is missing before the events that wait. */
  get hole(): MissingRange | null {
    if (this.#ahead.size === 0) return null;
    return { from: this.#seq + 1, to: Math.min(...this.#ahead.keys()) - 1 };
  }

  get isFull(): boolean {
    return this.#ahead.size >= MAX_AHEAD;
  }

  /**
   * A server has answered a join, or a poll.
   *
   * @param since the position that it was asked with
   */
  answer({ epoch, lastSeq, recovered, events }: RtReplay, since: RtPosition | null, more = false): LogOutput[] {
    // A log that ends before where we were is another one, whatever it says.
    const isSame = epoch === this.#epoch && !(since?.epoch === epoch && lastSeq < since.seq);
    // While the answer was on its way, another connection may have told what it does not follow on: that still counts.
    const hasMoved = since === null || since.epoch !== epoch || since.seq !== this.#seq;
    if (isSame && ((recovered && since?.epoch === epoch) || hasMoved)) return this.take(epoch, events);
    const output: LogOutput[] = this.#epoch === null ? [] : [{ kind: 'reset', epoch }];
    this.#epoch = epoch;
    this.#seq = 0;
    this.#sparseUntil = lastSeq;
    this.#ahead.clear();
    output.push(...this.take(epoch, events.toSorted(bySeq)));
    if (!more) this.#seq = Math.max(this.#seq, lastSeq);
    return output;
  }

  /** Events have come. @param epoch of the connection's join: those of another log are left out */
  take(epoch: string | null, events: readonly RtEvent[]): LogOutput[] {
    const output: LogOutput[] = [];
    if (epoch === null || epoch !== this.#epoch) return output;
    for (const event of events) {
      const seq = seqOf(event);
      if (seq === 0) output.push({ kind: 'event', event, epoch });
      else this.#put(seq, { to: seq, event }, output);
    }
    return output;
  }

  /** The server has left events out. */
  shed(epoch: string | null, { from, to }: MissingRange): LogOutput[] {
    const output: LogOutput[] = [];
    if (epoch !== null && epoch === this.#epoch && to >= from) this.#put(from, { to, event: null }, output);
    return output;
  }

  /** Nobody has what is missing: it goes on behind it. */
  skip(): LogOutput[] {
    const { hole } = this;
    const output: LogOutput[] = [];
    if (hole) this.#put(hole.from, { to: hole.to, event: null }, output);
    return output;
  }

  #put(from: number, ahead: Ahead, output: LogOutput[]): void {
    if (ahead.to <= this.#seq) return;
    const isNext = from <= this.#seq + 1 || from <= this.#sparseUntil;
    if (!isNext && this.#sparseUntil > this.#seq) {
      // History ends here, whether or not its last events were of those that it holds.
      this.#seq = this.#sparseUntil;
      return this.#put(from, ahead, output);
    }
    if (!isNext) {
      // What finds no room is told again with the hole.
      if (!this.isFull && !this.#ahead.has(from)) this.#ahead.set(from, ahead);
      return;
    }
    this.#out(from, ahead, output);
    for (let next; (next = this.#ahead.get(this.#seq + 1));) {
      this.#ahead.delete(this.#seq + 1);
      this.#out(this.#seq + 1, next, output);
    }
    // A range that was shed may have covered some.
    if (!ahead.event) for (const seq of this.#ahead.keys()) if (seq <= this.#seq) this.#ahead.delete(seq);
  }

  #out(from: number, { to, event }: Ahead, output: LogOutput[]): void {
    const epoch = this.#epoch!;
    output.push(
      event ? { kind: 'event', event, epoch } : { kind: 'gap', epoch, from: Math.max(from, this.#seq + 1), to },
    );
    this.#seq = to;
  }
}

const seqOf = (event: RtEvent): number => ('seq' in event && event.seq) || 0;
const bySeq = (a: RtEvent, b: RtEvent): number => seqOf(a) - seqOf(b);
