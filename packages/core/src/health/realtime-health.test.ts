import { expect } from 'chai';
import { RealtimeHub } from '../../../../examples/realtime/hub.ts';
import { memoryClient } from '../../../../examples/realtime/memory-client.ts';
import { ANN } from '../realtime/fixtures/connection-stage.ts';
import { TestNetwork } from '../realtime/fixtures/test-device.ts';
import { RealtimeConnection } from '../realtime/index.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { HealthMonitor } from './health-monitor.ts';
import { realtimeHealth } from './realtime-health.ts';

/** A monitor of the channel `a` of a server in memory, which tells its health every 5 s while `tells`. */
async function watching({ isOwner = true } = {}) {
  const clock = new FakeClock();
  const hub = new RealtimeHub({ clock, windowMs: 0 });
  const network = new TestNetwork();
  const { WebSocket, fetch } = memoryClient(hub);
  const connection = new RealtimeConnection({
    url: 'wss://t333.example/v1',
    WebSocket,
    fetch: (input, init) => fetch(input, { ...init, headers: { authorization: 'Bearer ann' } }),
    getTicket: () => Promise.resolve(hub.issueTicket(ANN)),
    clock,
    network,
    random: () => 0.5,
  });
  hub.users.set('ann', ANN);
  if (isOwner) hub.channel('a').roles.set('ann', 'broadcaster');
  const server = { tells: true, health: { bitrateKbps: 6000, fps: 60, dropRate: 0 } };
  const tell = (): void => {
    if (server.tells) hub.tellHealth('a', { ...server.health, timestamp: clock.wallTime() });
    clock.after(5000, tell);
  };
  clock.after(1000, tell);
  const monitor = new HealthMonitor({
    clock,
    source: realtimeHealth(connection, 'a'),
    targets: { bitrateBps: 6e6, activeFps: 60 },
  });
  const changes: string[] = [];
  monitor.addEventListener('statuschange', ({ status }) => changes.push(status));
  await clock.advance(0);
  const state = () => monitor.state.getSnapshot();
  return { hub, clock, connection, network, server, monitor, changes, state };
}

