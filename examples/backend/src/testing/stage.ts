import type { Account } from '../auth/accounts.ts';
import { createBackend, type Backend, type BackendOptions } from '../backend.ts';
import { readConfig } from '../config.ts';

const HOST = 'api.t333.example:3001';

/** A back end of its own, in memory or where TEST_DATABASE_URL points, on a clock that stands still until it is told. */
export class Stage {
  readonly clock = { nowMs: Date.UTC(2026, 0, 1), now: () => this.clock.nowMs };
  /** Lines, where LOG_LEVEL lets them through. */
  readonly log: string[] = [];
  readonly #env: Record<string, string>;
  readonly #media: NonNullable<BackendOptions['media']>;
  #backend: Backend | null = null;
  #handles = 0;
  #query: Backend['db']['query'] | undefined;

  /** @param env beside what a stage has. @param media what makes it */
  constructor(env: Record<string, string> = {}, media: NonNullable<BackendOptions['media']> = {}) {
    this.#env = env;
    this.#media = media;
  }

  get backend(): Backend {
    return this.#backend!;
  }

  async open(): Promise<this> {
    const { TEST_DATABASE_URL: DATABASE_URL } = process.env;
    this.#backend = await createBackend(
      readConfig({
        LOG_LEVEL: 'silent',
        DEMO: 'false',
        ORIGINS: 'https://t333.example',
        ...(DATABASE_URL && { DATABASE_URL }),
        ...this.#env,
      }),
      { clock: this.clock, media: this.#media, logTo: { write: (line) => void this.log.push(line) } },
    );
    return this;
  }

  close(): Promise<void> {
    return this.#backend!.close();
  }

  /** A browser, or a program: with a cookie or a token, once it has one. */
  client(): Client {
    return new Client(this.#backend!.app);
  }

  /** Somebody who has just registered. */
  async guest(password = 'correct horse battery'): Promise<Client & { id: string; handle: string }> {
    const handle = `guest_${++this.#handles}_${process.pid}`;
    const client = this.client();
    const { body } = await client.post('/v1/auth/register', { handle, password });
    return Object.assign(client, { id: body.id as string, handle });
  }

  /** From now on the database fails with it; null: no more. */
  fail(reason: Error | null): void {
    const { db } = this.#backend!;
    this.#query ??= db.query;
    db.query = reason ? () => Promise.reject(reason) : this.#query;
  }

  /** What an administrator of the database does. */
  async promote(accountId: string, role: Account['role']): Promise<void> {
    await this.#backend!.db.query('UPDATE accounts SET role = $2 WHERE id = $1', [accountId, role]);
  }
}

export interface Answer {
  status: number;
  headers: Record<string, unknown>;
  // What a test expects of it, it asserts.
  // oxlint-disable-next-line typescript/no-explicit-any
  body: any;
}

type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';

export class Client {
  /** Of the cookie. */
  session: string | undefined;
  token: string | undefined;
  origin: string | undefined;
  readonly #app: Backend['app'];

  constructor(app: Backend['app']) {
    this.#app = app;
  }

  /** As it comes. */
  async raw(method: Method, url: string, payload?: object | string, headers: Record<string, string> = {}) {
    return this.#app.inject({
      method,
      url,
      ...(payload && { payload }),
      headers: {
        host: HOST,
        ...(this.token && { authorization: `Bearer ${this.token}` }),
        ...(this.origin && { origin: this.origin }),
        ...headers,
      },
      ...(this.session && { cookies: { t333_session: this.session } }),
    });
  }

  async send(method: Method, url: string, payload?: object): Promise<Answer> {
    const answer = await this.raw(method, url, payload);
    const cookie = answer.cookies.find(({ name }) => name === 't333_session');
    if (cookie) this.session = cookie.value || undefined;
    return {
      status: answer.statusCode,
      headers: answer.headers,
      body: answer.body === '' ? null : (JSON.parse(answer.body) as unknown),
    };
  }

  get = (url: string): Promise<Answer> => this.send('GET', url);
  post = (url: string, payload?: object): Promise<Answer> => this.send('POST', url, payload);
}
