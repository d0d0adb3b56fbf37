import { readProblem, type ModFrame } from '../../packages/core/src/protocol/index.ts';
import { Peer, within } from './peer.ts';

/** Somebody whom the server knows, by a bearer token. */
export interface Account {
  token: string;
  userId: string;
}

export interface ServerUnderTest {
  /** Of its API: `https://example.com/v1`. */
  url: string;
  /** A channel that exists, where `moderator` is one, and nobody else talks. */
  channelId: string;
  viewer: Account;
  moderator: Account;
}

/** Asks the server whose token it is. */
export async function accountOf(url: string, token: string): Promise<Account> {
  const bench = new Bench({ url, channelId: '', viewer: { token, userId: '' }, moderator: { token, userId: '' } });
  try {
    const ticket = await bench.ticket({ token, userId: '' });
    const { user } = await (await bench.socket()).get('ready', { type: 'auth', proto: 1, ticket });
    if (!user) throw new Error('the server knows nobody by that token');
    return { token, userId: user.id };
  } finally {
    bench.close();
  }
}

/**
 * Whether there is what the checks need, so that what is missing is said once and not by each of them.
 *
 * @throws Error a sentence that says what
 */
export async function checkChannel(server: ServerUnderTest): Promise<void> {
  const bench = new Bench(server);
  try {
    const peer = await bench.signIn(server.moderator);
    const reply = await peer.ask({ type: 'join', channelId: server.channelId, history: 0 });
    if (reply.type === 'error' && reply.code === 'not_found')
      throw new Error(`there is no channel "${server.channelId}": --channel names another`);
  } finally {
    bench.close();
  }
}

/** What a check has to hand. Its sockets are closed when it has ended. */
export class Bench {
  readonly server: ServerUnderTest;
  readonly #peers: Peer[] = [];

  constructor(server: ServerUnderTest) {
    this.server = server;
  }

  get channelId(): string {
    return this.server.channelId;
  }

  /** A socket that has said nothing yet. */
  async socket(): Promise<Peer> {
    const peer = await Peer.open(this.server.url);
    this.#peers.push(peer);
    return peer;
  }

  /** A socket that has said who it is; nobody is anonymous. */
  async signIn(account: Account | null): Promise<Peer> {
    const peer = await this.socket();
    await peer.get('ready', { type: 'auth', proto: 1, ...(account && { ticket: await this.ticket(account) }) });
    return peer;
  }

  /** A socket that has joined the channel. */
  async join(account: Account | null, history = 0): Promise<Peer> {
    const peer = await this.signIn(account);
    await peer.get('joined', { type: 'join', channelId: this.channelId, history });
    return peer;
  }

  async ticket(account: Account): Promise<string> {
    const response = await this.fetch('rt/ticket', { method: 'POST' }, account);
    const { ticket } = (await response.json()) as { ticket?: unknown };
    if (response.status === 401) throw new Error('the token is not good');
    if (typeof ticket !== 'string') throw new Error(`no ticket came, but ${response.status}`);
    return ticket;
  }

  async fetch(path: string, init: RequestInit = {}, account: Account | null = null): Promise<Response> {
    const headers = new Headers(init.headers);
    if (account) headers.set('authorization', `Bearer ${account.token}`);
    if (init.body) headers.set('content-type', 'application/json');
    return within(fetch(new URL(path, `${this.server.url}/`), { ...init, headers }), `an answer to ${path}`, 30_000);
  }

  /** Has a moderator act. Where the server does not moderate, an optional check ends here. */
  async moderate(peer: Peer, act: Omit<ModFrame, 'type' | 'rid' | 'channelId'>): Promise<void> {
    const reply = await peer.ask({ type: 'mod', channelId: this.channelId, ...act });
    if (reply.type === 'ack') return;
    const told = `${act.action} was answered by ${JSON.stringify(reply)}`;
    throw reply.type === 'error' && reply.code === 'bad_request' ? new LeftOut(told) : new Error(told);
  }

  /** Asks for what lies below the channel. Where the server has no polls, an optional check ends here. */
  async poll(path: string, init: RequestInit = {}, account: Account | null = null): Promise<Response> {
    const response = await this.fetch(`channels/${encodeURIComponent(this.channelId)}/${path}`, init, account);
    // With a code it would say that there is no such channel, and clients would give it up.
    if (response.status === 404 && !readProblem(await response.clone().text()))
      throw new LeftOut(`${path} was answered by 404`);
    return response;
  }

  close(): void {
    for (const peer of this.#peers) peer.close();
  }
}

export interface Check {
  /** A sentence about a server that is right. */
  title: string;
  /** A server may leave it out, if it says so. What every server has to do keeps messages: none is lost, doubled or out of order. */
  optional?: true;
  run: (bench: Bench) => Promise<void>;
}

export interface CheckResult {
  title: string;
  status: 'holds' | 'fails' | 'left out';
  /** Null: it holds. */
  error: Error | null;
}

/** The server has said that it does not do this at all. */
export class LeftOut extends Error {}

/** Holds a server to the checks, one after the other. */
export async function* runChecks(server: ServerUnderTest, checks: readonly Check[]): AsyncGenerator<CheckResult> {
  for (const { title, optional = false, run } of checks) {
    const bench = new Bench(server);
    let error: Error | null = null;
    try {
      await run(bench);
    } catch (cause) {
      error = cause instanceof Error ? cause : new Error(String(cause));
    } finally {
      bench.close();
    }
    const status = error === null ? 'holds' : optional && error instanceof LeftOut ? 'left out' : 'fails';
    yield { title, status, error };
  }
}
