import { T333Error } from '../errors.ts';
import { Store, type ReadableStore } from '../state/store.ts';
import { systemClock, type Clock } from '../time/clock.ts';
import { consentUntil, DAY_MS, nextLookMs, type ConsentTerms } from './consent-expiry.ts';
import { CONSENT_VERSION, formatConsent, MAX_AGE_YEARS, MAX_SCOPE_LENGTH, parseConsent } from './consent-record.ts';
import { pageConsents, type ConsentStore } from './consent-store.ts';

/**
 * - `asking`: no answer yet, or none that still holds.
 * - `verifying`: the viewer has said yes, and `verify` is being asked.
 * - `failed`: `verify` has not said yes.
 * - `declined`: the viewer has said no.
 * - `granted`: what is gated may load.
 */
export type AgeConsentPhase = 'asking' | 'verifying' | 'failed' | 'declined' | 'granted';

export interface AgeConsentState {
  readonly phase: AgeConsentPhase;
  /** Until when it is granted, in milliseconds since 1970; else null. */
  readonly untilMs: number | null;
  /** It was granted before, and that is over. */
  readonly lapsed: boolean;
  /** Why `verify` could not say anything; null where it said no, or was not asked. */
  readonly error: unknown;
}

export interface VerifyRequest {
  /** Years. */
  readonly minAge: number;
  readonly scope: string;
  /** Aborts when the viewer gives up, or the answer is no longer needed. */
  readonly signal: AbortSignal;
}

/** Asks somebody who knows. Only `true` is a yes. */
export type VerifyAge = (request: VerifyRequest) => boolean | Promise<boolean>;

export const DEFAULT_MIN_AGE_YEARS = 18;
export const DEFAULT_TTL_DAYS = 30;

export interface AgeConsentOptions {
  /** Years, above 0 to 150. Default 18. */
  minAge?: number;
  /** How long an answer holds, in days, above 0. Default 30. */
  ttlDays?: number;
  /** What the answer is for, up to 200 characters; answers of one scope count for no other. Default: the whole site. */
  scope?: string;
  /** Without it, what the viewer says about himself is believed. */
  verify?: VerifyAge | null;
  clock?: Clock;
  store?: ConsentStore;
}

/** Where the record of a scope is stored. */
export const consentKey = (scope: string): string => `t333:age-gate:${scope}`;

/**
 * One question of age and its answer: asked, stored, shared between tabs, and over in time. It shows nothing, and loads nothing.
 * What a viewer says about himself is no legal verification of his age; nor is a record in his own browser.
 */
export class AgeConsent {
  readonly terms: ConsentTerms;
  verify: VerifyAge | null;
  readonly #store = new Store<AgeConsentState>({ phase: 'asking', untilMs: null, lapsed: false, error: null });
  readonly #clock: Clock;
  readonly #consents: ConsentStore;
  readonly #life = new AbortController();
  #verifying: AbortController | null = null;
  #cancelLook = (): void => {};

  /** @throws T333Error `invalid-argument` if a number or the scope is outside its range */
  constructor(options: AgeConsentOptions = {}) {
    const { minAge = DEFAULT_MIN_AGE_YEARS, ttlDays = DEFAULT_TTL_DAYS, scope = '', verify = null } = options;
    const { clock = systemClock, store = pageConsents } = options;
    if (!(minAge > 0 && minAge <= MAX_AGE_YEARS)) throw invalid(`An age is above 0 and up to ${MAX_AGE_YEARS} years`);
    if (!(ttlDays > 0 && ttlDays < Infinity)) throw invalid('An answer holds for more than 0 days');
    if (scope.length > MAX_SCOPE_LENGTH) throw invalid(`A scope has up to ${MAX_SCOPE_LENGTH} characters`);
    this.terms = Object.freeze({ minAge, scope, ttlMs: ttlDays * DAY_MS });
    this.verify = verify;
    this.#clock = clock;
    this.#consents = store;
    this.#look();
    store.watch(consentKey(scope), this.#look, this.#life.signal);
  }

  get state(): ReadableStore<AgeConsentState> {
    return this.#store;
  }

  /** The viewer says yes. @returns whether it was granted */
  async accept(): Promise<boolean> {
    this.#assertAlive();
    const { minAge, scope } = this.terms;
    if (this.verify) {
      this.#endVerifying();
      const { signal } = (this.#verifying = new AbortController());
      this.#store.update({ phase: 'verifying', untilMs: null, error: null });
      let answer: unknown = false;
      let error: unknown = null;
      try {
        answer = await this.verify({ minAge, scope, signal });
      } catch (reason) {
        error = reason;
      }
      // Given up, or answered in another tab meanwhile.
      if (signal.aborted) return this.#phase === 'granted';
      this.#verifying = null;
      if (answer !== true) {
        this.#store.update({ phase: 'failed', error });
        return false;
      }
    }
    const ts = this.#clock.wallTime();
    const record = { v: CONSENT_VERSION, minAge, ts, exp: ts + this.terms.ttlMs, scope } as const;
    this.#consents.write(consentKey(scope), formatConsent(record));
    return this.#phase === 'granted';
  }

  /** The viewer says no. That is not stored: it is asked anew with the next page. */
  decline(): void {
    this.#assertAlive();
    this.#endVerifying();
    if (this.#phase !== 'granted') this.#store.update({ phase: 'declined', error: null });
  }

  /** Asks again, after a no or a failure. */
  ask(): void {
    this.#assertAlive();
    this.#endVerifying();
    if (this.#phase !== 'granted') this.#store.update({ phase: 'asking', error: null });
  }

  /** Takes the answer back, in all tabs. */
  withdraw(): void {
    this.#assertAlive();
    this.#consents.write(consentKey(this.terms.scope), null);
  }

  /** Ends all timers and listeners. The answer stays stored. */
  destroy(): void {
    this.#endVerifying();
    this.#life.abort();
    this.#cancelLook();
  }

  get #phase(): AgeConsentPhase {
    return this.#store.getSnapshot().phase;
  }

  readonly #look = (): void => {
    this.#cancelLook();
    const nowMs = this.#clock.wallTime();
    const record = parseConsent(this.#consents.read(consentKey(this.terms.scope)));
    const untilMs = consentUntil(record, this.terms, nowMs);
    if (untilMs !== null) {
      this.#endVerifying();
      this.#store.update({ phase: 'granted', untilMs, lapsed: false, error: null });
      this.#cancelLook = this.#clock.after(nextLookMs(untilMs, nowMs), this.#look);
    } else if (this.#phase === 'granted') {
      this.#store.update({ phase: 'asking', untilMs: null, lapsed: true });
    }
  };

  #endVerifying(): void {
    this.#verifying?.abort();
    this.#verifying = null;
  }

  #assertAlive(): void {
    if (this.#life.signal.aborted) throw new T333Error('destroyed', 'This consent was destroyed.');
  }
}

const invalid = (message: string): T333Error => new T333Error('invalid-argument', `${message}.`);
