import { costOf, decodeCostOf, extraCost, upToLines, usefulRung, type Cost, type Ladder, type Rung } from './ladder.ts';
import type { Budget, Load, PolicyContext, QualityPolicy, Reason, TileDemand } from './policy.ts';

/** What one tile gets. */
export interface Share {
  readonly id: string;
  /** The rendition to play; null where it is hidden or there is none to choose. */
  readonly rendition: string | null;
  /** The rendition of its useful size: what it would have if everything were plentiful; null where there is no picture. */
  readonly cap: string | null;
  /** Why it has no more. */
  readonly reason: Reason;
  /** 0 where nothing is chosen. */
  readonly bitrateBps: number;
}

/** The shares, and what they take together. */
export interface Allocation extends Cost {
  /** One for each demand, in their order. */
  readonly shares: readonly Share[];
}

export interface AllocateOptions {
  /** The viewer wants to save data: the focused tile has at most 480p, the others their lowest. Default false. */
  readonly dataSaver?: boolean;
  /** How hard the machine works. Default unknown. */
  readonly load?: Load;
  /** On a clock that never goes back, milliseconds. Default 0: policies that count time stand still. */
  readonly nowMs?: number;
}

/** About 60 % of the bits of 720p at 30 fps, and still readable. */
const DATA_SAVER_LINES = 480;
const MIN_WEIGHT = 0.001;
const MAX_WEIGHT = 1000;
const UNKNOWN_LOAD: Load = { droppedRatio: null, cpu: null, memory: null };

/** A visible tile and the rung it has so far. */
interface Seat {
  readonly demand: TileDemand;
  /** What it may have, each at least as dear as the one before. */
  readonly choices: Ladder;
  readonly pinned: boolean;
  /** Why it has no more where it has all it may have. */
  readonly topReason: Reason;
  index: number;
  /** Why it has no more where it could have. */
  reason: Reason;
}

/**
 * Shares a budget among tiles: a rendition for each, and why. Whatever the policy answers, no tile gets more than its useful
 * size, and the sum stays within the budget as long as the lowest of all do. Pins are kept as far as the budget allows
 * with all others at their lowest; the focused tile is the last to give way.
 */
export function allocate(
  demands: readonly TileDemand[],
  budget: Budget,
  policy: QualityPolicy,
  { dataSaver = false, load = UNKNOWN_LOAD, nowMs = 0 }: AllocateOptions = {},
): Allocation {
  const limits = { bandwidthBps: tame(budget.bandwidthBps), decodePixelsPerSecond: tame(budget.decodePixelsPerSecond) };
  const visible = demands.filter(({ visible: isVisible }) => isVisible);
  const seats = new Map<string, Seat>();
  for (const demand of visible) {
    const savesSome = demand.focused || visible.length === 1;
    const savingLines = !dataSaver ? Infinity : savesSome ? DATA_SAVER_LINES : 0;
    if (demand.ladder.length && !seats.has(demand.id)) seats.set(demand.id, seatOf(demand, savingLines));
  }
  const seated = [...seats.values()];
  cutToFit(seated, limits);
  choose(seated, policy, limits, { streamCount: visible.length, load, nowMs });
  cutToFit(seated, limits);
  return { shares: demands.map((demand) => shareOf(demand, seats.get(demand.id))), ...costOf(seated.map(rungOf)) };
}

/** No budget is unlimited because nobody could measure it. */
const tame = (budget: number): number => (budget > 0 ? budget : 0);

const rungOf = ({ choices, index }: Seat): Rung => choices[index]!;

