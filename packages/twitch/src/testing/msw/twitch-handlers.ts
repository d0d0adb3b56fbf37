import { readable, toResponse } from '../answer.ts';
import { readNative } from '../request.ts';
import type { Peer } from '../socket/peer.ts';
import type { TwitchMock } from '../twitch-mock.ts';

/** What is needed of msw's `http`. */
export interface MswHttp<Handler> {
  all(path: string, resolve: (info: { request: Request }) => Promise<Response>): Handler;
}

/** What is needed of msw's `ws`. */
export interface MswWebSocket<Handler> {
  link(url: string): {
    addEventListener(type: 'connection', listener: (event: { client: MswClient }) => void): Handler;
  };
}

/** One connection, as msw shows it. */
export interface MswClient {
  url: URL;
  send(data: string): void;
  close(code?: number, reason?: string): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  addEventListener(type: 'close', listener: () => void): void;
}

/** What of msw to use, and for which addresses. */
export interface TwitchHandlersOptions<HttpHandler, SocketHandler> {
  http: MswHttp<HttpHandler>;
  /** Leave it out where no sockets are used. */
  ws?: MswWebSocket<SocketHandler>;
  /** Addresses, where what you test was given others than Twitch's. */
  helixUrl?: string;
  idUrl?: string;
  ircUrl?: string;
  eventSubUrl?: string;
}

/**
 * The mock as handlers of msw, for code whose `fetch` and `WebSocket` cannot be replaced. msw's `http` and `ws` are
 * passed in, so that who does not use it need not have it.
 *
 * @example
 * import { http, ws } from 'msw';
 * import { setupServer } from 'msw/node';
 * const server = setupServer(...twitchHandlers(mock, { http, ws }));
 */
export function twitchHandlers<HttpHandler, SocketHandler = never>(
  mock: TwitchMock,
  {
    http,
    ws,
    helixUrl = 'https://api.twitch.tv/helix',
    idUrl = 'https://id.twitch.tv/oauth2',
    ircUrl = 'wss://irc-ws.chat.twitch.tv',
    eventSubUrl = 'wss://eventsub.wss.twitch.tv/ws',
  }: TwitchHandlersOptions<HttpHandler, SocketHandler>,
): (HttpHandler | SocketHandler)[] {
  const answer = async ({ request }: { request: Request }): Promise<Response> => {
    const raw = await readNative(request);
    const given = await mock.answer(raw, request.signal).catch((error: unknown) => {
      // Whoever aborted hears of that from msw.
      if (request.signal.aborted) return null;
      throw error;
    });
    if (!given) return Response.error();
    return toResponse(mock.headers === 'hidden' ? readable(given) : given);
  };
  const pages = [helixUrl, idUrl].map((url) => http.all(`${url}/*`, answer));
  const sockets = ws ? [ircUrl, eventSubUrl].map((url) => connect(mock, ws, url)) : [];
  return [...pages, ...sockets];
}

function connect<Handler>(mock: TwitchMock, ws: MswWebSocket<Handler>, url: string): Handler {
  return ws.link(url).addEventListener('connection', ({ client }) => {
    const { accepted, delayMs } = mock.admit(client.url);
    const peer: Peer = {
      url: client.url,
      send: (text) => client.send(text),
      // msw sends in a microtask, and would close before what was sent.
      close: (code, reason) => queueMicrotask(() => client.close(code, reason)),
    };
    if (!accepted) return peer.close(BROKEN);
    const open = (): void => {
      const handler = mock.connect(peer);
      client.addEventListener('message', ({ data }) => handler.receive(String(data)));
      client.addEventListener('close', () => handler.left());
    };
    // An interceptor cannot hold the handshake back: the socket opens, and its server is silent.
    if (delayMs === 0) open();
    else if (delayMs < Infinity) mock.clock.after(delayMs, open);
  });
}

const BROKEN = 1006;
