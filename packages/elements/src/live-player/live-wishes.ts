import type { MediaShape } from './media-shape.ts';

/** Where they come from: attributes, which can be anything. */
export type LiveWishes = MediaShape & {
  readonly targetLatency: number | null;
  readonly dvrWindow: number | null;
};

/** Tells what keeps the stream live what the page wants. A wish that nobody can fulfil is none. */
export function applyWishes({ player, targetLatency, dvrWindow }: LiveWishes): void {
  const live = player?.live;
  if (!live) return;
  live.targetLatency = targetLatency! > 0 && targetLatency! < Infinity ? targetLatency : null;
  live.dvrWindow = dvrWindow !== null && dvrWindow >= 0 ? dvrWindow : Infinity;
}
