import { expect } from 'chai';
import { FakeClock } from '@t333/core/testing';
import { TwitchMock } from '../index.ts';
import type { Frame } from './frames.ts';

const URL_OF_TWITCH = 'wss://eventsub.wss.twitch.tv/ws';
const SUBSCRIPTIONS = 'https://api.twitch.tv/helix/eventsub/subscriptions';

interface SessionPayload {
  session: { id: string; status: string; reconnect_url: string | null; keepalive_timeout_seconds: number | null };
}

function setUp() {
  const clock = new FakeClock();
  const mock = new TwitchMock({ clock });
  const { value } = mock.issueToken({ userId: '7', scopes: ['user:read:chat'] });
  const headers = { 'Client-Id': 'mock-client', Authorization: `Bearer ${value}` };
  const connect = async (url = URL_OF_TWITCH) => {
    const socket = new mock.WebSocket(url);
    const frames: Frame[] = [];
    const closes: number[] = [];
    socket.addEventListener('message', ({ data }) => frames.push(JSON.parse(String(data))));
    socket.addEventListener('close', ({ code }) => closes.push(code));
    await clock.advance(0);
    const session = (frames[0]?.payload as SessionPayload | undefined)?.session;
    return { socket, frames, closes, session, id: session?.id ?? '', types: () => frames.map(typeOf) };
  };
  const ask = async (method: string, query = '', body?: object): Promise<[number, Record<string, unknown>]> => {
    const init = { method, headers, ...(body && { body: JSON.stringify(body) }) };
    const response = await mock.fetch(SUBSCRIPTIONS + query, init);
    const text = await response.text();
    return [response.status, text === '' ? {} : JSON.parse(text)];
  };
  const subscribe = async (sessionId: string, userId = '7', type = 'stream.online') =>
    ask('POST', '', {
      type,
      version: '1',
      condition: { broadcaster_user_id: userId },
      transport: { method: 'websocket', session_id: sessionId },
    });
  return { clock, mock, connect, ask, subscribe };
}

/** What a frame brings, as what it is known to be. */
const payloadOf = <Payload>(frame: Frame | undefined): Payload => frame?.payload as Payload;

const typeOf = ({ metadata }: Frame): string => metadata.message_type;

