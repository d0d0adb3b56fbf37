import type { User } from 'ts-twitch-api';
import type { Peer, PeerHandler } from '../socket/peer.ts';
import { personTags } from './irc-tags.ts';
import { readLine, writeTags, type ClientLine, type IrcTags } from './irc-text.ts';

/** What a session asks of the server that it belongs to. */
export interface IrcHost {
  /** Whether one more may come without a name. */
  admitsVisitor: () => boolean;
  /** The user of a token with the scope to read chat; null where there is none. */
  login: (token: string) => { user: User; mayWrite: boolean } | null;
  join: (session: IrcSession, channel: string) => void;
  part: (session: IrcSession, channel: string) => void;
  post: (session: IrcSession, channel: string, text: string, tags: IrcTags) => void;
  ping: (session: IrcSession, text: string) => void;
  leave: (session: IrcSession) => void;
}

const CAPABILITIES = ['twitch.tv/commands', 'twitch.tv/membership', 'twitch.tv/tags'];
export const HOST = 'tmi.twitch.tv';
const LOGIN_FAILED = 'Login authentication failed';

/** One chat connection of a client. */
export class IrcSession implements PeerHandler {
  /** Lower case; null before the sign-in. */
  login: string | null = null;
  /** Null for an anonymous one. */
  user: User | null = null;
  mayWrite = false;
  readonly channels = new Set<string>();
  /** When it answered a PING last, and whether it owes one. */
  owesPong = false;
  readonly #capabilities = new Set<string>();
  readonly #peer: Peer;
  readonly #host: IrcHost;
  #pass: string | null = null;

  constructor(peer: Peer, host: IrcHost) {
    this.#peer = peer;
    this.#host = host;
  }

  receive(text: string): void {
    for (const part of text.split(/\r?\n/)) {
      const line = readLine(part);
      if (line) this.#obey(line);
    }
  }

  left(): void {
    this.#host.leave(this);
  }

  has(capability: 'commands' | 'membership' | 'tags'): boolean {
    return this.#capabilities.has(`twitch.tv/${capability}`);
  }

  /** One line, with its tags where the client wants tags. */
  send(line: string, tags: IrcTags = {}): void {
    this.sendRaw(`${this.has('tags') ? writeTags(tags) : ''}${line}\r\n`);
  }

  /** A line that only those get who asked for Twitch's commands. */
  sendCommand(line: string, tags: IrcTags = {}): void {
    if (this.has('commands')) this.send(line, tags);
  }

  sendRaw(text: string): void {
    this.#peer.send(text);
  }

  close(code: number, reason?: string): void {
    this.#peer.close(code, reason);
  }

  #obey({ command, params, tags }: ClientLine): void {
    const [first = '', second = ''] = params;
    switch (command) {
      case 'CAP':
        return this.#negotiate(first.toUpperCase(), second);
      case 'PASS':
        this.#pass = first;
        return;
      case 'NICK':
        return this.#signIn(first.toLowerCase());
      case 'PING':
        return this.#host.ping(this, first);
      case 'PONG':
        this.owesPong = false;
        return;
      case 'QUIT':
        return this.close(1000);
    }
    if (this.login === null) return;
    const channels = first.split(',').map((name) => name.replace(/^#/, '').toLowerCase());
    if (command === 'JOIN') for (const channel of channels) this.#host.join(this, channel);
    if (command === 'PART') for (const channel of channels) this.#host.part(this, channel);
    if (command === 'PRIVMSG' && channels[0]) this.#host.post(this, channels[0], second, tags);
  }

  #negotiate(verb: string, list: string): void {
    const asked = list.split(' ').filter((name) => name !== '');
    if (verb === 'LS') return this.sendRaw(`:${HOST} CAP * LS :${CAPABILITIES.join(' ')}\r\n`);
    if (verb !== 'REQ') return;
    const isKnown = asked.every((name) => CAPABILITIES.includes(name));
    if (isKnown) for (const name of asked) this.#capabilities.add(name);
    this.sendRaw(`:${HOST} CAP * ${isKnown ? 'ACK' : 'NAK'} :${asked.join(' ')}\r\n`);
  }

  #signIn(nick: string): void {
    if (this.login !== null) return;
    if (/^justinfan\d+$/.test(nick)) {
      return this.#host.admitsVisitor() ? this.#welcome(nick) : this.#refuse(LOGIN_FAILED);
    }
    const token = /^oauth:(\S+)$/.exec(this.#pass ?? '')?.[1];
    if (token === undefined) return this.#refuse('Improperly formatted auth');
    const found = this.#host.login(token);
    if (!found) return this.#refuse(LOGIN_FAILED);
    this.user = found.user;
    this.mayWrite = found.mayWrite;
    this.#welcome(found.user.login);
    const { id, display_name } = found.user;
    this.sendCommand(`:${HOST} GLOBALUSERSTATE`, { ...personTags(display_name), 'emote-sets': '0', 'user-id': id });
  }

  #welcome(login: string): void {
    this.login = login;
    const lines = [
      `001 ${login} :Welcome, GLHF!`,
      `002 ${login} :Your host is ${HOST}`,
      `003 ${login} :This server is rather new`,
      `004 ${login} :-`,
      `375 ${login} :-`,
      `372 ${login} :You are in a maze of twisty passages, all alike.`,
      `376 ${login} :>`,
    ];
    this.sendRaw(lines.map((line) => `:${HOST} ${line}\r\n`).join(''));
  }

  #refuse(text: string): void {
    this.sendRaw(`:${HOST} NOTICE * :${text}\r\n`);
    this.close(1000);
  }
}
