import { T333Error } from '@t333/core/errors';
import type { Clock } from '@t333/core/time';
import { parseIrc, type IrcMessage } from './irc-message.ts';
import { openSocket } from './open-socket.ts';

/** From the first packet to the welcome; a good connection takes a tenth of it. */
const CONNECT_TIMEOUT_MS = 10_000;
/** Twitch itself asks every 5 min, which is too long to sit before a dead connection. */
const QUIET_MS = 30_000;
const PONG_TIMEOUT_MS = 10_000;
/** Tags are at most 8 KiB and the rest 512 bytes; the margin is for what Twitch may add. */
const MAX_LINE_LENGTH = 32_768;

const TWITCH_URL = 'wss://irc-ws.chat.twitch.tv:443';
const LOGIN_REFUSED = /^(login|improperly|invalid|error logging)/i;

export interface IrcConnectionOptions {
  ircUrl?: string | undefined;
  WebSocket?: typeof globalThis.WebSocket | undefined;
  clock: Clock;
  nick: string;
}

/** Who owns connections. */
export interface IrcHost {
  /** All that one frame brought, in order; not PING and PONG. */
  onMessages: (connection: IrcConnection, messages: readonly IrcMessage[]) => void;
  onError: (error: T333Error) => void;
  onWelcome: (connection: IrcConnection) => void;
  /** Once, and not after `close()`. `unauthorized` where the token was refused. */
  onClose: (connection: IrcConnection, error: T333Error) => void;
}

/** One socket, from its opening to its end. It answers PING and notices when nobody is there any more. */
export class IrcConnection {
  /** What is asked for, and whether the JOIN is sent: many wait for their turn. */
  readonly asked = new Map<string, { isSent: boolean }>();
  /** What the server has confirmed. */
  readonly joined = new Set<string>();
  closed = false;
  /** When the server last said anything, Unix milliseconds. */
  heardAtMs: number;
  #isWelcome = false;
  readonly #host: IrcHost;
  readonly #clock: Clock;
  readonly #socket: WebSocket;
  #cancelWatch: () => void;

  /**
   * @param token null: anonymous
   * @throws T333Error `invalid-argument`, `unsupported`
   */
  constructor(
    { ircUrl = TWITCH_URL, WebSocket, clock, nick }: IrcConnectionOptions,
    token: string | null,
    host: IrcHost,
  ) {
    this.#host = host;
    this.#clock = clock;
    this.heardAtMs = clock.wallTime();
    const socket = (this.#socket = openSocket(ircUrl, WebSocket));
    socket.addEventListener('open', () => {
      this.send('CAP REQ :twitch.tv/tags twitch.tv/commands');
      if (token) this.send(`PASS oauth:${token}`);
      this.send(`NICK ${nick}`);
    });
    socket.addEventListener('message', ({ data }) => this.#receive(data));
    socket.addEventListener('close', ({ code }) => this.#lose(`Twitch closed the chat (${code}).`));
    this.#cancelWatch = clock.after(CONNECT_TIMEOUT_MS, () => this.#lose('Twitch chat does not answer.'));
  }

  send(line: string): void {
    if (this.#socket.readyState === 1) this.#socket.send(`${line}\r\n`);
  }

  close(): void {
    this.closed = true;
    this.#cancelWatch();
    this.#socket.close();
  }

  #receive(data: unknown): void {
    if (this.closed) return;
    const messages: IrcMessage[] = [];
    for (const line of String(data).split('\n')) {
      if (line.length > MAX_LINE_LENGTH) {
        this.#host.onError(new T333Error('invalid-frame', `A line of ${line.length} characters was left out.`));
        continue;
      }
      const message = parseIrc(line);
      if (!message) continue;
      switch (message.command) {
        case 'PING':
          this.send(`PONG :${message.params[0] ?? ''}`);
          break;
        case 'PONG':
          break;
        case '001':
          this.#isWelcome = true;
          this.#host.onWelcome(this);
          messages.push(message);
          break;
        case 'NOTICE':
          if (!this.#isWelcome && LOGIN_REFUSED.test(message.params[1] ?? '')) {
            return this.#lose(message.params[1]!, 'unauthorized');
          }
        // falls through
        default:
          messages.push(message);
      }
    }
    // A listener of what came before may have closed this.
    if (this.closed) return;
    if (this.#isWelcome) this.#watch();
    if (messages.length > 0) this.#host.onMessages(this, messages);
  }

  #watch(): void {
    const clock = this.#clock;
    this.heardAtMs = clock.wallTime();
    this.#cancelWatch();
    this.#cancelWatch = clock.after(QUIET_MS, () => {
      this.send('PING :t333');
      this.#cancelWatch = clock.after(PONG_TIMEOUT_MS, () => this.#lose('Twitch chat went silent.'));
    });
  }

  #lose(message: string, code: 'network' | 'unauthorized' = 'network'): void {
    if (this.closed) return;
    this.close();
    this.#host.onClose(this, new T333Error(code, message, { retryable: code === 'network' }));
  }
}
