import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { half, type MockAnswer } from '../answer.ts';
import { NoSuchHost } from '../refused.ts';
import type { TwitchMock } from '../twitch-mock.ts';

/** Where the server listens. */
export interface TwitchServerOptions {
  /** Default 0: any that is free. */
  port?: number;
  /** Default '127.0.0.1'. */
  host?: string;
}

/** A server that runs. */
export interface TwitchServer {
  /** In place of `https://api.twitch.tv/helix`. */
  readonly helixUrl: string;
  /** In place of `https://id.twitch.tv/oauth2`. */
  readonly idUrl: string;
  /** In place of `wss://irc-ws.chat.twitch.tv`. */
  readonly ircUrl: string;
  /** In place of `wss://eventsub.wss.twitch.tv/ws`. */
  readonly eventSubUrl: string;
  /** Ends all connections, and the server. */
  close: () => Promise<void>;
}

const PREFLIGHT_HEADERS = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE, OPTIONS',
  'access-control-allow-headers': 'authorization, client-id, content-type',
  'access-control-max-age': '600',
};

/**
 * The mock as a server on this machine, for other processes and for browsers. Pages of any origin may ask it, as they may ask
 * Twitch; they can read the rate limit headers unless the mock was made with `headers: 'hidden'`.
 */
export async function startTwitchServer(
  mock: TwitchMock,
  { port = 0, host = '127.0.0.1' }: TwitchServerOptions = {},
): Promise<TwitchServer> {
  const sockets = new WebSocketServer({ noServer: true });
  const server = createServer((request, response) => void serve(mock, request, response));
  server.on('upgrade', (request, socket, head) => upgrade(mock, sockets, request, socket, head));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const { port: actual } = server.address() as AddressInfo;
  const authority = `${host}:${actual}`;
  return {
    helixUrl: `http://${authority}/helix`,
    idUrl: `http://${authority}/oauth2`,
    ircUrl: `ws://${authority}/irc`,
    eventSubUrl: `ws://${authority}/ws`,
    close: () =>
      new Promise((resolve) => {
        for (const client of sockets.clients) client.terminate();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function serve(mock: TwitchMock, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method === 'OPTIONS') return void response.writeHead(204, PREFLIGHT_HEADERS).end();
  const left = new AbortController();
  response.on('close', () => left.abort());
  try {
    const text = await readText(request);
    const headers = new Headers(request.headers as Record<string, string>);
    const raw = { method: request.method ?? 'GET', url: `http://${request.headers.host}${request.url}`, headers, text };
    write(mock, await mock.answer(raw, left.signal), request.socket, response);
  } catch (error) {
    // Whoever left needs no answer; and what is neither the API nor the identity service is not here.
    if (left.signal.aborted) return;
    const status = error instanceof NoSuchHost ? 404 : 500;
    response.writeHead(status, { 'content-type': 'text/plain' }).end(String(error));
  }
}

function write(mock: TwitchMock, answer: MockAnswer, socket: Socket, response: ServerResponse): void {
  if (answer.broken === 'before') return void socket.resetAndDestroy();
  const names = Object.keys(answer.headers).filter((name) => !name.startsWith('content-'));
  response.writeHead(answer.status, {
    ...answer.headers,
    'access-control-allow-origin': '*',
    ...(mock.headers !== 'hidden' && { 'access-control-expose-headers': names.join(', ') }),
    'content-length': Buffer.byteLength(answer.body),
  });
  if (answer.broken) response.write(half(answer.body), () => socket.destroy());
  else response.end(answer.body);
}

async function readText(request: IncomingMessage): Promise<string> {
  request.setEncoding('utf8');
  let text = '';
  for await (const chunk of request) text += chunk;
  return text;
}

function upgrade(
  mock: TwitchMock,
  sockets: WebSocketServer,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): void {
  const url = new URL(`ws://${request.headers.host}${request.url}`);
  const { accepted, delayMs } = mock.admit(url);
  if (!accepted) return void socket.destroy();
  const open = (): void => sockets.handleUpgrade(request, socket, head, (client) => attach(mock, client, url));
  if (delayMs === 0) open();
  else if (delayMs < Infinity) socket.on('close', mock.clock.after(delayMs, open));
}

const BROKEN = 1006;

function attach(mock: TwitchMock, client: WebSocket, url: URL): void {
  const handler = mock.connect({
    url,
    send: (text) => client.send(text),
    close: (code, reason) => (code === BROKEN ? client.terminate() : client.close(code, reason)),
  });
  client.on('message', (data) => handler.receive(String(data)));
  client.on('close', () => handler.left());
  client.on('error', () => client.terminate());
}
