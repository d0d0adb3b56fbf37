export interface BudgetBand {
  /** The share of the estimate that is spent, above 0, to 1. */
  readonly raiseAt: number;
  /** What is spent may grow to this share of the estimate before it is cut; at least `raiseAt`. */
  readonly lowerAt: number;
}

/** The estimate is of throughput: playlists, headers and bursts of the encoder come on top of the declared bitrates. */
export const BUDGET_BAND: BudgetBand = { raiseAt: 0.9, lowerAt: 1 };

/**
 * What may be spent, from an estimate that is never still: as long as the estimate moves within the band, nothing changes.
 *
 * @param previous the last answer, null for none
 * @param estimate bits a second; Infinity for no limit; anything else that is no positive number changes nothing
 */
export function steadyBudget(previous: number | null, estimate: number, band: BudgetBand = BUDGET_BAND): number {
  if (!(estimate > 0)) return previous ?? 0;
  const spendable = estimate * band.raiseAt;
  if (previous === null || spendable > previous) return spendable;
  return previous > estimate * band.lowerAt ? spendable : previous;
}
