import type { T333Error } from '../errors.ts';
import { MAX_HISTORY, type RtPosition } from '../protocol/index.ts';
import type { RealtimeConnection, RealtimeItem } from '../realtime/index.ts';

export interface LateJoinsHost {
  onItems: (items: readonly RealtimeItem[]) => void;
  onError: (error: T333Error) => void;
}

/** Joins of channels that others on the connection have: their past does not come by itself again, and what is new waits for it. */
export class LateJoins {
  readonly #connection: RealtimeConnection;
  readonly #host: LateJoinsHost;
  readonly #held = new Map<string, RealtimeItem[]>();

  constructor(connection: RealtimeConnection, host: LateJoinsHost) {
    this.#connection = connection;
    this.#host = host;
  }

  /** @returns those that wait for nothing */
  pass(items: readonly RealtimeItem[]): readonly RealtimeItem[] {
    return items.filter((item) => {
      const held = item.kind !== 'joined' && this.#held.get(item.channelId);
      if (held) held.push(item);
      return !held;
    });
  }

  /** Tells the past of a channel when it is joined, then what has come since. @throws what `joining` does */
  async catchUp(
    channelId: string,
    joining: Promise<void>,
    { since, history = 0 }: { since: RtPosition | undefined; history: number | undefined },
  ): Promise<void> {
    const connection = this.#connection;
    const held: RealtimeItem[] = [];
    this.#held.set(channelId, held);
    const isMine = (): boolean => this.#held.get(channelId) === held;
    try {
      await joining;
      const before = connection.position(channelId);
      const sinceSeq = since && since.epoch === before?.epoch ? since.seq : 0;
      const limit = Math.min(MAX_HISTORY, sinceSeq ? before!.seq - sinceSeq : history);
      const past = limit > 0 && (await connection.history(channelId, { limit }).catch(this.#host.onError));
      const now = connection.position(channelId);
      if (!isMine()) return;
      if (past && past.epoch === now?.epoch) {
        const first = held.map(seqOf).find(Boolean) ?? now.seq + 1;
        const items = past.events.map((event): RealtimeItem => ({
          channelId,
          kind: 'event',
          event,
          epoch: past.epoch,
        }));
        held.unshift(...items.filter((item) => seqOf(item) > sinceSeq && seqOf(item) < first));
      }
      this.#host.onItems(held);
    } finally {
      if (isMine()) this.#held.delete(channelId);
    }
  }
}

function seqOf(item: RealtimeItem): number {
  if (item.kind === 'gap') return item.from;
  return (item.kind === 'event' && 'seq' in item.event && item.event.seq) || 0;
}