describe('EventSubMock', () => {
  it('welcomes, and closes with 4003 who subscribes to nothing within 10 s', async () => {
    const { clock, connect } = setUp();
    const { session, frames, closes } = await connect();
    expect(session).to.deep.include({ status: 'connected', keepalive_timeout_seconds: 10, reconnect_url: null });
    expect(frames[0]?.metadata.message_timestamp).to.match(/^2026-01-01T00:00:00\.\d{9}Z$/);
    await clock.advance(9999);
    expect(closes).to.deep.equal([]);
    await clock.advance(1);
    expect(closes).to.deep.equal([4003]);
    expect(clock.pending).to.equal(0);
  });

  it('breaks silences, as often as it was asked to', async () => {
    const { clock, mock, connect, subscribe } = setUp();
    const { id, types, session } = await connect(`${URL_OF_TWITCH}?keepalive_timeout_seconds=30`);
    expect(session?.keepalive_timeout_seconds).to.equal(30);
    await subscribe(id);
    await clock.advance(29_000);
    mock.eventSub.emit('stream.online', { broadcaster_user_id: '7' }, {});
    await clock.advance(29_999);
    expect(types()).to.deep.equal(['session_welcome', 'notification']);
    await clock.advance(1);
    expect(types()).to.deep.equal(['session_welcome', 'notification', 'session_keepalive']);
    mock.eventSub.keepsAlive = false;
    await clock.advance(120_000);
    expect(types()).to.have.length(3);
  });

  it('closes with 4001 on anything that a client sends', async () => {
    const { clock, connect } = setUp();
    const { socket, closes } = await connect();
    socket.send('hello');
    await clock.advance(0);
    expect(closes).to.deep.equal([4001]);
  });

  it('notifies those whose condition fits', async () => {
    const { clock, mock, connect, subscribe } = setUp();
    const { id, frames } = await connect();
    const [status, body] = await subscribe(id);
    expect(status).to.equal(202);
    expect(body).to.deep.include({ total: 1, total_cost: 0, max_total_cost: 10 });
    expect(mock.eventSub.emit('stream.online', { broadcaster_user_id: '8' }, {})).to.equal(0);
    expect(mock.eventSub.emit('stream.offline', { broadcaster_user_id: '7' }, {})).to.equal(0);
    expect(mock.eventSub.emit('stream.online', { broadcaster_user_id: '7' }, { a: 1 })).to.equal(1);
    await clock.advance(0);
    expect(frames[1]?.metadata).to.include({ subscription_type: 'stream.online', subscription_version: '1' });
    expect(payloadOf<{ event: object }>(frames[1]).event).to.include({ a: 1 });
  });

  it('fills in what an event leaves out', async () => {
    const { clock, mock, connect, subscribe } = setUp();
    const { id, frames } = await connect();
    await subscribe(id);
    await subscribe(id, '7', 'channel.dance');
    mock.addUser({ id: '7', login: 'ann', display_name: 'Ann' });
    const stream = mock.addStream({ user_id: '7' });
    const ann = { broadcaster_user_id: '7', broadcaster_user_login: 'ann', broadcaster_user_name: 'Ann' };
    mock.eventSub.emit('stream.online', { broadcaster_user_id: '7' });
    mock.eventSub.emit('stream.online', { broadcaster_user_id: '7' }, { id: '1', type: 'rerun' });
    mock.eventSub.emit('channel.dance', {}, { ...ann, broadcaster_user_name: 'ANN', user_id: '8', steps: 2 });
    await clock.advance(0);
    const { id: streamId, started_at } = stream;
    expect(frames.slice(1).map((frame) => payloadOf<{ event: object }>(frame).event)).to.deep.equal([
      { ...ann, id: streamId, type: 'live', started_at },
      { ...ann, id: '1', type: 'rerun', started_at },
      { ...ann, broadcaster_user_name: 'ANN', user_id: '8', user_login: 'user8', user_name: 'user8', steps: 2 },
    ]);
  });

  it('takes no login for an id', async () => {
    const { connect, subscribe } = setUp();
    const { id } = await connect();
    const [status, body] = await subscribe(id, 'ann');
    expect([status, body['message']]).to.deep.equal([
      400,
      'invalid condition: broadcaster_user_id is an id, and ann is none',
    ]);
  });

  it('repeats itself with the same id', async () => {
    const { clock, mock, connect, subscribe } = setUp();
    const { id, frames } = await connect();
    await subscribe(id);
    mock.eventSub.duplicates = 2;
    mock.eventSub.emit('stream.online', {}, {});
    await clock.advance(0);
    const ids = frames.slice(1).map(({ metadata }) => metadata.message_id);
    expect(ids).to.have.length(3);
    expect(new Set(ids)).to.have.property('size', 1);
  });

  it('moves a session to another connection, and keeps the old one for 30 s', async () => {
    const { clock, mock, connect, subscribe } = setUp();
    const old = await connect();
    await subscribe(old.id);
    mock.eventSub.demandReconnect();
    mock.eventSub.emit('stream.online', {}, { n: 1 });
    await clock.advance(0);
    expect(old.types()).to.deep.equal(['session_welcome', 'session_reconnect', 'notification']);
    const { session } = payloadOf<SessionPayload>(old.frames[1]);
    const next = await connect(session.reconnect_url ?? '');
    expect(next.id).to.equal(old.id);
    mock.eventSub.emit('stream.online', {}, { n: 2 });
    await clock.advance(0);
    expect(old.types()).to.have.length(3);
    expect(next.types()).to.deep.equal(['session_welcome', 'notification']);
    await clock.advance(30_000);
    expect(old.closes).to.deep.equal([4004]);
    expect(next.closes).to.deep.equal([]);
    expect(mock.eventSub.list('7').map(({ status }) => status)).to.deep.equal(['enabled']);
    const used = await connect(session.reconnect_url ?? '');
    await clock.advance(0);
    expect(used.closes).to.deep.equal([4007]);
  });

  it('ends the subscriptions of a connection that is lost', async () => {
    const { clock, mock, connect, ask, subscribe } = setUp();
    const { id, closes } = await connect();
    await subscribe(id);
    mock.eventSub.disconnect();
    await clock.advance(0);
    expect(closes).to.deep.equal([1006]);
    const [, { data }] = await ask('GET', '?status=websocket_disconnected');
    expect(data).to.have.length(1);
    expect((await subscribe(id))[0]).to.equal(400);
  });

  it('revokes', async () => {
    const { clock, mock, connect, subscribe } = setUp();
    const { id, frames } = await connect();
    await subscribe(id);
    mock.eventSub.revoke('user_removed');
    await clock.advance(0);
    expect(frames[1]?.metadata.message_type).to.equal('revocation');
    expect(payloadOf<{ subscription: { status: string } }>(frames[1]).subscription.status).to.equal('user_removed');
    expect(mock.eventSub.emit('stream.online', {}, {})).to.equal(0);
  });

  it('refuses what is too much, too often or not allowed', async () => {
    const { mock, connect, ask, subscribe } = setUp();
    const { id } = await connect();
    const messageOf = async (call: ReturnType<typeof subscribe>): Promise<unknown> => {
      const [status, { message }] = await call;
      return `${status} ${String(message)}`;
    };
    await subscribe(id);
    expect(await messageOf(subscribe(id))).to.equal('409 subscription already exists');
    expect(await messageOf(subscribe(id, '7', 'channel.subscribe'))).to.equal(
      '403 subscription missing proper authorization',
    );
    expect((await subscribe(id, '7', 'channel.chat.message'))[0]).to.equal(202);
    for (let n = 0; n < 10; n++) expect((await subscribe(id, `10${n}`))[0]).to.equal(202);
    expect((await subscribe(id, '200'))[0]).to.equal(429);
    Object.assign(mock.eventSub.limits, { subscriptions: 12, cost: 1000 });
    expect((await subscribe(id, '200'))[0]).to.equal(429);
    for (let n = 0; n < 2; n++) expect((await subscribe((await connect()).id, '7'))[0]).to.equal(202);
    expect((await subscribe((await connect()).id, '7'))[0]).to.equal(429);
    expect((await ask('POST', '', { type: 'x', version: '1', condition: {} }))[0]).to.equal(400);
  });

  it('lists and takes away', async () => {
    const { mock, connect, ask, subscribe } = setUp();
    const { id } = await connect();
    await subscribe(id);
    await subscribe(id, '8');
    const [, { data, total_cost }] = await ask('GET', '?type=stream.online');
    const [first] = data as { id: string }[];
    expect(total_cost).to.equal(1);
    expect((await ask('DELETE', `?id=${first?.id}`))[0]).to.equal(204);
    expect((await ask('DELETE', `?id=${first?.id}`))[0]).to.equal(404);
    expect(mock.eventSub.emit('stream.online', {}, {})).to.equal(1);
  });
});
