import type { SegmentRequest, SegmentScheduler } from '../player/segment-scheduler.ts';
import type { Clock } from '../time/clock.ts';
import { HANGING_AFTER_MS } from './rescue.ts';
import { nextRequests, type OrderedRequest } from './segment-order.ts';
import { estimateBandwidth, LONG_WINDOW_MS, type Transfer } from './throughput.ts';

/** Whose requests these are. */
export interface Customer {
  readonly focused: boolean;
  readonly bufferSeconds: number;
  /** Whether a sharper picture is on its way to it, in place of what is buffered. */
  readonly lifting: boolean;
  segmentSeconds: number;
  /** Takes note of what has come for it. @param complete whether that is a whole segment */
  received(bytes: number, complete: boolean): void;
}

/** A request, and how far it is. */
export class DeskRequest<Owner extends Customer = Customer> implements OrderedRequest, Transfer {
  readonly owner: Owner;
  readonly segment: SegmentRequest;
  startedAtMs = 0;
  endedAtMs: number | null = null;
  /** Its player was told to ask for something else: once is enough. */
  givenUp = false;
  #seenBytes = 0;
  #progressAtMs = 0;

  constructor(owner: Owner, segment: SegmentRequest) {
    this.owner = owner;
    this.segment = segment;
  }

  get focused(): boolean {
    return this.owner.focused;
  }

  get bufferSeconds(): number {
    return this.owner.bufferSeconds;
  }

  get lift(): boolean {
    return this.owner.focused && this.owner.lifting;
  }

  get bytes(): number {
    return this.segment.loadedBytes;
  }

  get firstByteMs(): number | null {
    return this.segment.firstByteMs;
  }

  start(nowMs: number): void {
    this.startedAtMs = this.#progressAtMs = nowMs;
    this.segment.start();
  }

  /** For how long nothing of it has come, milliseconds. */
  silentMs(nowMs: number): number {
    if (this.bytes !== this.#seenBytes) {
      this.#seenBytes = this.bytes;
      this.#progressAtMs = nowMs;
    }
    return nowMs - this.#progressAtMs;
  }
}

/** Where the segment requests of all players come together: it lets them go in their order, and measures the link by them. */
export class SegmentDesk<Owner extends Customer> {
  readonly #clock: Clock;
  readonly #waiting = new Map<SegmentRequest, DeskRequest<Owner>>();
  readonly #inFlight = new Map<SegmentRequest, DeskRequest<Owner>>();
  #done: Transfer[] = [];
  #bandwidthBps: number | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Bits a second, over all players; null while unknown. */
  get bandwidthBps(): number | null {
    return this.#bandwidthBps;
  }

  get inFlight(): Iterable<DeskRequest<Owner>> {
    return this.#inFlight.values();
  }

  /** The scheduler to give to a player. */
  counterFor(owner: Owner): SegmentScheduler {
    const bandwidth = (): number | null => this.#bandwidthBps;
    return {
      enqueue: (segment) => {
        if (segment.rendition !== null) owner.segmentSeconds = segment.durationSeconds;
        this.#waiting.set(segment, new DeskRequest(owner, segment));
        this.admit();
      },
      settle: (segment) => this.#settle(segment),
      get bandwidthBps() {
        return bandwidth();
      },
    };
  }

  /** Measures again. */
  measure(): void {
    const nowMs = this.#clock.now();
    this.#done = this.#done.filter(({ endedAtMs }) => nowMs - endedAtMs! < LONG_WINDOW_MS);
    this.#bandwidthBps = estimateBandwidth([...this.#done, ...this.#inFlight.values()], nowMs) ?? this.#bandwidthBps;
  }

  /** Lets go what may go now. */
  admit(): void {
    const nowMs = this.#clock.now();
    const moving = [...this.#inFlight.values()].filter((request) => request.silentMs(nowMs) < HANGING_AFTER_MS);
    for (const request of nextRequests([...this.#waiting.values()], moving)) this.#start(request, nowMs);
  }

  /** Lets go whatever waits for this one, which leaves. */
  release(owner: Owner): void {
    for (const request of this.#waiting.values()) {
      if (request.owner === owner) this.#start(request, this.#clock.now());
    }
  }

  #start(request: DeskRequest<Owner>, nowMs: number): void {
    this.#waiting.delete(request.segment);
    this.#inFlight.set(request.segment, request);
    request.start(nowMs);
  }

  #settle(segment: SegmentRequest): void {
    this.#waiting.delete(segment);
    const request = this.#inFlight.get(segment);
    if (request) {
      this.#inFlight.delete(segment);
      const { startedAtMs, firstByteMs, bytes } = request;
      request.owner.received(bytes, bytes > 0 && bytes === segment.totalBytes);
      if (firstByteMs !== null) this.#done.push({ startedAtMs, firstByteMs, endedAtMs: this.#clock.now(), bytes });
    }
    this.admit();
  }
}
