import { costOf, extraCost, linesOf, type Cost, type Ladder, type Rung } from '../ladder.ts';
import type { Budget, Choice, QualityPolicy, TileDemand } from '../policy.ts';

/** More bits or frames for the same picture are worth less than more lines: their fourth root, up to a fifth more lines. */
const RICHNESS_EXPONENT = 0.25;
const MAX_RICHNESS = 1.2;
/** The price of what is free: nothing is divided by zero. */
const FREE = 1e-12;

/** Some rungs up in one tile, as one purchase. */
interface Step extends Cost {
  readonly tile: number;
  readonly rung: Rung;
  /** Utility for its price. */
  readonly rate: number;
}

/**
 * The default: every tile starts at its lowest, then the step with the most utility for its price is taken, again and
 * again, until nothing more fits. Utility is `log2(1 + lines) / log2(1 + lines of the useful size)` times the tile's weight;
 * the focused tile's weight counts as often as there are streams. A step that does not fit closes its tile.
 *
 * Where one resource is scarce, more of it never lowers the sum of the utilities. Focus never lowers a tile's rendition.
 */
export const utility: QualityPolicy = (tiles, budget, { streamCount }) => climb(tiles, budget, streamCount);

/** As `utility`; a tile that reaches the end of its ladder is given no reason. */
export function climb(tiles: readonly TileDemand[], budget: Budget, streamCount: number): Choice[] {
  const tops = costOf(tiles.map(({ ladder }) => ladder.at(-1)));
  const fewBits = tops.bitrateBps > budget.bandwidthBps;
  const fewPixels = tops.decodePixelsPerSecond > budget.decodePixelsPerSecond;
  // What is plentiful has no price. Two scarce ones are counted in shares of their budgets, so that they can be added.
  const bitPrice = fewBits ? (fewPixels ? 1 / Math.max(budget.bandwidthBps, 1) : 1) : 0;
  const pixelPrice = fewPixels ? (fewBits ? 1 / Math.max(budget.decodePixelsPerSecond, 1) : 1) : 0;
  const steps = tiles.flatMap((tile, index) =>
    stepsOf(tile.ladder, tile.focused ? tile.weight * streamCount : tile.weight, bitPrice, pixelPrice, index),
  );
  const choices = tiles.map(({ id, ladder }): Choice => ({ id, rendition: ladder[0]?.id ?? null }));
  let { bitrateBps, decodePixelsPerSecond } = costOf(tiles.map(({ ladder }) => ladder[0]));
  for (const step of steps.toSorted((a, b) => b.rate - a.rate)) {
    const choice = choices[step.tile]!;
    if (choice.reason) continue;
    if (bitrateBps + step.bitrateBps > budget.bandwidthBps) {
      choices[step.tile] = { ...choice, reason: 'bandwidth' };
    } else if (decodePixelsPerSecond + step.decodePixelsPerSecond > budget.decodePixelsPerSecond) {
      choices[step.tile] = { ...choice, reason: 'decoding' };
    } else {
      choices[step.tile] = { ...choice, rendition: step.rung.id };
      bitrateBps += step.bitrateBps;
      decodePixelsPerSecond += step.decodePixelsPerSecond;
    }
  }
  return choices;
}

/** The steps of one tile along the upper hull of utility over price: each is worth less for its price than the one before. */
function stepsOf(ladder: Ladder, weight: number, bitPrice: number, pixelPrice: number, tile: number): Step[] {
  const utilities = utilitiesOf(ladder);
  const stepBetween = (from: number, to: number): Step => {
    const rung = ladder[to]!;
    const cost = extraCost(ladder[from]!, rung);
    const price = cost.bitrateBps * bitPrice + cost.decodePixelsPerSecond * pixelPrice;
    const gain = weight * (utilities[to]! - utilities[from]!);
    return { tile, rung, ...cost, rate: gain / Math.max(price, FREE) };
  };
  const hull: number[] = [];
  const steps: Step[] = [];
  ladder.forEach((_, to) => {
    if (hull.length === 0) return hull.push(to);
    let step = stepBetween(hull.at(-1)!, to);
    while (steps.length && steps.at(-1)!.rate <= step.rate) {
      steps.pop();
      hull.pop();
      step = stepBetween(hull.at(-1)!, to);
    }
    hull.push(to);
    steps.push(step);
  });
  return steps;
}

function utilitiesOf(ladder: Ladder): number[] {
  let effective = 0;
  let first = ladder[0]!;
  const lines = ladder.map((rung) => {
    if (linesOf(rung) !== linesOf(first)) first = rung;
    const richness = Math.min((rung.bitrateBps / first.bitrateBps) ** RICHNESS_EXPONENT, MAX_RICHNESS);
    // A larger picture is worth no less than the richest of the smaller ones.
    return (effective = Math.max(linesOf(rung) * richness, effective, 1));
  });
  return lines.map((value) => Math.log2(1 + value) / Math.log2(1 + effective));
}
