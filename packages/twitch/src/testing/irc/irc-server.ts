import type { IssuedTokens } from '../issued-tokens.ts';
import { roomTags } from '../room.ts';
import type { Peer, PeerHandler } from '../socket/peer.ts';
import { WindowLimit } from '../window-limit.ts';
import type { World } from '../world.ts';
import { HOST, IrcSession, type IrcHost } from './irc-session.ts';
import { stateTags } from './irc-tags.ts';
import type { IrcTags } from './irc-text.ts';
import type { PostRefusal } from './post-rules.ts';

/** How often the server asks for a sign of life, and how long it waits for one; the second is not documented. */
const PING_MS = 300_000;
const PONG_MS = 10_000;
/** Sign-ins, and joins, of one user in 10 s; those who have no name are one to Twitch, which knows them by their address. */
const LIMIT = 20;
const LIMIT_MS = 10_000;
const VISITORS = 'justinfan';
/** Channels of one user at once, moderated ones aside. */
const MAX_CHANNELS = 100;

/** Connections, sign-ins and channels; what is said there is another's. */
export abstract class IrcServer {
  /** Channels that a JOIN named beyond a limit: Twitch says nothing, and nothing comes. */
  readonly ignoredJoins: string[] = [];
  /** Logins of channels that answer a JOIN with `msg_channel_suspended`. */
  readonly suspended = new Set<string>();
  /** Logins of channels that do not exist: a JOIN is not answered. */
  readonly missing = new Set<string>();
  /** Whether a PING is answered. */
  answersPings = true;
  protected readonly world: World;
  readonly #tokens: IssuedTokens;
  readonly #sessions = new Map<IrcSession, () => void>();
  readonly #signIns: WindowLimit;
  readonly #joins: WindowLimit;

  constructor(world: World, tokens: IssuedTokens) {
    this.world = world;
    this.#tokens = tokens;
    this.#signIns = new WindowLimit(world.clock, LIMIT_MS);
    this.#joins = new WindowLimit(world.clock, LIMIT_MS);
  }

  /** Who is connected, in the order of their connections. */
  get connections(): { login: string | null; channels: string[] }[] {
    return this.sessions.map(({ login, channels }) => ({ login, channels: [...channels] }));
  }

  protected get sessions(): IrcSession[] {
    return [...this.#sessions.keys()];
  }

  /** What a client wrote. */
  protected abstract receive(session: IrcSession, channel: string, text: string, tags: IrcTags): void;

  /** A socket server, or the mock's own sockets, hand over a client here. */
  connect(peer: Peer): PeerHandler {
    const session = new IrcSession(peer, this.#host);
    this.#sessions.set(session, () => {});
    this.#pingLater(session);
    return session;
  }

  readonly #host: IrcHost = {
    admitsVisitor: () => this.#signIns.take(VISITORS, LIMIT),
    login: (value) => {
      const token = this.#tokens.find(value);
      if (!token || token.userId === null) return null;
      const { userId, scopes } = token;
      if (!scopes.includes('chat:read') || !this.#signIns.take(userId, LIMIT)) return null;
      return { user: this.world.user({ id: userId }), mayWrite: scopes.includes('chat:edit') };
    },
    ping: (session, text) => {
      if (this.answersPings) session.send(`:${HOST} PONG ${HOST} :${text}`);
    },
    leave: (session) => {
      this.#sessions.get(session)?.();
      this.#sessions.delete(session);
      for (const channel of session.channels) this.#tellOthers(session, `PART #${channel}`, channel);
    },
    part: (session, channel) => {
      if (!session.channels.delete(channel)) return;
      session.send(`${sender(session.login ?? '')} PART #${channel}`);
      this.#tellOthers(session, `PART #${channel}`, channel);
    },
    join: (session, channel) => this.#join(session, channel),
    post: (session, channel, text, tags) => this.receive(session, channel, text, tags),
  };

  #join(session: IrcSession, channel: string): void {
    const { login, user } = session;
    if (login === null || session.channels.has(channel) || this.missing.has(channel)) return;
    const { id } = this.world.user({ login: channel });
    const moderates = this.world.mayModerate(id, user?.id ?? null);
    const isFull = !moderates && this.#countChannels(login) >= MAX_CHANNELS;
    if (isFull || !this.#joins.take(login, LIMIT)) return void this.ignoredJoins.push(channel);
    if (this.suspended.has(channel)) {
      const message = 'This channel does not exist or has been suspended.';
      return sendNotice(session, channel, { code: 'msg_channel_suspended', message });
    }
    session.channels.add(channel);
    this.#tellOthers(session, `JOIN #${channel}`, channel);
    session.send(`${sender(login)} JOIN #${channel}`);
    session.send(`:${login}.${HOST} 353 ${login} = #${channel} :${login}`);
    session.send(`:${login}.${HOST} 366 ${login} #${channel} :End of /NAMES list`);
    if (user) session.sendCommand(`:${HOST} USERSTATE #${channel}`, stateTags(this.world, id, user));
    session.sendCommand(`:${HOST} ROOMSTATE #${channel}`, { ...roomTags(this.world.room(id).state), 'room-id': id });
  }

  protected sessionsIn(channel: string): IrcSession[] {
    return this.sessions.filter((session) => session.channels.has(channel));
  }

  #tellOthers(session: IrcSession, what: string, channel: string): void {
    for (const other of this.sessionsIn(channel)) {
      if (other !== session && other.has('membership')) other.send(`${sender(session.login ?? '')} ${what}`);
    }
  }

  /** The channels of all connections of one user that count. */
  #countChannels(login: string): number {
    let count = 0;
    for (const session of this.sessions) {
      if (session.login !== login) continue;
      for (const channel of session.channels) {
        if (!this.world.mayModerate(this.world.user({ login: channel }).id, session.user?.id ?? null)) count++;
      }
    }
    return count;
  }

  #pingLater(session: IrcSession): void {
    const cancel = this.world.clock.after(PING_MS, () => {
      session.owesPong = true;
      session.sendRaw(`PING :${HOST}\r\n`);
      this.#sessions.set(
        session,
        this.world.clock.after(PONG_MS, () => (session.owesPong ? session.close(1006) : this.#pingLater(session))),
      );
    });
    this.#sessions.set(session, cancel);
  }
}

/** Who a line is from. */
export const sender = (login: string): string => `:${login}!${login}@${login}.${HOST}`;

export function sendNotice(session: IrcSession, channel: string, { code, message }: PostRefusal): void {
  session.sendCommand(`:${HOST} NOTICE #${channel} :${message}`, { 'msg-id': code });
}
