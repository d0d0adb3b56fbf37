import {
  decodeServerFrame,
  encodeClientFrame,
  SUBPROTOCOL,
  type ClientFrame,
  type ClientRequest,
  type RtEvent,
  type ServerFrame,
  type ServerReply,
} from '../../packages/core/src/protocol/index.ts';

/** How long a server may take to answer, or to tell what has happened. */
const PATIENCE_MS = 5000;

type Reply<Type> = Extract<ServerReply, { type: Type }>;

/** Rejects after a while, with a sentence that says what did not come. */
export async function within<T>(promise: Promise<T>, what: string, ms = PATIENCE_MS): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} did not come within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** One socket, as a client has it: what it asks is answered, and what it hears is checked and kept. */
export class Peer {
  readonly #socket: WebSocket;
  /** Of the first frame that is none of the protocol's. */
  #fault: Error | null = null;
  readonly #frames: ServerFrame[] = [];
  readonly #listeners = new Set<() => void>();
  #closeCode: number | null = null;
  #rid = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      try {
        this.#frames.push(decodeServerFrame(data));
      } catch (error) {
        this.#fault ??= error as Error;
      }
      this.#wake();
    });
    socket.addEventListener('close', ({ code }) => {
      this.#closeCode = code;
      this.#wake();
    });
  }

  /** Opens a socket, and says nothing yet. */
  static async open(api: string): Promise<Peer> {
    const url = new URL('rt', `${api}/`);
    url.protocol = url.protocol.replace('http', 'ws');
    const socket = new WebSocket(url, SUBPROTOCOL);
    const peer = new Peer(socket);
    await within(
      new Promise<void>((resolve, reject) => {
        socket.addEventListener('open', () => resolve());
        socket.addEventListener('error', () => reject(new Error(`no socket at ${url.href}`)));
      }),
      'a socket',
    );
    if (socket.protocol !== SUBPROTOCOL) throw new Error(`the subprotocol is "${socket.protocol}", not ${SUBPROTOCOL}`);
    return peer;
  }

  /** Sends what may be no frame at all. */
  sendText(text: string): void {
    this.#socket.send(text);
  }

  /** Asks, and has the answer, whatever it is. */
  async ask(request: ClientRequest): Promise<ServerReply> {
    const rid = `r${++this.#rid}`;
    this.sendText(encodeClientFrame({ rid, ...request } as ClientFrame));
    const reply = await this.find(
      (frame): frame is ServerReply => 'rid' in frame && frame.rid === rid,
      `an answer to ${request.type}`,
    );
    if (this.#frames.filter((frame) => 'rid' in frame && frame.rid === rid).length > 1)
      throw new Error(`${request.type} was answered more than once`);
    return reply;
  }

  /** Asks for what must be granted. */
  async get<Type extends ServerReply['type']>(type: Type, request: ClientRequest): Promise<Reply<Type>> {
    const reply = await this.ask(request);
    if (reply.type === type) return reply as Reply<Type>;
    throw new Error(`${request.type} was answered by ${JSON.stringify(reply)}, not by ${type}`);
  }

  /** Asks for what must be refused, and has the code. */
  async refused(request: ClientRequest): Promise<Reply<'error'>> {
    return this.get('error', request);
  }

  /** The events that it was told of a channel, in frames and batches, in their order. */
  events(channelId: string): RtEvent[] {
    const told: RtEvent[] = [];
    for (const frame of this.#frames) {
      if (frame.type === 'batch')
        told.push(...frame.events.map((event) => ({ channelId: frame.channelId, ...event }) as RtEvent));
      else if (!('rid' in frame) && frame.type !== 'gap' && frame.type !== 'goodbye' && frame.type !== 'error')
        told.push(frame);
    }
    return told.filter((event) => event.channelId === channelId);
  }

  /** Waits for an event, also one that was told already. */
  async event<Type extends RtEvent['type']>(
    channelId: string,
    type: Type,
    is: (event: Extract<RtEvent, { type: Type }>) => boolean = () => true,
  ): Promise<Extract<RtEvent, { type: Type }>> {
    const find = (): Extract<RtEvent, { type: Type }> | undefined =>
      this.events(channelId).find(
        (event): event is Extract<RtEvent, { type: Type }> =>
          event.type === type && is(event as Extract<RtEvent, { type: Type }>),
      );
    return this.#until(find, `an event ${type}`);
  }

  /** Waits for a frame, also one that came already. */
  async find<Frame extends ServerFrame>(is: (frame: ServerFrame) => frame is Frame, what: string): Promise<Frame> {
    return this.#until(() => this.#frames.find(is), what);
  }

  /** Waits until the server has closed the socket, and has the code. */
  async closed(): Promise<number> {
    return this.#until(() => this.#closeCode ?? undefined, 'a close');
  }

  close(): void {
    this.#socket.close();
  }

  async #until<T>(find: () => T | undefined, what: string): Promise<T> {
    let wake: () => void = () => {};
    try {
      return await within(
        new Promise<T>((resolve, reject) => {
          wake = () => {
            const found = find();
            if (this.#fault) reject(this.#fault);
            else if (found !== undefined) resolve(found);
            else if (this.#closeCode !== null)
              reject(new Error(`the socket closed with ${this.#closeCode} before ${what}`));
          };
          this.#listeners.add(wake);
          wake();
        }),
        what,
      );
    } finally {
      this.#listeners.delete(wake);
    }
  }

  #wake(): void {
    for (const listener of this.#listeners) listener();
  }
}
