import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';

/** So many events, and so much time, a client can catch up with. */
const KEPT = { events: 1000, ms: 600_000 };

/** The log of one channel, and the sessions that hear it. */
class Channel {
  // It lives in memory: another start numbers another log.
  epoch = crypto.randomUUID();
  lastSeq = 0;
  events = [];
  sessions = new Set();

  add(event) {
    const logged = { ...event, seq: ++this.lastSeq, at: Date.now() };
    this.events.push(logged);
    while (this.events.length > KEPT.events && this.events[0].at < logged.at - KEPT.ms) this.events.shift();
    return logged;
  }

  /** All that came after `since`; where the log does not hold all of it, the last events. */
  replay(since, history) {
    const { epoch, lastSeq, events } = this;
    const missed = since?.epoch === epoch ? lastSeq - since.seq : -1;
    const recovered = missed >= 0 && missed <= events.length;
    const start = Math.max(0, events.length - (recovered ? missed : history));
    return { epoch, lastSeq, recovered, events: events.slice(start) };
  }
}

/** What is not done: it becomes an `error` frame. */
class Refused extends Error {}

function must(isRight, message, code = 'bad_request', retryAfterMs = undefined) {
  if (!isRight) throw Object.assign(new Refused(message), { code, retryAfterMs });
}

const isText = (value, max) => typeof value === 'string' && value !== '' && [...value].length <= max;
const isWhole = (value, min, max) => Number.isInteger(value) && value >= min && value <= max;

const AUTH_TIMEOUT_MS = 10_000;
const MAX_BUFFERED_BYTES = 1_048_576;

/** One socket. Its user is undefined until it has said who that is, and null for somebody anonymous. */
class Session {
  user = undefined;

  constructor(server, socket) {
    Object.assign(this, { server, socket });
    const late = setTimeout(() => this.user === undefined && socket.close(4001), AUTH_TIMEOUT_MS);
    socket.on('message', (data, isBinary) => (isBinary ? socket.close(4000) : this.receive(String(data))));
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      clearTimeout(late);
      for (const { sessions } of server.channels.values()) sessions.delete(this);
    });
  }

  receive(text) {
    let frame;
    try {
      frame = JSON.parse(text);
    } catch {}
    if (!isText(frame?.rid, 64)) return this.socket.close(4000);
    const { type, rid, channelId } = frame;
    if (type !== 'auth' && this.user === undefined) return this.socket.close(4001);
    const reply = (answer, fields) => this.send({ type: answer, rid, ...fields });
    try {
      must(Object.hasOwn(ANSWERS, type), 'This server does not do that.');
      const channel = this.server.channels.get(channelId);
      const isKnown = channel || type === 'auth' || type === 'ping';
      must(isKnown, 'There is no such channel.', isText(channelId, 128) ? 'not_found' : 'bad_request');
      ANSWERS[type](this, frame, reply, channel);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      reply('error', { ...error, message: error.message });
      if (this.user === undefined) this.socket.close(4001);
    }
  }

  send(frame) {
    this.socket.send(JSON.stringify(frame));
    if (this.socket.bufferedAmount > MAX_BUFFERED_BYTES) this.socket.close(4008);
  }

  /** An event as this session may see it: only who has said something is told its nonce. */
  view({ nonce, ...event }) {
    return event.user.id === this.user?.id ? { ...event, nonce } : event;
  }
}

/** A frame has 64 KiB at most, of which one event takes 10. */
const PART_BYTES = 50_000;

/** Events as a session may see them, in parts that fit into a frame each. */
function partsFor(session, events) {
  const parts = [[]];
  let bytes = 0;
  for (const event of events.map((one) => session.view(one))) {
    if (bytes > PART_BYTES * parts.length) parts.push([]);
    parts.at(-1).push(event);
    bytes += Buffer.byteLength(JSON.stringify(event)) + 1;
  }
  return parts;
}

