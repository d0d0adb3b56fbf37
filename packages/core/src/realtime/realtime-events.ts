import type { T333Error } from '../errors.ts';
import type { RtChannelFacts } from '../protocol/index.ts';
import type { LogOutput } from './channel-log.ts';
import type { TransportEvents } from './transport.ts';

/** What became known of a channel, in order. */
export type RealtimeItem = { readonly channelId: string } & (
  LogOutput | ({ readonly kind: 'joined' } & RtChannelFacts)
);

/** What one frame, or one answer, has brought: each event once, in its channel's order. */
export class RealtimeItemsEvent extends Event {
  readonly items: readonly RealtimeItem[];

  constructor(items: readonly RealtimeItem[]) {
    super('items');
    this.items = Object.freeze(items);
  }
}

/** The state has changed, in this task: `state.subscribe()` tells once for all changes of a task. */
export class RealtimeChangeEvent extends Event {
  constructor() {
    super('change');
  }
}

/** Something failed that nobody waits for: a frame that is none, a lost connection. It goes on where it can. */
export class RealtimeErrorEvent extends Event {
  readonly error: T333Error;

  constructor(error: T333Error) {
    super('error');
    this.error = error;
  }
}

export interface RealtimeEvents extends TransportEvents {
  items: RealtimeItemsEvent;
  change: RealtimeChangeEvent;
  error: RealtimeErrorEvent;
}
