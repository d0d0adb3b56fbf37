import type { RealtimeHub } from './hub.ts';

/** For tests in browsers, and for demos: what the server is to do, as JSON. */
export interface Knobs {
  /** Breaks all sockets. */
  cut?: boolean;
  refuseSockets?: boolean;
  refusePolls?: boolean;
  /** So many messages, one after the other: each is the channel's next number. */
  say?: { channelId: string; count: number };
  pollAfterMs?: number;
  /** Frames and answers take up to so long, each a time of its own. */
  delayMs?: number;
  viewers?: { channelId: string; viewerCount: number };
}

const said = new WeakMap<RealtimeHub, Map<string, number>>();

/** Turns them; what is not among them is left alone. */
export function turnKnobs(hub: RealtimeHub, knobs: Knobs): void {
  const { cut, refuseSockets, refusePolls, say, pollAfterMs, delayMs, viewers } = knobs;
  if (refuseSockets !== undefined) hub.faults.refuseSockets = refuseSockets;
  if (refusePolls !== undefined) hub.faults.refusePolls = refusePolls;
  if (pollAfterMs !== undefined) hub.pollAfterMs = pollAfterMs;
  if (delayMs !== undefined) {
    // The same times in each run.
    let step = 0;
    hub.faults.delayMs = () => ((step = (step + 0.618_034) % 1), step * delayMs);
  }
  if (viewers) hub.setViewers(viewers.channelId, viewers.viewerCount);
  if (say) {
    const counts = said.get(hub) ?? new Map<string, number>();
    said.set(hub, counts);
    for (let left = say.count; left > 0; left--) {
      const number = (counts.get(say.channelId) ?? 0) + 1;
      counts.set(say.channelId, number);
      hub.say(say.channelId, { id: 'ann', handle: 'ann', name: 'Ann' }, `message ${number} 🦊`);
    }
  }
  if (cut) hub.cut();
}
