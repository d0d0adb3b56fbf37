/** What is stored of a viewer's answer. It says what somebody has clicked, and proves nothing. */
export interface ConsentRecord {
  readonly v: typeof CONSENT_VERSION;
  /** Years that the viewer has confirmed. */
  readonly minAge: number;
  /** When, in milliseconds since 1970. */
  readonly ts: number;
  /** Until when it holds, in milliseconds since 1970. */
  readonly exp: number;
  /** What it was given for. */
  readonly scope: string;
}

/** A record of another version is none: what was asked then may not be what is asked now. */
export const CONSENT_VERSION = 1;

/** More than any record has, and little enough to read whatever somebody has put there. */
const MAX_LENGTH = 1000;
export const MAX_SCOPE_LENGTH = 200;
/** Nobody is older, and no law asks for more. */
export const MAX_AGE_YEARS = 150;
/** The last moment that a `Date` can tell. */
const MAX_EPOCH_MS = 8.64e15;

const isNumber = (value: unknown, min: number, max: number): value is number =>
  typeof value === 'number' && value >= min && value <= max;

export const formatConsent = ({ v, minAge, ts, exp, scope }: ConsentRecord): string =>
  JSON.stringify({ v, minAge, ts, exp, scope });

/** What was stored, whoever wrote it: what is no record is null. */
export function parseConsent(text: string | null): ConsentRecord | null {
  if (text === null || text.length > MAX_LENGTH) return null;
  let stored: unknown;
  try {
    stored = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof stored !== 'object' || stored === null) return null;
  const own = (name: string): unknown =>
    Object.hasOwn(stored, name) ? (stored as Record<string, unknown>)[name] : undefined;
  const [v, minAge, ts, exp, scope] = ['v', 'minAge', 'ts', 'exp', 'scope'].map(own);
  if (v !== CONSENT_VERSION || typeof scope !== 'string' || scope.length > MAX_SCOPE_LENGTH) return null;
  if (!isNumber(minAge, 0, MAX_AGE_YEARS) || !isNumber(ts, 0, MAX_EPOCH_MS) || !isNumber(exp, 0, MAX_EPOCH_MS)) {
    return null;
  }
  return exp > ts ? { v, minAge, ts, exp, scope } : null;
}