/** What may be asked. Each frame has one answer, or is refused. */
const ANSWERS = {
  auth(session, { proto, ticket }, reply) {
    const { server, socket } = session;
    if (proto !== 1) return socket.close(4004);
    const user = ticket === undefined ? null : server.tickets.get(ticket);
    server.tickets.delete(ticket);
    must(user !== undefined, 'The ticket is not good.', 'unauthenticated');
    session.user = user;
    reply('ready', { user, serverAt: Date.now(), heartbeatMs: 30_000, limits: server.limits });
  },
  ping: (session, frame, reply) => reply('pong', { serverAt: Date.now() }),
  join(session, { channelId, since, history = 50 }, reply, channel) {
    must(isWhole(history, 0, 200), 'history is 0 to 200.');
    channel.sessions.add(session);
    const { events, ...replay } = channel.replay(since, history);
    const [first, ...rest] = partsFor(session, events);
    const settings = { slowModeMs: 0, followersOnlyMs: null, subscribersOnly: false, emoteOnly: false, maxLength: 500 };
    const you = session.user && { role: 'viewer', badges: [] };
    const facts = { settings, pinned: null, you, viewerCount: channel.sessions.size };
    reply('joined', { channelId, ...replay, ...facts, events: first, more: rest.length > 0 });
    for (const part of rest) session.send({ type: 'batch', channelId, events: part });
  },
  leave(session, frame, reply, channel) {
    channel.sessions.delete(session);
    reply('ack');
  },
  history(session, { channelId, before = Infinity, limit = 50 }, reply, channel) {
    must(isWhole(limit, 1, 200), 'limit is 1 to 200.');
    const events = channel.events.filter(({ seq }) => seq < before).slice(-limit);
    reply('history', { channelId, epoch: channel.epoch, events: partsFor(session, events).at(-1) });
  },
  chat({ user, server }, { channelId, nonce, text, replyTo }, reply, channel) {
    must(user, 'Sign in first.', 'unauthenticated');
    must(isText(nonce, 36) && isText(text, Infinity), 'nonce or text is missing.');
    must(isText(text, 500), 'A message has at most 500 characters.', 'too_long');
    let event = channel.events.findLast((one) => one.nonce === nonce && one.user.id === user.id);
    if (!event) {
      const waitMs = server.waitOf(user);
      must(waitMs <= 0, 'Not so fast.', 'rate_limited', waitMs);
      const answered = channel.events.find(({ id }) => id === replyTo);
      const quote = answered && { replyTo: { id: answered.id, user: answered.user, text: answered.text } };
      const said = { type: 'chat', channelId, id: crypto.randomUUID(), user, nonce, text, emotes: [], badges: [] };
      event = channel.add({ ...said, ...quote });
      for (const one of channel.sessions) one.send(one.view(event));
    }
    reply('ack', { id: event.id, seq: event.seq });
  },
};

const CORS = { 'access-control-allow-origin': '*', 'access-control-allow-headers': 'authorization' };

/** @param options `users` are by bearer token: `{ id, handle, name }`; `channels` are ids */
export async function startServer({ port = 0, users, channels, messagesPerSecond = 1, messageBurst = 3 }) {
  const paidUntilMs = new Map();
  const server = {
    limits: { messagesPerSecond, messageBurst, framesPerSecond: 20, channels: channels.length },
    channels: new Map(channels.map((id) => [id, new Channel()])),
    tickets: new Map(),
    /** How many milliseconds this user has to wait; where it is none, a message is counted. */
    waitOf({ id }) {
      const nowMs = performance.now();
      const untilMs = Math.max(nowMs, paidUntilMs.get(id) ?? 0) + 1000 / messagesPerSecond;
      const waitMs = Math.ceil(untilMs - nowMs - (1000 * messageBurst) / messagesPerSecond);
      if (waitMs <= 0) paidUntilMs.set(id, untilMs);
      return waitMs;
    },
  };
  const http = createServer((request, response) => {
    if (request.url !== '/v1/rt/ticket') return response.writeHead(404).end();
    if (request.method === 'OPTIONS') return response.writeHead(204, CORS).end();
    const user = users.get(request.headers.authorization?.replace(/^Bearer /i, ''));
    response.writeHead(user ? 200 : 401, { ...CORS, 'content-type': `application/${user ? '' : 'problem+'}json` });
    if (!user) return response.end(JSON.stringify({ status: 401, code: 'unauthenticated', detail: 'Who is that?' }));
    const ticket = crypto.randomUUID();
    server.tickets.set(ticket, user);
    setTimeout(() => server.tickets.delete(ticket), 60_000).unref();
    response.end(JSON.stringify({ ticket }));
  });
  const handleProtocols = (offered) => offered.has('t333.v1') && 't333.v1';
  const sockets = new WebSocketServer({ server: http, path: '/v1/rt', maxPayload: 4096, handleProtocols });
  sockets.on('connection', (socket) => new Session(server, socket));
  await new Promise((resolve) => http.listen(port, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${http.address().port}/v1`, http, sockets };
}

if (process.argv[1] === import.meta.filename) {
  const users = new Map(['viewer', 'moderator'].map((id) => [crypto.randomUUID(), { id, handle: id, name: id }]));
  const { url } = await startServer({ port: 8333, users, channels: ['conformance'] });
  const [viewer, moderator] = users.keys();
  console.log(`T333_VIEWER_TOKEN=${viewer} T333_MODERATOR_TOKEN=${moderator} npm run conformance -- ${url}`);
}
