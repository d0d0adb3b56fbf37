import type { ReadableStore } from '../state/store.ts';
import type { TypedEventTarget } from '../state/typed-event-target.ts';

/** One frame of t333-rt/1. It says whatever the other end has sent: look before you believe a field. */
export interface Frame {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** A frame that nobody here has asked for. */
export class FrameEvent extends Event {
  readonly frame: Frame;

  constructor(frame: Frame) {
    super('frame');
    this.frame = frame;
  }
}

export interface TransportEvents {
  frame: FrameEvent;
}

export interface TransportState {
  /** `connecting`: it tries, for the first time or again. `closed`: it will not try any more. */
  readonly status: 'connecting' | 'open' | 'closed';
}

export interface RequestOptions {
  /** Gives up the wait for the answer. */
  signal?: AbortSignal;
}

/**
 * A connection to an authority: the one that answers requests, orders what several people do at once, and whose clock counts
 * (`ping` → `pong {serverAt}`). That is a server, or what the tabs of one browser agree on among themselves.
 *
 * Many users share one transport, each with channels of its own, so none of them destroys it.
 */
export interface RealtimeTransport extends TypedEventTarget<TransportEvents> {
  readonly state: ReadableStore<TransportState>;
  /**
   * Sends a frame without `rid`, which the transport adds where it needs one.
   *
   * @returns what the authority answered: an `ack`, a typed reply, or an `error`
   * @throws T333Error `network` when the connection is not open or breaks meanwhile, `timeout`, `aborted`, `destroyed`;
   *   whether the authority has got the frame is unknown then
   */
  request(frame: Frame, options?: RequestOptions): Promise<Frame>;
  destroy(): void;
}