describe('realtimeHealth', () => {
  it('joins, and tells what the server does: bits, frames, drops, viewers', async () => {
    const { hub, clock, state, server, monitor, connection } = await watching();
    expect(state()).to.include({ status: 'unknown', link: 'open' });
    hub.setViewers('a', 42);
    await clock.advance(1000);
    expect(state().sample).to.deep.include({ bitrateBps: 6e6, activeFps: 60, dropRate: 0, viewerCount: 42 });
    expect(state().status).to.equal('healthy');
    server.health = { bitrateKbps: 2500, fps: 60, dropRate: 0.08 };
    await clock.advance(5000);
    expect(state()).to.include({ status: 'starving' });
    expect(state().issues.map(({ type, reason }) => `${type} ${reason}`)).to.deep.equal([
      'dropping-frames network',
      'bitrate-low network',
    ]);
    monitor.destroy();
    expect(connection.state.getSnapshot().channels.size).to.equal(0);
    connection.destroy();
  });

  it('is offline while the plug is pulled, holds the figures, and is well again with it', async () => {
    const { hub, clock, state, monitor, network, changes } = await watching();
    await clock.advance(11_000);
    expect(state()).to.include({ status: 'healthy' });
    const held = state().sample;
    hub.faults.refuseSockets = hub.faults.refusePolls = true;
    network.online = false;
    hub.cut();
    await clock.advance(100);
    expect(state()).to.include({ status: 'offline', link: 'reconnecting', isStale: false });
    await clock.advance(12_000);
    expect(state()).to.include({ status: 'offline', isStale: true, sample: held });
    hub.faults.refuseSockets = hub.faults.refusePolls = false;
    network.comeBack();
    await clock.advance(6000);
    expect(state()).to.include({ status: 'healthy', link: 'open', isStale: false });
    expect(changes).to.deep.equal(['healthy', 'offline', 'healthy']);
    monitor.destroy();
  });

  it('follows by polls where no socket gets through, each sample once', async () => {
    const { hub, clock, state, monitor } = await watching();
    hub.faults.refuseSockets = true;
    hub.cut();
    await clock.advance(60_000);
    const before = state().samples.length;
    await clock.advance(50_000);
    expect(hub.polls).to.be.at.least(10);
    expect(state()).to.include({ status: 'healthy', link: 'open', isStale: false });
    expect(state().samples.length - before).to.be.within(8, 11);
    monitor.destroy();
  });

  it('is stale, then offline, when the broadcast falls silent', async () => {
    const { clock, state, server, monitor } = await watching();
    await clock.advance(1000);
    server.tells = false;
    await clock.advance(10_000);
    expect(state()).to.include({ status: 'healthy', isStale: true, link: 'open' });
    await clock.advance(20_000);
    expect(state()).to.include({ status: 'offline', isStale: true, link: 'open' });
    monitor.destroy();
  });

  it('hears nothing of a channel that is not its own', async () => {
    const { clock, state, monitor } = await watching({ isOwner: false });
    await clock.advance(20_000);
    expect(state()).to.include({ status: 'unknown', link: 'open', sample: null });
    monitor.destroy();
  });

  it('says why it may not join', async () => {
    const { hub, clock, connection, monitor: other } = await watching();
    hub.channel('b').refusal = 'banned';
    const monitor = new HealthMonitor({ clock, source: realtimeHealth(connection, 'b') });
    await clock.advance(100);
    const { status, link, error } = monitor.state.getSnapshot();
    expect([status, link, error?.code]).to.deep.equal(['offline', 'closed', 'forbidden']);
    monitor.destroy();
    other.destroy();
  });

  for (const isWaited of [true, false]) {
    it(`shares a channel that somebody else ${isWaited ? 'has joined' : 'is joining'}, and leaves it to them`, async () => {
      const { hub, clock, connection, monitor: other } = await watching();
      hub.channel('b').roles.set('ann', 'moderator');
      const joining = connection.join('b', { history: 50 });
      if (isWaited) await Promise.all([joining, clock.advance(100)]);
      const monitor = new HealthMonitor({ clock, source: realtimeHealth(connection, 'b') });
      await clock.advance(100);
      expect(monitor.state.getSnapshot().link).to.equal('open');
      hub.tellHealth('b', { bitrateKbps: 1, fps: 2, dropRate: 0, viewerCount: 3, timestamp: 4 });
      await clock.advance(0);
      expect(monitor.state.getSnapshot().sample).to.include({ bitrateBps: 1000, activeFps: 2, viewerCount: 3 });
      monitor.destroy();
      expect([...connection.state.getSnapshot().channels.keys()]).to.deep.equal(['a', 'b']);
      other.destroy();
    });
  }

  it('asks for no more than the health: a chat beside it hears nothing twice', async () => {
    const { hub, clock, connection, monitor: other } = await watching();
    const told: string[] = [];
    connection.addEventListener('items', ({ items }) => {
      for (const item of items)
        if (item.channelId === 'b')
          told.push(item.kind === 'event' && item.event.type === 'chat' ? item.event.text : item.kind);
    });
    hub.say('b', ANN, 'one');
    await Promise.all([connection.join('b', { history: 50 }), clock.advance(100)]);
    const monitor = new HealthMonitor({ clock, source: realtimeHealth(connection, 'b') });
    await clock.advance(100);
    hub.say('b', ANN, 'two');
    await clock.advance(0);
    expect(told.filter((kind) => kind !== 'joined')).to.deep.equal(['one', 'two']);
    monitor.destroy();
    other.destroy();
  });

  it('is over when the connection is', async () => {
    const { connection, state, clock, monitor } = await watching();
    await clock.advance(1000);
    connection.destroy();
    expect(state()).to.include({ status: 'offline', link: 'closed' });
    expect(state().sample).to.include({ activeFps: 60 });
    monitor.destroy();
  });
});
