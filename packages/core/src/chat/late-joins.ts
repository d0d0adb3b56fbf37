import type { T333Error } from '../errors.ts';
import { MAX_HISTORY, type RtPosition } from '../protocol/index.ts';
import type { RealtimeConnection, RealtimeItem } from '../realtime/index.ts';

/** So many events a server keeps at least, … */
const KEPT_EVENTS = 1000;
/** … and in so many pages they come. */
const MAX_PAGES = KEPT_EVENTS / MAX_HISTORY;

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
      const end = connection.position(channelId);
      const sinceSeq = since && since.epoch === end?.epoch ? since.seq : 0;
      const past = end ? await this.#read(channelId, end, { sinceSeq, history }) : [];
      const now = connection.position(channelId);
      if (!isMine()) return;
      const first = held.map(seqOf).find(Boolean) ?? (now?.seq ?? 0) + 1;
      if (now?.epoch === end?.epoch) held.unshift(...past.filter((item) => seqOf(item) < first));
      this.#host.onItems(held);
    } finally {
      if (isMine()) this.#held.delete(channelId);
    }
  }

  /** What came up to `end`: after `sinceSeq`, with a gap where not all of that is to be had; without it, as much as `history`. */
  async #read(
    channelId: string,
    { epoch, seq: lastSeq }: RtPosition,
    { sinceSeq, history }: { sinceSeq: number; history: number },
  ): Promise<RealtimeItem[]> {
    const items: RealtimeItem[] = [];
    let before = lastSeq + 1;
    let isWhole = !sinceSeq;
    try {
      for (let pages = sinceSeq ? MAX_PAGES : 1; pages > 0 && before > sinceSeq + 1; pages--) {
        const limit = Math.min(MAX_HISTORY, sinceSeq ? before - 1 - sinceSeq : history);
        const page = limit > 0 && (await this.#connection.history(channelId, { limit, before }));
        if (!page || page.epoch !== epoch) return [];
        const older = page.events.map((event): RealtimeItem => ({ channelId, kind: 'event', event, epoch }));
        if (!older[0]) {
          // What is no message is in no history: a log that ends here may still have had all that came since.
          isWhole ||= lastSeq - sinceSeq <= KEPT_EVENTS;
          break;
        }
        before = seqOf(older[0]);
        items.unshift(...older.filter((item) => seqOf(item) > sinceSeq));
      }
    } catch (error) {
      this.#host.onError(error as T333Error);
    }
    if (!isWhole && before > sinceSeq + 1)
      items.unshift({ channelId, kind: 'gap', epoch, from: sinceSeq + 1, to: before - 1 });
    return items;
  }
}

function seqOf(item: RealtimeItem): number {
  if (item.kind === 'gap') return item.from;
  return (item.kind === 'event' && 'seq' in item.event && item.event.seq) || 0;
}
