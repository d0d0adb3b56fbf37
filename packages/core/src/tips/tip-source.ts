import type { RtEvent } from '../protocol/index.ts';
import type { RealtimeConnection } from '../realtime/realtime-connection.ts';
import type { Tip } from './tip.ts';

/** Where tips come from: tells each by `add` until `signal` aborts. */
export type TipSource = (add: (tip: Tip) => void, signal: AbortSignal) => void;

/** Longer than most breaks of a connection, and shorter than anybody who has just come would call a tip new. */
export const DEFAULT_MAX_AGE_MS = 120_000;

export interface TipsOfOptions {
  /** How old a tip may be when it is told, in milliseconds: a channel's history has tips, too. Default 120,000. */
  maxAgeMs?: number;
}

/**
 * The tips of one channel. It joins nothing and leaves nothing: join the channel, or have a chat do so.
 *
 * How old a tip is goes by the server's clock. While that is not known, since only polls get through, a tip is old when it is by this
 * device's clock, and older than the newest event of its channel by as much: the clock of a device may be wrong.
 */
export function tipsOf(
  connection: Pick<RealtimeConnection, 'addEventListener' | 'serverTime' | 'state'>,
  channelId: string,
  { maxAgeMs = DEFAULT_MAX_AGE_MS }: TipsOfOptions = {},
): TipSource {
  return (add, signal) => {
    let newestMs = 0;
    const isOld = (atMs: number): boolean => {
      const isKnown = connection.state.getSnapshot().roundTripMs !== null;
      return connection.serverTime() - atMs > maxAgeMs && (isKnown || newestMs - atMs > maxAgeMs);
    };
    connection.addEventListener(
      'items',
      ({ items }) => {
        const events = items.flatMap((item) =>
          item.channelId === channelId && item.kind === 'event' ? [item.event] : [],
        );
        for (const event of events) if ('at' in event) newestMs = Math.max(newestMs, event.at);
        for (const event of events) if (event.type === 'tip' && !isOld(event.at)) add(tipFrom(event));
      },
      { signal },
    );
  };
}

const tipFrom = ({ id, user, amountMinor, currency, text, displayMs }: Extract<RtEvent, { type: 'tip' }>): Tip => ({
  id,
  name: user?.name ?? null,
  amountMinor,
  currency,
  text,
  ...(displayMs !== undefined && { displayMs }),
});
