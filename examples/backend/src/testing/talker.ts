import { once } from 'node:events';
import { WebSocket } from 'ws';
import { SUBPROTOCOL } from '../protocol.ts';
import type { Account } from './instances.ts';

// What a test expects of a frame, it asserts.
// oxlint-disable-next-line typescript/no-explicit-any
type Frame = Record<string, any>;

/** One socket, frame by frame: no client that hides what goes wrong. */
export class Talker {
  readonly frames: Frame[] = [];
  readonly socket: WebSocket;
  /** Null while it is open. */
  closeCode: number | null = null;
  readonly #waiting = new Set<() => void>();
  #rids = 0;

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (data) => {
      this.frames.push(JSON.parse(String(data)) as Frame);
      this.#wake();
    });
    socket.on('close', (code) => {
      this.closeCode = code;
      this.#wake();
    });
    socket.on('error', () => {});
  }

  static async open(api: string, account: Account | null = null): Promise<Talker> {
    const talker = await Talker.connect(api);
    await talker.ask({ type: 'auth', proto: 1, ...(account && { ticket: await ticketOf(api, account) }) });
    return talker;
  }

  /** A socket that has said nothing yet. */
  static async connect(api: string, headers: Record<string, string> = {}): Promise<Talker> {
    const socket = new WebSocket(`${api.replace('http', 'ws')}/rt`, SUBPROTOCOL, { headers });
    const talker = new Talker(socket);
    await once(socket, 'open');
    return talker;
  }

  /** Asks, and has the answer; or the code with which the socket was closed instead. */
  async ask(frame: Frame): Promise<Frame> {
    const rid = `r${++this.#rids}`;
    this.socket.send(JSON.stringify({ rid, ...frame }));
    return this.until(() => this.frames.find((one) => one['rid'] === rid));
  }

  say(channelId: string, text: string, nonce: string = crypto.randomUUID()): Promise<Frame> {
    return this.ask({ type: 'chat', channelId, text, nonce });
  }

  /** The events of a channel, in frames and batches. */
  events(channelId: string): Frame[] {
    return this.frames
      .flatMap((frame) =>
        frame['type'] === 'batch' || frame['type'] === 'joined'
          ? (frame['events'] as Frame[]).map((event) =>
              Object.assign({ channelId: frame['channelId'] as string }, event),
            )
          : [frame],
      )
      .filter((event) => event['channelId'] === channelId && event['type'] !== 'joined');
  }

  event(channelId: string, is: (event: Frame) => boolean): Promise<Frame> {
    return this.until(() => this.events(channelId).find(is));
  }

  /** Resolves with what is found, as soon as it is; or with how the socket was closed. */
  until(find: () => Frame | undefined): Promise<Frame> {
    return new Promise((resolve) => {
      const look = (): void => {
        const found = find() ?? (this.closeCode === null ? undefined : { type: 'closed', code: this.closeCode });
        if (!found) return;
        this.#waiting.delete(look);
        resolve(found);
      };
      this.#waiting.add(look);
      look();
    });
  }

  async closed(): Promise<number> {
    return (await this.until(() => undefined))['code'] as number;
  }

  close(): void {
    this.socket.terminate();
  }

  #wake(): void {
    for (const look of this.#waiting) look();
  }
}

export async function ticketOf(api: string, { token }: Account): Promise<string> {
  const response = await fetch(`${api}/rt/ticket`, { method: 'POST', headers: { authorization: `Bearer ${token}` } });
  const { ticket } = (await response.json()) as { ticket?: string };
  if (ticket === undefined) throw new Error(`no ticket, but ${response.status}`);
  return ticket;
}
