import type { T333Error } from '@t333/core/errors';
import { expect } from 'chai';
import { setUp } from './fixtures/event-sub-stage.ts';

const BOB = { broadcaster_user_id: '1' };
const ANN = { broadcaster_user_id: '2' };
const PATH = '/eventsub/subscriptions';

type Stage = ReturnType<typeof setUp>;

const calls = ({ mock }: Stage): string =>
  mock.requests
    .filter(({ path }) => path === PATH)
    .map(({ method }) => method)
    .join();

describe('Subscriptions of EventSub', () => {
  let stage: Stage;

  beforeEach(async () => {
    stage = setUp();
    await stage.on(stage.eventSub.subscribe('stream.online', ANN));
  });

  afterEach(() => {
    stage.eventSub.destroy();
    expect(stage.clock.pending, 'left running').to.equal(0);
  });

  it('go on where one is ended and wanted again at once', async () => {
    const { eventSub, on, pass, statuses, goLive } = stage;
    const end = await on(eventSub.subscribe('stream.online', BOB));
    end();
    await on(eventSub.subscribe('stream.online', BOB));
    await pass(5000);
    expect(statuses()).to.equal('stream.online enabled,stream.online enabled');
    expect(calls(stage)).to.equal('POST,POST');
    expect(goLive('1')).to.equal(1);
  });

  it('are made anew once the end of the old one is through', async () => {
    const { eventSub, mock, on, pass, statuses, goLive, state } = stage;
    const end = await on(eventSub.subscribe('stream.online', BOB));
    mock.faults.add({ method: 'DELETE', path: PATH, fault: { delayMs: 300 } });
    end();
    expect(state().subscriptions).to.have.length(1);
    await pass(100);
    await on(eventSub.subscribe('stream.online', BOB), 1000);
    await pass(5000);
    expect(statuses()).to.equal('stream.online enabled,stream.online enabled');
    expect(calls(stage)).to.equal('POST,POST,DELETE,POST');
    expect(goLive('1')).to.equal(1);
  });

  it('are shared with a request that the one before has given up', async () => {
    const { eventSub, mock, on, pass, goLive } = stage;
    mock.faults.add({ method: 'POST', path: PATH, fault: { delayMs: 300 } });
    const controller = new AbortController();
    const first = eventSub.subscribe('stream.online', BOB, { signal: controller.signal }).catch((error) => error);
    await pass(50);
    controller.abort();
    expect(((await first) as T333Error).code).to.equal('aborted');
    await on(eventSub.subscribe('stream.online', BOB), 1000);
    await pass(5000);
    expect(calls(stage)).to.equal('POST,POST');
    expect(goLive('1')).to.equal(1);
  });

  it('are taken back where the answer comes after who wanted it has left', async () => {
    const { eventSub, mock, pass, goLive } = stage;
    mock.faults.add({ method: 'POST', path: PATH, fault: { delayMs: 300 } });
    const controller = new AbortController();
    eventSub.subscribe('stream.online', BOB, { signal: controller.signal }).catch(() => {});
    await pass(50);
    controller.abort();
    await pass(5000);
    expect(calls(stage)).to.equal('POST,POST,DELETE');
    expect(goLive('1')).to.equal(0);
  });

  it('wait for another session where Twitch does not know this one', async () => {
    const { eventSub, mock, on, pass, statuses, goLive, log, state } = stage;
    const { sessionId } = state();
    const message = 'websocket transport session does not exist or has already disconnected';
    mock.faults.add({ method: 'POST', path: PATH, fault: { status: 400, body: { error: '', status: 400, message } } });
    await on(eventSub.subscribe('stream.online', BOB), 10_000);
    await pass();
    expect(state().sessionId).not.to.equal(sessionId);
    expect(statuses()).to.equal('stream.online enabled,stream.online enabled');
    expect([goLive('1'), goLive('2')]).to.deep.equal([1, 1]);
    expect(log).to.deep.equal(['gap']);
  });

  it('have a gap from the first loss on, where another comes before all of them are back', async () => {
    const { eventSub, mock, pass, clock, statuses, goLive } = stage;
    const gaps: number[] = [];
    eventSub.addEventListener('gap', ({ sinceMs }) => gaps.push(sinceMs));
    await pass(60_000);
    goLive('2');
    await pass(1000);
    const heardAtMs = clock.wallTime() - 1000;
    mock.eventSub.disconnect(1006);
    mock.faults.add({ method: 'POST', path: PATH, fault: 'hang' });
    await pass(2000);
    expect(statuses()).to.equal('stream.online pending');
    mock.eventSub.disconnect(1006);
    await pass(5000);
    expect(statuses()).to.equal('stream.online enabled');
    expect(gaps).to.deep.equal([heardAtMs]);
  });
});

describe('Connections of EventSub', () => {
  it('are tried ever more slowly where the server takes them and ends them', async () => {
    const stage = setUp();
    const { eventSub, mock, pass, state } = stage;
    eventSub.subscribe('stream.online', BOB).catch(() => {});
    let times = 0;
    let last: string | null = null;
    const leave = eventSub.state.subscribe(() => {
      const { sessionId } = state();
      if (sessionId && sessionId !== last) {
        times++;
        queueMicrotask(() => mock.eventSub.disconnect(4000));
      }
      last = sessionId;
    });
    for (let second = 0; second < 60; second++) await pass(1000);
    expect(times).to.be.within(4, 9);
    leave();
    await pass(120_000);
    expect(state().status).to.equal('open');
    mock.eventSub.disconnect(4000);
    await pass(0);
    expect(state().retryAtMs! - stage.clock.now()).to.be.at.most(500);
    eventSub.destroy();
  });

  it('fail at once where there can be none', async () => {
    const code = (promise: Promise<unknown>): Promise<string> => promise.then(String, (error: T333Error) => error.code);
    const { WebSocket } = globalThis;
    Reflect.deleteProperty(globalThis, 'WebSocket');
    try {
      const { eventSub, on, state, clock } = setUp({ WebSocket: undefined as never });
      expect(await code(on(eventSub.subscribe('stream.online', BOB)))).to.equal('unsupported');
      expect(state()).to.deep.include({ status: 'idle', subscriptions: [] });
      expect(clock.pending).to.equal(0);
    } finally {
      globalThis.WebSocket = WebSocket;
    }
    const { eventSub, on, state } = setUp({ eventSubUrl: 'gopher://nowhere' });
    expect(await code(on(eventSub.subscribe('stream.online', BOB)))).to.equal('invalid-argument');
    expect(state().status).to.equal('idle');
    expect(() => setUp({ eventSubUrl: 'nowhere' }))
      .to.throw()
      .with.property('code', 'invalid-argument');
  });
});
