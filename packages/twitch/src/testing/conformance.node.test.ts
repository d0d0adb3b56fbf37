import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { FakeClock } from '@t333/core/testing';
import { http, ws } from 'msw';
import { setupServer } from 'msw/node';
import { TwitchMock, twitchHandlers, type Fault } from './index.ts';
import { startTwitchServer } from './server/index.ts';

/** One way to reach a mock. */
interface Carrier {
  helixUrl: string;
  idUrl: string;
  ircUrl: string;
  eventSubUrl: string;
  fetch: typeof globalThis.fetch;
  WebSocket: typeof WebSocket;
  close: () => unknown;
}

const TWITCH = {
  helixUrl: 'https://api.twitch.tv/helix',
  idUrl: 'https://id.twitch.tv/oauth2',
  ircUrl: 'wss://irc-ws.chat.twitch.tv:443',
  eventSubUrl: 'wss://eventsub.wss.twitch.tv/ws',
};

const carriers: Record<string, (mock: TwitchMock) => Promise<Carrier>> = {
  fetch: async (mock) => ({ ...TWITCH, fetch: mock.fetch, WebSocket: mock.WebSocket, close: () => {} }),
  msw: async (mock) => {
    const server = setupServer(...twitchHandlers(mock, { http, ws }));
    server.listen();
    return { ...TWITCH, fetch: globalThis.fetch, WebSocket: globalThis.WebSocket, close: () => server.close() };
  },
  server: async (mock) => {
    const server = await startTwitchServer(mock);
    return { ...server, fetch: globalThis.fetch, WebSocket: globalThis.WebSocket };
  },
};

interface Ask {
  name: string;
  url: (carrier: Carrier) => string;
  init?: (tokens: { user: string; refresh: string }) => RequestInit;
  fault?: Fault;
}

const helix = (path: string) => (carrier: Carrier) => carrier.helixUrl + path;
const id = (path: string) => (carrier: Carrier) => carrier.idUrl + path;
const signedIn = ({ user }: { user: string }): RequestInit => ({
  headers: { 'Client-Id': 'mock-client', Authorization: `Bearer ${user}` },
});
const form = (fields: Record<string, string>): RequestInit => ({ method: 'POST', body: new URLSearchParams(fields) });
const CLIENT = { client_id: 'mock-client', client_secret: 'mock-secret' };

const json =
  (method: string, body: object) =>
  (tokens: { user: string }): RequestInit => ({ ...signedIn(tokens), method, body: JSON.stringify(body) });
const MESSAGE = { broadcaster_id: '7', sender_id: '7', message: 'schön 😀' };

const asks: Ask[] = [
  { name: 'a page of streams', url: helix('/streams?first=2'), init: signedIn },
  { name: 'users by login', url: helix('/users?login=u1&login=u2&login=nobody'), init: signedIn },
  { name: 'the own user', url: helix('/users'), init: signedIn },
  { name: 'no token', url: helix('/users') },
  { name: 'a wrong token', url: helix('/users'), init: () => signedIn({ user: 'x' }) },
  { name: 'a missing scope', url: helix('/streams/followed?user_id=7'), init: signedIn },
  { name: 'too large a page', url: helix('/streams?first=101'), init: signedIn },
  { name: 'a search with blanks', url: helix('/search/channels?query=u%201+2&live_only=true'), init: signedIn },
  { name: 'a message', url: helix('/chat/messages'), init: json('POST', MESSAGE) },
  { name: 'the same message again', url: helix('/chat/messages'), init: json('POST', MESSAGE) },
  {
    name: 'a body that is no JSON',
    url: helix('/chat/messages'),
    init: (tokens) => ({ ...signedIn(tokens), method: 'POST', body: '{' }),
  },
  { name: 'a new title', url: helix('/channels?broadcaster_id=7'), init: json('PATCH', { title: 'New' }) },
  { name: 'the new title', url: helix('/channels?broadcaster_id=7'), init: signedIn },
  { name: 'what is not there to delete', url: helix('/eventsub/subscriptions?id=x'), init: json('DELETE', {}) },
  { name: 'no such endpoint', url: helix('/nowhere'), init: signedIn },
  { name: 'an app token', url: id('/token'), init: () => form({ grant_type: 'client_credentials', ...CLIENT }) },
  {
    name: 'a wrong secret',
    url: id('/token'),
    init: () => form({ grant_type: 'client_credentials', ...CLIENT, client_secret: 'x' }),
  },
  {
    name: 'a refresh',
    url: id('/token'),
    init: ({ refresh }) => form({ grant_type: 'refresh_token', refresh_token: refresh, ...CLIENT }),
  },
  {
    name: 'a refresh token that is gone',
    url: id('/token'),
    init: () => form({ grant_type: 'refresh_token', refresh_token: 'x', ...CLIENT }),
  },
  { name: 'validate', url: id('/validate'), init: ({ user }) => ({ headers: { Authorization: `OAuth ${user}` } }) },
  { name: 'validate without a token', url: id('/validate') },
  { name: 'device codes', url: id('/device'), init: () => form({ client_id: 'mock-client', scopes: 'a b' }) },
  { name: 'revoke', url: id('/revoke'), init: () => form({ client_id: 'mock-client', token: 'x' }) },
  { name: 'reset', url: helix('/users'), init: signedIn, fault: 'reset' },
  { name: 'cut', url: helix('/users'), init: signedIn, fault: 'cut' },
  { name: 'html', url: helix('/users'), init: signedIn, fault: 'html' },
  { name: 'truncated', url: helix('/users'), init: signedIn, fault: 'truncated' },
  { name: 'wrong type', url: helix('/users'), init: signedIn, fault: 'wrong-type' },
  { name: 'no headers', url: helix('/users'), init: signedIn, fault: 'no-headers' },
  { name: '503', url: helix('/users'), init: signedIn, fault: { status: 503, headers: { 'Retry-After': '2' } } },
  { name: '204', url: helix('/users'), init: signedIn, fault: { status: 204, body: '' } },
];

