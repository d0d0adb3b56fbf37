import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { App } from '../http/app.ts';
import { networkOf } from '../http/ip.ts';
import { isKnownOrigin } from '../http/origins.ts';
import { CLOSE, DEFAULT_HEARTBEAT_MS, MAX_CLIENT_FRAME_BYTES, SUBPROTOCOL } from '../protocol.ts';
import type { Realtime } from './realtime.ts';

export interface AttachOptions {
  realtime: Realtime;
  /** Pages of these may open sockets, beside those of the server's own origin. */
  origins: readonly string[];
  /** Of IPv6, per network of 64 bits. */
  socketsPerIp: number;
  /** Who asks, seen through the proxies that are believed. */
  ipOf: (request: IncomingMessage) => string;
}

const PATH = '/v1/rt';
/** How long who was told goodbye may take to go. */
const GOODBYE_MS = 1000;

/** Puts the sockets of t333-rt/1 on the server of an app. */
export function attachRealtime(app: App, { realtime, origins, socketsPerIp, ipOf }: AttachOptions): void {
  const server = new WebSocketServer({
    noServer: true,
    // A frame that is too long is refused by its sender's name; what is far too long, unread.
    maxPayload: 4 * MAX_CLIENT_FRAME_BYTES,
    // It costs a server many times what it saves.
    perMessageDeflate: false,
    handleProtocols: (offered) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
  });
  const perIp = new Map<string, number>();

  const refusalOf = (request: IncomingMessage, ip: string): string | null => {
    if (URL.parse(request.url ?? '', 'http://localhost')?.pathname !== PATH) return '404 Not Found';
    if (!isKnownOrigin(request.headers, origins)) return '403 Forbidden';
    if ((perIp.get(ip) ?? 0) >= socketsPerIp) return '429 Too Many Requests';
    return realtime.isDraining ? '503 Service Unavailable' : null;
  };

  app.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const ip = networkOf(ipOf(request));
    const refusal = refusalOf(request, ip);
    if (refusal) return void socket.end(`HTTP/1.1 ${refusal}\r\nconnection: close\r\n\r\n`);
    server.handleUpgrade(request, socket, head, (client) => {
      perIp.set(ip, (perIp.get(ip) ?? 0) + 1);
      server.emit('connection', client, request);
      carry(realtime, client);
      client.once('close', () => {
        const left = perIp.get(ip)! - 1;
        if (left > 0) perIp.set(ip, left);
        else perIp.delete(ip);
      });
    });
  });

  // Who has not answered the last ping by the next one is gone without a word.
  const unanswered = new WeakSet<WebSocket>();
  server.on('connection', (client: WebSocket) => client.on('pong', () => unanswered.delete(client)));
  const beating = setInterval(() => {
    for (const client of server.clients) {
      if (unanswered.has(client)) client.terminate();
      unanswered.add(client);
      client.ping();
    }
  }, DEFAULT_HEARTBEAT_MS);
  beating.unref();

  app.addHook('preClose', async () => {
    clearInterval(beating);
    await realtime.drain();
    await gone(server.clients);
    for (const client of server.clients) client.terminate();
    server.close();
  });
}

/** Resolves when all have gone, or have had the time to read what they were told last. */
async function gone(clients: ReadonlySet<WebSocket>): Promise<void> {
  const late = Promise.withResolvers<void>();
  const timer = setTimeout(late.resolve, GOODBYE_MS);
  const left = [...clients].map((client) => new Promise((resolve) => void client.once('close', resolve)));
  await Promise.race([Promise.all(left), late.promise]);
  clearTimeout(timer);
}

function carry(realtime: Realtime, client: WebSocket): void {
  const session = realtime.connect({
    send: (frame) => client.send(frame, { binary: false }),
    close: (code) => client.close(code),
    get bufferedBytes() {
      return client.bufferedAmount;
    },
    // A pong that nobody asked for is nothing to a browser, and leaves behind all else.
    drained: () => new Promise((resolve) => client.pong('', false, () => resolve())),
  });
  client.on('message', (data, isBinary) => (isBinary ? session.end(CLOSE.protocol) : session.receive(String(data))));
  client.on('error', () => client.terminate());
  client.once('close', () => realtime.disconnected(session));
}
