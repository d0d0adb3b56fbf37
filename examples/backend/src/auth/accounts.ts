import type { Clock } from '../clock.ts';
import { Problem } from '../http/problem.ts';
import { hashSecret, newId, newSecret } from '../ids.ts';
import { isUniqueViolation, type Sql } from '../sql/sql.ts';
import { LoginLimits } from './login-limits.ts';
import { hashPassword, verifyPassword } from './passwords.ts';
import { queries } from './queries.ts';
import { SCOPES, type Scope } from './scopes.ts';

export interface Account {
  id: string;
  handle: string;
  name: string;
  role: 'user' | 'moderator' | 'admin';
}

/** Who asks: somebody with the cookie of a session, who may do all that is theirs, or a program with a token, which may do what it is for. */
export interface Caller extends Account {
  by: 'session' | 'token';
  scopes: readonly Scope[];
}

/** A token of a creator's, for programs. */
export interface ApiToken {
  id: string;
  name: string;
  scopes: Scope[];
  createdAt: Date;
  expiresAt: Date | null;
}

export const SESSION_MS = 30 * 86_400_000;
/** By it people, and scanners for secrets that were published, see what it is. */
const TOKEN_PREFIX = 't333_';

/** Accounts, their sessions and their tokens. Of secrets only hashes are kept. */
export class Accounts {
  readonly #sql: Sql;
  readonly #clock: Clock;
  readonly #limits: LoginLimits;

  /** @param options how many may be made from one address within an hour; default 500 */
  constructor(sql: Sql, clock: Clock, { registrationsPerHour = 500 }: { registrationsPerHour?: number } = {}) {
    this.#sql = sql;
    this.#clock = clock;
    this.#limits = new LoginLimits(sql, clock, registrationsPerHour);
  }

  /**
   * @param ip where it is asked from; null: by nobody who could ask too often
   * @throws Problem `duplicate`: the handle is taken; `rate_limited`: too many were made from one address
   */
  async register(
    { handle, name, password }: { handle: string; name: string; password: string },
    ip: string | null = null,
  ): Promise<Account> {
    if (ip !== null) await this.#limits.registering(ip);
    const id = newId(this.#clock.now());
    const passwordHash = await hashPassword(password);
    try {
      await this.#sql.transaction(async (sql) => {
        await sql.query(queries.insert_account, [id, handle, name, passwordHash]);
        await sql.query(queries.insert_channel, [id, `${handle} ${name}`]);
      });
    } catch (error) {
      if (isUniqueViolation(error)) throw new Problem('duplicate', 'That handle is taken.');
      throw error;
    }
    return { id, handle, name, role: 'user' };
  }

  /** What somebody may do on all channels. @throws Problem `not_found` */
  async setRole(id: string, role: Account['role']): Promise<Account> {
    const [account] = await this.#sql.query<Account>(queries.set_role, [id, role]);
    if (!account) throw new Problem('not_found', 'No such account.');
    return account;
  }

  /**
   * @param ip where it is tried from
   * @throws Problem `unauthenticated`, the same for a handle that is not there; `rate_limited` after too many that failed
   */
  async logIn(handle: string, password: string, ip: string): Promise<Account> {
    await this.#limits.begin(handle, ip);
    const [found] = await this.#sql.query<Account & { passwordHash: string }>(queries.find_account, [handle]);
    if (!(await verifyPassword(password, found?.passwordHash ?? null)) || !found) {
      await this.#limits.failed(handle, ip);
      throw new Problem('unauthenticated', 'Handle and password do not match.');
    }
    await this.#limits.succeeded(handle, ip);
    const { passwordHash: _, ...account } = found;
    return account;
  }

  /** A new session. The one before it ends: nobody who knew it gets in by it. @returns what the cookie holds */
  async startSession(accountId: string, before: string | null): Promise<string> {
    const secret = newSecret();
    if (before) await this.endSession(before);
    const expiresAt = new Date(this.#clock.now() + SESSION_MS);
    await this.#sql.query(queries.insert_session, [hashSecret(secret), accountId, expiresAt]);
    return secret;
  }

  async endSession(secret: string): Promise<void> {
    await this.#sql.query(queries.delete_session, [hashSecret(secret), new Date(this.#clock.now())]);
  }

  async bySession(secret: string): Promise<Caller | null> {
    const values = [hashSecret(secret), new Date(this.#clock.now())];
    const [account] = await this.#sql.query<Account>(queries.find_session, values);
    return account ? { ...account, by: 'session', scopes: SCOPES } : null;
  }

  async byToken(token: string): Promise<Caller | null> {
    const values = [hashSecret(token), new Date(this.#clock.now())];
    const [account] = await this.#sql.query<Account & { scopes: Scope[] }>(queries.find_token, values);
    return account ? { ...account, by: 'token' } : null;
  }

  /** @returns the token, which is not shown again, and what is kept of it */
  async createToken(
    accountId: string,
    { name, scopes, days }: { name: string; scopes: Scope[]; days: number | null },
  ): Promise<ApiToken & { token: string }> {
    const nowMs = this.#clock.now();
    const token = `${TOKEN_PREFIX}${newSecret()}`;
    const kept: ApiToken = {
      id: newId(nowMs),
      name,
      scopes,
      createdAt: new Date(nowMs),
      expiresAt: days === null ? null : new Date(nowMs + days * 86_400_000),
    };
    const { id, createdAt, expiresAt } = kept;
    await this.#sql.query(queries.insert_token, [id, hashSecret(token), accountId, name, scopes, createdAt, expiresAt]);
    return { ...kept, token };
  }

  async tokens(accountId: string): Promise<ApiToken[]> {
    return this.#sql.query<ApiToken>(queries.list_tokens, [accountId]);
  }

  /** @throws Problem `not_found` */
  async deleteToken(accountId: string, id: string): Promise<void> {
    const [gone] = await this.#sql.query(queries.delete_token, [accountId, id]);
    if (!gone) throw new Problem('not_found', 'No such token.');
  }
}