const HEADERS = [
  'content-type',
  'ratelimit-limit',
  'ratelimit-remaining',
  'ratelimit-reset',
  'retry-after',
  'twitch-request-id',
];

async function transcript(response: Promise<Response>): Promise<unknown> {
  let answer: Response;
  try {
    answer = await response;
  } catch (error) {
    return `no answer: ${(error as Error).name}`;
  }
  const { status, headers } = answer;
  const seen = { status, headers: HEADERS.map((name) => headers.get(name)) };
  return answer.text().then(
    (text) => ({ ...seen, text }),
    (error: Error) => ({ ...seen, text: `broke: ${error.name}` }),
  );
}

const SCOPES = ['chat:read', 'chat:edit', 'user:write:chat', 'channel:manage:broadcast'];

function world(): { mock: TwitchMock; tokens: { user: string; refresh: string } } {
  const mock = new TwitchMock({ clock: new FakeClock() });
  for (const login of ['u1', 'u2', 'u3']) mock.addStream({ user_login: login, viewer_count: Number(login.slice(1)) });
  const { value, refreshToken } = mock.issueToken({ userId: '7', scopes: SCOPES });
  return { mock, tokens: { user: value, refresh: refreshToken ?? '' } };
}

/** All that a socket says until it closes; `act` is told of every line. */
function listen(socket: WebSocket, act: (text: string) => void): Promise<string[]> {
  const seen: string[] = [];
  return new Promise((resolve) => {
    socket.addEventListener('open', () => seen.push('open'));
    socket.addEventListener('message', ({ data }) => {
      seen.push(String(data));
      act(String(data));
    });
    socket.addEventListener('close', ({ code, reason }) => resolve([...seen, `close ${code} ${reason}`]));
  });
}

async function chat(mock: TwitchMock, token: string, carrier: Carrier): Promise<string[]> {
  const socket = new carrier.WebSocket(carrier.ircUrl);
  socket.addEventListener('open', () => {
    socket.send('CAP REQ :twitch.tv/tags twitch.tv/commands twitch.tv/membership');
    socket.send(`PASS oauth:${token}`);
    socket.send('NICK any');
    socket.send('JOIN #u1,#u2');
    socket.send('@client-nonce=n PRIVMSG #u1 :hello');
    socket.send('PING :still there');
  });
  return listen(socket, (text) => {
    if (!text.includes('PONG')) return;
    mock.chat.say('u1', 'u3', 'a message');
    mock.chat.demandReconnect();
    mock.chat.disconnect(4000, 'enough');
  });
}

