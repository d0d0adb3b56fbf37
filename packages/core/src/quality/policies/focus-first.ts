import { costOf, extraCost } from '../ladder.ts';
import type { Choice, QualityPolicy, Reason } from '../policy.ts';

/** The focused tile has all it can use, then the audible one; what is left goes to the others in turn, a rung at a time. */
export const focusFirst: QualityPolicy = (tiles, budget) => {
  let { bitrateBps, decodePixelsPerSecond } = costOf(tiles.map(({ ladder }) => ladder[0]));
  const levels = tiles.map(() => 0);
  const reasons = tiles.map((): Reason => 'policy');
  const raise = (tile: number): boolean => {
    const [from, to] = tiles[tile]!.ladder.slice(levels[tile]!);
    if (!from || !to) return false;
    const extra = extraCost(from, to);
    const fitsBandwidth = bitrateBps + extra.bitrateBps <= budget.bandwidthBps;
    reasons[tile] = fitsBandwidth ? 'decoding' : 'bandwidth';
    if (!fitsBandwidth || decodePixelsPerSecond + extra.decodePixelsPerSecond > budget.decodePixelsPerSecond)
      return false;
    bitrateBps += extra.bitrateBps;
    decodePixelsPerSecond += extra.decodePixelsPerSecond;
    levels[tile]! += 1;
    return true;
  };
  const rankOf = (tile: number): number => (tiles[tile]!.focused ? 0 : tiles[tile]!.audible ? 1 : 2);
  for (const rank of [0, 1, 2]) {
    let open = [...tiles.keys()].filter((tile) => rankOf(tile) === rank);
    while (open.length) open = open.filter(raise);
  }
  return tiles.map(({ id, ladder }, tile): Choice => ({
    id,
    rendition: ladder[levels[tile]!]?.id ?? null,
    reason: reasons[tile]!,
  }));
};
