import type { TokenGrant } from './token-grant.ts';

/** When to renew a token that far ahead of its end, in Unix milliseconds; null if it has no end, or nothing is to be ahead. */
export function earlyRenewalMs({ expiresAtMs, obtainedAtMs }: TokenGrant, refreshEarlyMs: number): number | null {
  if (expiresAtMs === null || refreshEarlyMs === 0) return null;
  // A token with a shorter life than that would be renewed without end.
  const halfLifeMs = Math.max(0, expiresAtMs - obtainedAtMs) / 2;
  return expiresAtMs - Math.min(refreshEarlyMs, halfLifeMs);
}
