import { expect } from 'chai';
import { T333Error } from '../errors.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { MemoryServer } from './memory-transport.ts';
import type { Frame, RealtimeTransport } from './transport.ts';

const MOVE = { type: 'timeline', roomId: 'r', position: 1, rate: 1, playing: true, at: 5, rev: 0 };

const heardBy = (transport: RealtimeTransport): Frame[] => {
  const heard: Frame[] = [];
  transport.addEventListener('frame', ({ frame }) => heard.push(frame));
  return heard;
};

const codeOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.catch((error: unknown) => (error instanceof T333Error ? error.code : error));

describe('MemoryTransport', () => {
  let clock: FakeClock;
  let server: MemoryServer;
  beforeEach(() => {
    clock = new FakeClock();
    server = new MemoryServer({ clock });
  });

  it('answers with the time of the server, there in the middle', async () => {
    const transport = server.connect({ userId: 'a', delayMs: (way) => (way === 'up' ? 70 : 130) });
    const startAt = clock.wallTime();
    const reply = transport.request({ type: 'ping' });
    let answeredMs = 0;
    void reply.then(() => (answeredMs = clock.now()));
    await clock.advance(1_000);
    expect(await reply).to.include({ type: 'pong', serverAt: startAt + 70 });
    expect(answeredMs).to.equal(200);
    expect(clock.pending).to.equal(0);
  });

  it('tells those who have joined, and only those', async () => {
    const connect = (userId: string): RealtimeTransport => server.connect({ userId });
    const [a, b, c, d] = [connect('a'), connect('b'), connect('c'), connect('d')];
    const heard = [a, b, c, d].map(heardBy);
    for (const transport of [a, b, d]) void transport.request({ type: 'join', channelId: 'r' });
    await clock.advance(1);
    void d.request({ type: 'leave', channelId: 'r' });
    const ack = a.request(MOVE);
    await clock.advance(1);
    expect(await ack).to.include({ type: 'ack', rev: 1 });
    const event = { ...MOVE, channelId: 'r', rev: 1, by: 'a' };
    expect(heard).to.deep.equal([[event], [event], [], []]);
    const joined = c.request({ type: 'join', channelId: 'r' });
    await clock.advance(1);
    expect(await joined).to.deep.include({ type: 'joined', events: [{ ...MOVE, rev: 1, by: 'a' }] });
  });

  it('refuses as a server does', async () => {
    server = new MemoryServer({ clock, mayMove: (userId, roomId) => userId === 'a' && roomId === 'r' });
    const [a, b] = [server.connect({ userId: 'a' }), server.connect({ userId: 'b' })];
    const replies = [
      b.request(MOVE),
      a.request({ ...MOVE, rev: 1 }),
      a.request({ ...MOVE, rate: 99 }),
      a.request({ type: 'dance' }),
    ];
    await clock.advance(1);
    const codes = (await Promise.all(replies)).map(({ type, code }) => [type, code]);
    expect(codes).to.deep.equal(['forbidden', 'stale', 'bad_request', 'bad_request'].map((code) => ['error', code]));
  });

  it('keeps frames in their order, however the delays fall', async () => {
    const delays = [100, 10, 50, 0];
    const transport = server.connect({ userId: 'a', delayMs: (way) => (way === 'down' ? delays.shift()! : 0) });
    const heard = heardBy(transport);
    for (let n = 0; n < 4; n++) server.broadcast({ type: 'x', n });
    await clock.advance(99);
    expect(heard).to.have.length(0);
    await clock.advance(1);
    expect(heard.map(({ n }) => n)).to.deep.equal([0, 1, 2, 3]);
  });

  it('carries nothing but JSON', async () => {
    const heard = heardBy(server.connect({ userId: 'a' }));
    const list = [1];
    server.broadcast({ type: 'x', list, never: undefined, nan: NaN });
    list.push(2);
    await clock.advance(1);
    expect(heard).to.deep.equal([{ type: 'x', list: [1], nan: null }]);
  });

  it('gives up an answer that does not come', async () => {
    const transport = server.connect({ userId: 'a', delayMs: () => Infinity });
    const code = codeOf(transport.request({ type: 'ping' }));
    await clock.advance(10_000);
    expect(await code).to.equal('timeout');
    expect(clock.pending).to.equal(0);
  });

  it('gives up when it is told to', async () => {
    const transport = server.connect({ userId: 'a', delayMs: () => 100 });
    const controller = new AbortController();
    const code = codeOf(transport.request({ type: 'ping' }, { signal: controller.signal }));
    controller.abort();
    expect(await code).to.equal('aborted');
    expect(await codeOf(transport.request({ type: 'ping' }, { signal: controller.signal }))).to.equal('aborted');
    await clock.advance(1_000);
    expect(clock.pending).to.equal(0);
  });

  it('loses what is on its way when the connection breaks', async () => {
    const transport = server.connect({ userId: 'a', delayMs: () => 100 });
    const heard = heardBy(transport);
    await clock.advance(0);
    server.broadcast({ type: 'x' });
    const code = codeOf(transport.request({ type: 'ping' }));
    transport.disconnect();
    expect(await code).to.equal('network');
    expect(transport.state.getSnapshot().status).to.equal('connecting');
    expect(await codeOf(transport.request({ type: 'ping' }))).to.equal('network');
    expect(clock.pending).to.equal(0);
    transport.reconnect();
    expect(transport.state.getSnapshot().status).to.equal('open');
    const reply = transport.request({ type: 'ping' });
    await clock.advance(1_000);
    expect(await reply).to.have.property('type', 'pong');
    expect(heard).to.deep.equal([]);
  });

  it('is closed for good when it is destroyed', async () => {
    const transport = server.connect({ userId: 'a', delayMs: () => 100 });
    const code = codeOf(transport.request({ type: 'ping' }));
    transport.destroy();
    expect(await code).to.equal('network');
    transport.reconnect();
    expect(transport.state.getSnapshot().status).to.equal('closed');
    expect(await codeOf(transport.request({ type: 'ping' }))).to.equal('destroyed');
    server.broadcast({ type: 'x' });
    expect(clock.pending).to.equal(0);
  });
});
