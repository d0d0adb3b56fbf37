import { readAccess } from './access.ts';
import type { JsonObject } from './id-request.ts';

export interface TokenGrantInit {
  value: string;
  refreshToken?: string | null;
  scopes?: readonly string[];
  expiresAtMs?: number | null;
  obtainedAtMs: number;
}

/**
 * What a flow ends with. Its refresh token can be read, but is no own property: it stays out of JSON, of consoles and
 * of whatever else walks over objects.
 */
export class TokenGrant {
  /** The access token. */
  readonly value: string;
  readonly scopes: readonly string[];
  /** Unix milliseconds; null while unknown. */
  readonly expiresAtMs: number | null;
  /** Unix milliseconds, by the clock of who asked for it. */
  readonly obtainedAtMs: number;
  readonly #refreshToken: string | null;

  constructor({ value, refreshToken = null, scopes = [], expiresAtMs = null, obtainedAtMs }: TokenGrantInit) {
    this.value = value;
    this.#refreshToken = refreshToken;
    this.scopes = Object.freeze([...scopes]);
    this.expiresAtMs = expiresAtMs;
    this.obtainedAtMs = obtainedAtMs;
    Object.freeze(this);
  }

  /** What buys the next access token, perhaps once only; null where there is none. */
  get refreshToken(): string | null {
    return this.#refreshToken;
  }
}

const isStrings = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');

/**
 * Reads an answer of `/token`.
 *
 * @throws T333Error `invalid-response`
 */
export function readGrant(answer: JsonObject, nowMs: number): TokenGrant {
  const { refresh_token: refreshToken, scope } = answer;
  return new TokenGrant({
    ...readAccess(answer, nowMs),
    refreshToken: typeof refreshToken === 'string' && refreshToken ? refreshToken : null,
    scopes: isStrings(scope) ? scope : [],
    obtainedAtMs: nowMs,
  });
}

/** A grant as plain data, with its refresh token: what a store keeps. */
export interface TokenRecord {
  readonly value: string;
  readonly refreshToken: string | null;
  readonly scopes: readonly string[];
  readonly expiresAtMs: number | null;
  readonly obtainedAtMs: number;
}

export const toRecord = ({ value, refreshToken, scopes, expiresAtMs, obtainedAtMs }: TokenGrant): TokenRecord => ({
  value,
  refreshToken,
  scopes,
  expiresAtMs,
  obtainedAtMs,
});

const isTimeOrNull = (value: unknown): value is number | null => value === null || Number.isFinite(value);

/** Null for what is no record of a grant. */
export function fromRecord(record: unknown): TokenGrant | null {
  if (typeof record !== 'object' || record === null) return null;
  const { value, refreshToken, scopes, expiresAtMs, obtainedAtMs } = record as Partial<Record<string, unknown>>;
  const isRecord =
    typeof value === 'string' &&
    (refreshToken === null || typeof refreshToken === 'string') &&
    isStrings(scopes) &&
    isTimeOrNull(expiresAtMs) &&
    typeof obtainedAtMs === 'number';
  return isRecord ? new TokenGrant({ value, refreshToken, scopes, expiresAtMs, obtainedAtMs }) : null;
}
