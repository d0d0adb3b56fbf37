import { isDvrWindow, isLatency } from '@t333/core/live';
import type { LiveControl } from '@t333/core/player';
import type { MediaShape } from './media-shape.ts';

/** Where they come from: attributes, which can be anything. */
export type LiveWishes = MediaShape & {
  readonly targetLatency: number | null;
  readonly dvrWindow: number | null;
};

type Told = Pick<LiveWishes, 'targetLatency' | 'dvrWindow'>;

const NOTHING: Told = { targetLatency: null, dvrWindow: null };
const told = /* @__PURE__ */ new WeakMap<LiveControl, Told>();

/** Tells what keeps the stream live what the page wants, when that is news: others may want something too. A wish that nobody can fulfil is none. */
export function applyWishes({ player, targetLatency, dvrWindow }: LiveWishes): void {
  const live = player?.live;
  if (!live) return;
  const before = told.get(live) ?? NOTHING;
  told.set(live, { targetLatency, dvrWindow });
  if (!Object.is(targetLatency, before.targetLatency)) {
    live.targetLatency = targetLatency !== null && isLatency(targetLatency) ? targetLatency : null;
  }
  if (!Object.is(dvrWindow, before.dvrWindow))
    live.dvrWindow = dvrWindow !== null && isDvrWindow(dvrWindow) ? dvrWindow : Infinity;
}
