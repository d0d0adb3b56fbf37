import { upToLines } from '../ladder.ts';
import type { PolicyContext, QualityPolicy, TileDemand } from '../policy.ts';
import { climb } from './utility.ts';

/** Shares by utility, with a limit in lines for each tile: Infinity for none. What a limit holds back has reason `policy`. */
export const limited =
  (limitOf: (tile: TileDemand, context: PolicyContext, bandwidthBps: number) => number): QualityPolicy =>
  (tiles, budget, context) =>
    climb(
      tiles.map((tile) => ({ ...tile, ladder: upToLines(tile.ladder, limitOf(tile, context, budget.bandwidthBps)) })),
      budget,
      context.streamCount,
    );