function seatOf(demand: TileDemand, savingLines: number): Seat {
  const { ladder, box, audioOnly, lowest, pin } = demand;
  const pictures = ladder.filter(({ height }) => height > 0);
  const sound = ladder.filter(({ height }) => !height);
  const seat = (choices: Ladder, reason: Reason, pinned = false): Seat => ({
    demand,
    choices,
    pinned,
    topReason: ladder.length > 1 ? reason : 'only',
    index: pinned ? choices.length - 1 : 0,
    reason: 'policy',
  });
  if (audioOnly) return seat(affordable(sound.length ? sound : pictures.slice(0, 1)), 'audio-only');
  const pinned = ladder.find(({ id }) => id === pin);
  if (pinned) {
    // A pinned picture gives way to a smaller one, never to none.
    const sameKind = pinned.height ? pictures : sound;
    return seat(affordable(sameKind.slice(0, sameKind.indexOf(pinned) + 1)), 'pinned', true);
  }
  if (!pictures.length) return seat(affordable(sound), 'size');
  const useful = affordable(pictures.slice(0, pictures.indexOf(usefulRung(pictures, box)!) + 1));
  const saving = upToLines(useful, lowest ? 0 : savingLines);
  return seat(saving, saving.length === useful.length ? 'size' : lowest ? 'optimized' : 'data-saver');
}

/** Without those that cost more than a better one, in bits or in pixels: a newer codec can be both smaller and better. */
function affordable(ladder: Ladder): Ladder {
  const kept: Rung[] = [];
  for (const rung of ladder.toReversed()) {
    const { bitrateBps, decodePixelsPerSecond } = kept[0] ? extraCost(rung, kept[0]) : costOf([rung]);
    const isNoDearer = bitrateBps >= 0 && decodePixelsPerSecond >= 0;
    if (isNoDearer && (bitrateBps > 0 || decodePixelsPerSecond > 0)) kept.unshift(rung);
  }
  return kept;
}

/** While it is too much, takes from who has most: first from those without a pin, last from those with the focus. */
function cutToFit(seats: readonly Seat[], budget: Budget): void {
  for (;;) {
    const cost = costOf(seats.map(rungOf));
    const tooManyBits = cost.bitrateBps > budget.bandwidthBps;
    if (!tooManyBits && cost.decodePixelsPerSecond <= budget.decodePixelsPerSecond) return;
    const weigh = (seat: Seat): number => (tooManyBits ? rungOf(seat).bitrateBps : decodeCostOf(rungOf(seat)));
    const [victim] = seats
      .filter(({ index }) => index > 0)
      .toSorted(
        (a, b) =>
          Number(a.pinned) - Number(b.pinned) ||
          Number(a.demand.focused) - Number(b.demand.focused) ||
          weigh(b) - weigh(a),
      );
    if (!victim) return;
    victim.index -= 1;
    victim.reason = tooManyBits ? 'bandwidth' : 'decoding';
  }
}

function choose(seats: readonly Seat[], policy: QualityPolicy, budget: Budget, context: PolicyContext): void {
  const tiles = seats.map(({ demand, choices, pinned, index }) => ({
    ...demand,
    ladder: pinned ? choices.slice(index, index + 1) : choices,
    weight: demand.weight >= 0 ? Math.min(Math.max(demand.weight, MIN_WEIGHT), MAX_WEIGHT) : 1,
  }));
  const chosen = new Map(policy(tiles, budget, context).map((choice) => [choice.id, choice]));
  for (const seat of seats) {
    if (seat.pinned) continue;
    const { demand, choices } = seat;
    const choice = chosen.get(demand.id);
    const wanted = demand.ladder.findIndex(({ id }) => id === choice?.rendition);
    seat.index = Math.max(
      choices.findLastIndex((rung) => demand.ladder.indexOf(rung) <= wanted),
      0,
    );
    seat.reason = choice?.reason ?? 'policy';
  }
}

function shareOf(demand: TileDemand, seat: Seat | undefined): Share {
  const { id, ladder, box } = demand;
  const share = { id, cap: usefulRung(ladder, box)?.id ?? null, rendition: null, bitrateBps: 0 };
  if (!demand.visible) return { ...share, reason: 'hidden' };
  if (!seat) return { ...share, reason: 'only' };
  const { choices, index, topReason, reason } = seat;
  const { id: rendition, bitrateBps } = rungOf(seat);
  return { ...share, rendition, bitrateBps, reason: index === choices.length - 1 ? topReason : reason };
}