async function eventSub(mock: TwitchMock, token: string, carrier: Carrier): Promise<string[]> {
  const socket = new carrier.WebSocket(`${carrier.eventSubUrl}?keepalive_timeout_seconds=30`);
  const subscribe = async (session_id: string): Promise<void> => {
    const condition = { broadcaster_user_id: '7' };
    const wish = { type: 'stream.online', version: '1', condition, transport: { method: 'websocket', session_id } };
    await carrier.fetch(helix('/eventsub/subscriptions')(carrier), json('POST', wish)({ user: token }));
    mock.eventSub.emit('stream.online', condition, { id: '1' });
  };
  const seen = await listen(socket, (text) => {
    const { metadata, payload } = JSON.parse(text);
    if (metadata.message_type === 'session_welcome') void subscribe(payload.session.id);
    if (metadata.message_type === 'notification') mock.eventSub.demandReconnect();
    if (metadata.message_type === 'session_reconnect') mock.eventSub.disconnect(4004);
  });
  return seen.map((text) => text.replace(new URL(carrier.eventSubUrl).host, 'HOST').replace('wss:', 'ws:'));
}

const answers: Record<string, Record<string, unknown>> = {};

for (const [name, start] of Object.entries(carriers)) {
  describe(`${name} of the mock`, () => {
    const { mock, tokens } = world();
    let carrier: Carrier;
    const seen: Record<string, unknown> = (answers[name] = {});
    before(async () => {
      carrier = await start(mock);
    });
    after(() => carrier.close());

    for (const ask of asks) {
      it(`answers ${ask.name}`, async () => {
        if (ask.fault) mock.faults.add({ fault: ask.fault });
        seen[ask.name] = await transcript(carrier.fetch(ask.url(carrier), ask.init?.(tokens)));
        // msw reads a whole answer before it hands it over, and knows no half one.
        const isLost = name === 'msw' && ask.fault === 'cut';
        assert.deepEqual(seen[ask.name], isLost ? 'no answer: TypeError' : answers['fetch']?.[ask.name]);
      });
    }

    it('lets an abort end a hang', async () => {
      mock.faults.add({ fault: 'hang' });
      const aborting = new AbortController();
      const call = carrier.fetch(helix('/users')(carrier), { ...signedIn(tokens), signal: aborting.signal });
      setTimeout(() => aborting.abort(), 20);
      await assert.rejects(call, { name: 'AbortError' });
    });

    it('chats', async () => {
      seen['chat'] = await chat(mock, tokens.user, carrier);
      assert.deepEqual(seen['chat'], answers['fetch']?.['chat']);
    });

    it('speaks EventSub', async () => {
      seen['eventSub'] = await eventSub(mock, tokens.user, carrier);
      assert.deepEqual(seen['eventSub'], answers['fetch']?.['eventSub']);
      assert.equal((seen['eventSub'] as string[]).length, 5);
    });

    it('forgets sockets that are closed', async () => {
      while (mock.chat.connections.length + mock.eventSub.sessions.length > 0) await new Promise(setImmediate);
    });

    it('refuses a socket', async () => {
      mock.faults.add({ path: '/irc', fault: 'reset' });
      const socket = new carrier.WebSocket(carrier.ircUrl);
      const said = await listen(socket, () => {});
      assert.equal(said.at(-1), 'close 1006 ');
    });
  });
}

describe('startTwitchServer', () => {
  it('answers 404 to what is not Twitch’s, and 500 where a handler of a test fails', async () => {
    const mock = new TwitchMock();
    mock.on('GET', '/oauth2/broken', () => {
      throw new Error('a bug');
    });
    const server = await startTwitchServer(mock);
    const statuses = [];
    for (const path of ['/elsewhere', '/oauth2/broken'])
      statuses.push((await fetch(new URL(path, server.idUrl))).status);
    await server.close();
    assert.deepEqual(statuses, [404, 500]);
  });

  it('says so where the port is taken', async () => {
    const server = await startTwitchServer(new TwitchMock());
    const port = Number(new URL(server.idUrl).port);
    await assert.rejects(startTwitchServer(new TwitchMock(), { port }), { code: 'EADDRINUSE' });
    await server.close();
  });

  it('lets pages of any origin ask, and hides the limits where the mock does', async () => {
    for (const headers of ['always', 'hidden'] as const) {
      const server = await startTwitchServer(new TwitchMock({ headers }));
      const preflight = await fetch(`${server.helixUrl}/users`, { method: 'OPTIONS' });
      const answer = await fetch(`${server.helixUrl}/users`);
      await server.close();
      assert.equal(preflight.headers.get('access-control-allow-origin'), '*');
      assert.equal(answer.headers.get('access-control-allow-origin'), '*');
      assert.equal(answer.headers.get('access-control-expose-headers') !== null, headers === 'always');
    }
  });
});
