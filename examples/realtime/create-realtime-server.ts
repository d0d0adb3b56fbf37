import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { answerHttp } from './hub-http.ts';
import { RealtimeHub, type HubOptions } from './hub.ts';
import { turnKnobs, type Knobs } from './knobs.ts';
import { MAX_CLIENT_FRAME_BYTES, SUBPROTOCOL } from './protocol.ts';

export interface RealtimeServerOptions extends HubOptions {
  /** Where it lies on a server that does other things, too: `/realtime`. Default: at the root. */
  prefix?: string;
  /** Pages of these origins may use it; the rest are refused. Default: all, as a server on one's own machine may. */
  origins?: readonly string[];
  /** `POST …/v1/knobs` lets everybody break it: for tests and demos. Default false. */
  knobs?: boolean;
}

export interface RealtimeServer {
  readonly hub: RealtimeHub;
  /** Answers a request, where it is one of ours. @returns whether it was */
  handle: (request: IncomingMessage, response: ServerResponse) => boolean;
  /** Takes a socket, where it is one of ours. @returns whether it was */
  upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => boolean;
  close: () => void;
}

const BROKEN = 1006;
const METHODS = 'GET, POST, OPTIONS';

/** A t333-rt/1 server in memory, to be put into a server of yours. A restart loses its logs: it is for development. */
export function createRealtimeServer({
  prefix = '',
  origins,
  knobs = false,
  ...options
}: RealtimeServerOptions = {}): RealtimeServer {
  const hub = new RealtimeHub(options);
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: 4 * MAX_CLIENT_FRAME_BYTES,
    // It costs a server many times what it saves.
    perMessageDeflate: false,
    handleProtocols: (offered) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
  });
  const perIp = new Map<string, number>();
  const urlOf = (request: IncomingMessage): URL | null => {
    const url = URL.parse(`http://localhost${request.url ?? '/'}`);
    if (!url?.pathname.startsWith(`${prefix}/v1/`)) return null;
    url.pathname = url.pathname.slice(prefix.length);
    return url;
  };
  const isAllowed = ({ headers: { origin } }: IncomingMessage): boolean =>
    origin === undefined || origins === undefined || origins.includes(origin);

  return {
    hub,
    handle(request, response) {
      const url = urlOf(request);
      if (!url) return false;
      void serve(hub, url, request, response, isAllowed(request), knobs);
      return true;
    },
    upgrade(request, socket, head) {
      const url = urlOf(request);
      if (url?.pathname !== '/v1/rt') return false;
      const ip = request.socket.remoteAddress ?? '';
      const count = perIp.get(ip) ?? 0;
      if (hub.faults.refuseSockets || !isAllowed(request) || count >= hub.socketsPerIp) {
        socket.end(
          `HTTP/1.1 ${isAllowed(request) ? '503 Service Unavailable' : '403 Forbidden'}\r\nconnection: close\r\n\r\n`,
        );
        return true;
      }
      sockets.handleUpgrade(request, socket, head, (client) => {
        perIp.set(ip, (perIp.get(ip) ?? 0) + 1);
        attach(hub, client, () => perIp.set(ip, perIp.get(ip)! - 1));
      });
      return true;
    },
    close() {
      hub.close();
      for (const client of sockets.clients) client.terminate();
      sockets.close();
    },
  };
}

function attach(hub: RealtimeHub, client: WebSocket, onLeft: () => void): void {
  const session = hub.connect({
    send: (text) => client.send(text),
    close: (code) => (code === BROKEN ? client.terminate() : client.close(code)),
    get bufferedBytes() {
      return client.bufferedAmount;
    },
  });
  client.on('message', (data, isBinary) => (isBinary ? session.end(4000) : session.receive(String(data))));
  client.on('error', () => client.terminate());
  client.on('close', () => {
    session.left();
    onLeft();
  });
}

async function serve(
  hub: RealtimeHub,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
  isAllowed: boolean,
  knobs: boolean,
): Promise<void> {
  const { origin } = request.headers;
  const cors: Record<string, string> = origin
    ? {
        'access-control-allow-origin': origin,
        'access-control-allow-credentials': 'true',
        'access-control-allow-methods': METHODS,
        'access-control-allow-headers': 'authorization, content-type, idempotency-key',
        'access-control-expose-headers': 'retry-after',
        'access-control-max-age': '600',
        vary: 'origin',
      }
    : {};
  if (!isAllowed) return void response.writeHead(403).end();
  if (request.method === 'OPTIONS') return void response.writeHead(204, cors).end();
  const left = new AbortController();
  response.on('close', () => left.abort());
  try {
    if (knobs && url.pathname === '/v1/knobs') {
      turnKnobs(hub, JSON.parse(await readText(request)) as Knobs);
      return void response.writeHead(204, cors).end();
    }
    const delayMs = hub.faults.delayMs('up') + hub.faults.delayMs('down');
    if (delayMs > 0) await new Promise<void>((resolve) => void hub.clock.after(delayMs, resolve));
    const answer = await answerHttp(hub, {
      method: request.method ?? 'GET',
      url,
      headers: new Headers(request.headers as Record<string, string>),
      text: () => readText(request),
      signal: left.signal,
    });
    if (left.signal.aborted) return;
    if (answer) response.writeHead(answer.status, { ...answer.headers, ...cors }).end(answer.body);
    else response.writeHead(404, cors).end();
  } catch {
    if (!response.headersSent) response.writeHead(500, cors);
    response.end();
  }
}

async function readText(request: IncomingMessage): Promise<string> {
  request.setEncoding('utf8');
  let text = '';
  for await (const chunk of request) {
    text += chunk;
    if (text.length > 2 * MAX_CLIENT_FRAME_BYTES) break;
  }
  return text;
}

export interface StartedRealtimeServer {
  /** Of the API, for `new RealtimeConnection({ url })`. */
  readonly url: string;
  readonly hub: RealtimeHub;
  readonly server: Server;
  close: () => Promise<void>;
}

/** The same as a server of its own. */
export async function startRealtimeServer({
  port = 0,
  host = '127.0.0.1',
  ...options
}: RealtimeServerOptions & { port?: number; host?: string } = {}): Promise<StartedRealtimeServer> {
  const realtime = createRealtimeServer(options);
  const server = createServer((request, response) => {
    if (!realtime.handle(request, response)) response.writeHead(404).end();
  });
  server.on('upgrade', (request, socket, head) => {
    if (!realtime.upgrade(request, socket, head)) socket.destroy();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return {
    url: `http://${host}:${(server.address() as AddressInfo).port}${options.prefix ?? ''}/v1`,
    hub: realtime.hub,
    server,
    close: () =>
      new Promise((resolve) => {
        realtime.close();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
