import { backOffDelayMs } from '@t333/core/resilience';
import type { Clock } from '@t333/core/time';
import type { TokenGrant } from './token-grant.ts';

const RETRY_BASE_MS = 1000;
const RETRY_CAP_MS = 60_000;
/** Longer timers run at once in browsers and Node (above 24.8 days), and miss that a computer slept. */
const LONGEST_TIMER_MS = 3_600_000;

/** When to renew a token that far ahead of its end, in Unix milliseconds; null if it has no end, or nothing is to be ahead. */
function earlyRenewalMs({ expiresAtMs, obtainedAtMs }: TokenGrant, refreshEarlyMs: number): number | null {
  if (expiresAtMs === null || refreshEarlyMs === 0) return null;
  // A token with a shorter life than that would be renewed without end.
  const halfLifeMs = Math.max(0, expiresAtMs - obtainedAtMs) / 2;
  return expiresAtMs - Math.min(refreshEarlyMs, halfLifeMs);
}

export interface EarlyRenewalOptions {
  refreshEarlyMs: number;
  clock: Clock;
  random: () => number;
}

/** Renews one token ahead of its end, and again where that fails for a while. */
export class EarlyRenewal {
  readonly #options: EarlyRenewalOptions;
  #cancel = (): void => {};

  constructor(options: EarlyRenewalOptions) {
    this.#options = options;
  }

  /** @param renew resolves to whether to try again */
  plan(grant: TokenGrant, renew: () => Promise<boolean>, failures = 0): void {
    const { refreshEarlyMs, clock, random } = this.#options;
    this.cancel();
    const dueMs = earlyRenewalMs(grant, refreshEarlyMs);
    if (dueMs === null) return;
    const waitMs =
      failures > 0
        ? backOffDelayMs({ attempt: failures, baseMs: RETRY_BASE_MS, capMs: RETRY_CAP_MS, random })
        : Math.max(0, dueMs - clock.wallTime());
    this.#cancel = clock.after(Math.min(waitMs, LONGEST_TIMER_MS), async () => {
      if (clock.wallTime() < dueMs) return this.plan(grant, renew);
      if (await renew()) this.plan(grant, renew, failures + 1);
    });
  }

  cancel(): void {
    this.#cancel();
  }
}
