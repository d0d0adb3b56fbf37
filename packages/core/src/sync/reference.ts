import type { SyncMember } from './sync-member.ts';

/** Members this near to each other know the time together. */
const AGREE_MS = 50;

/**
 * How far the group's timeline lies behind its players, in milliseconds: by the one that is heard, since its rate is the
 * least free to change, or else by the median of those that agree. Players without a rate know their time badly: they count
 * only among themselves, who share what they are late by. 0 where nobody can say.
 */
export function findReference(members: readonly Pick<SyncMember, 'errorMs' | 'audible' | 'mode'>[]): number {
  const precise = members.filter(({ mode }) => mode === 'rate');
  const known = (precise.length ? precise : members).filter(({ errorMs }) => errorMs !== null);
  const heard = known.find(({ audible }) => audible);
  if (heard) return heard.errorMs!;
  const errors = known.map(({ errorMs }) => errorMs!).toSorted((a, b) => a - b);
  if (errors.length === 0) return 0;
  const middle = (errors.length - 1) / 2;
  const median = (errors[Math.floor(middle)]! + errors[Math.ceil(middle)]!) / 2;
  const agreeing = errors.filter((errorMs) => Math.abs(errorMs - median) <= AGREE_MS);
  return agreeing.length * 2 > errors.length ? median : 0;
}
