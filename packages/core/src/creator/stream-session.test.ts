import { expect } from 'chai';
import { RealtimeHub } from '../../../../examples/realtime/hub.ts';
import { memoryClient } from '../../../../examples/realtime/memory-client.ts';
import { T333Error } from '../errors.ts';
import { ANN, rejection } from '../realtime/fixtures/connection-stage.ts';
import { TestNetwork } from '../realtime/fixtures/test-device.ts';
import { RealtimeConnection } from '../realtime/index.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { FakeCreator } from './fixtures/fake-creator.ts';
import { realtimeRoom, type RoomSink } from './room-source.ts';
import { StreamSession, type StreamSessionOptions } from './stream-session.ts';

function open(options: Partial<StreamSessionOptions> = {}, creator = new FakeCreator()) {
  const clock = new FakeClock();
  const network = new TestNetwork();
  let sink!: RoomSink;
  const room = (to: RoomSink): void => void (sink = to);
  const session = new StreamSession({ api: creator, clock, network, room, random: () => 1, ...options });
  const told: string[] = [];
  session.addEventListener('statuschange', ({ previous, status }) => told.push(`${previous} → ${status}`));
  session.addEventListener('error', ({ request, error }) => told.push(`${request}: ${error.code}`));
  const state = () => session.state.getSnapshot();
  return { clock, network, creator, session, told, state, sink };
}

describe('StreamSession', () => {
  it('goes from nothing to a preview, live, and to its end', async () => {
    const { clock, session, told, creator } = open();
    await clock.advance(0);
    await session.startPreview();
    await session.goLive();
    await session.end();
    await session.startPreview();
    expect(told).to.deep.equal([
      'loading → idle',
      'idle → preparing',
      'preparing → preview',
      'preview → starting',
      'starting → live',
      'live → ending',
      'ending → ended',
      'ended → preparing',
      'preparing → preview',
    ]);
    expect(creator.calls).to.deep.equal(['get', 'preview', 'live s1', 'end s1', 'preview']);
    session.destroy();
    expect(clock.pending).to.equal(0);
  });

  it('asks for one thing at a time, and for nothing that cannot be', async () => {
    const { clock, session, creator } = open();
    await clock.advance(0);
    expect(await rejection(session.goLive())).to.include({ code: 'invalid-argument' });
    const first = session.startPreview();
    expect(await rejection(session.startPreview())).to.include({ code: 'invalid-argument' });
    await first;
    expect(creator.calls).to.deep.equal(['get', 'preview']);
    session.destroy();
  });

  it('is what it was where something fails, and says what', async () => {
    const { clock, session, creator, state, told } = open();
    await clock.advance(0);
    await session.startPreview();
    creator.fault = new T333Error('forbidden', 'No.');
    expect(await rejection(session.goLive())).to.equal(creator.fault);
    expect(state()).to.include({ status: 'preview', error: creator.fault, failed: 'goLive' });
    creator.fault = null;
    await clock.advance(10_000);
    expect(state(), 'a look in between changes nothing').to.include({ failed: 'goLive' });
    await session.goLive();
    expect(state()).to.include({ status: 'live', error: null, failed: null });
    expect(told).to.include('goLive: forbidden');
    session.destroy();
  });

  it('looks every 10 s: another tab may have ended it', async () => {
    const { clock, session, creator, state } = open();
    await clock.advance(0);
    await session.startPreview();
    await session.goLive();
    creator.stream = { ...creator.stream!, viewerCount: 40 };
    await clock.advance(10_000);
    expect(state().viewerCount).to.equal(40);
    creator.stream = null;
    await clock.advance(10_000);
    expect(state().status).to.equal('ended');
    session.destroy();
  });

  it('looks later and later while nobody answers, and holds what it knew', async () => {
    const creator = new FakeCreator({ status: 'live' });
    const { clock, session, state } = open({}, creator);
    await clock.advance(0);
    creator.fault = new T333Error('network', 'Lost.', { retryable: true });
    await clock.advance(10_000);
    expect(state()).to.include({ status: 'live', failed: 'load' });
    const asked = creator.calls.length;
    await clock.advance(59_999);
    expect(creator.calls.length - asked).to.equal(1);
    creator.fault = null;
    await clock.advance(60_000);
    expect(state()).to.include({ status: 'live', failed: null, error: null });
    session.destroy();
  });

  it('does not ask again who may not, until somebody says so', async () => {
    const creator = new FakeCreator();
    creator.fault = new T333Error('unauthorized', 'Sign in.');
    const { clock, session, state } = open({}, creator);
    await clock.advance(600_000);
    expect(creator.calls).to.deep.equal(['get']);
    expect(state()).to.include({ status: 'error', error: creator.fault });
    creator.fault = null;
    await session.refresh();
    expect(state().status).to.equal('idle');
    session.destroy();
  });

  it('asks nobody without a network, and at once when it is back', async () => {
    const { clock, session, network, creator, state } = open({}, new FakeCreator({ status: 'live' }));
    await clock.advance(0);
    network.online = false;
    await clock.advance(60_000);
    expect(creator.calls).to.deep.equal(['get']);
    expect(state()).to.include({ status: 'live' });
    expect(state().error).to.include({ code: 'offline' });
    network.comeBack();
    await clock.advance(0);
    expect(state()).to.include({ status: 'live', error: null });
    session.destroy();
  });

  it('asks at once when the room is open again, where the server could not be asked', async () => {
    const { clock, session, sink, creator, state } = open();
    sink.link(true);
    creator.fault = new T333Error('network', 'Nobody is there.', { retryable: true });
    await clock.advance(10_000);
    expect(state()).to.include({ failed: 'load', error: creator.fault });
    creator.fault = null;
    const asked = creator.calls.length;
    sink.link(false);
    sink.link(true);
    await clock.advance(0);
    expect(creator.calls.length).to.equal(asked + 1);
    expect(state()).to.include({ failed: null, error: null });
    sink.link(false);
    sink.link(true);
    expect(creator.calls.length, 'nothing is wrong').to.equal(asked + 1);
    session.destroy();
  });

  it('hears of its encoder: gone when nothing is told for 10 s, while there is somebody to tell', async () => {
    const { clock, session, sink, state } = open({}, new FakeCreator({ status: 'live' }));
    await clock.advance(0);
    sink.link(true);
    sink.encoder(true);
    await clock.advance(9999);
    expect(state()).to.include({ status: 'live', encoder: 'sending' });
    await clock.advance(1);
    expect(state()).to.include({ status: 'reconnecting', encoder: 'gone' });
    sink.encoder(true);
    expect(state().status).to.equal('live');
    sink.link(false);
    await clock.advance(60_000);
    expect(state().status, 'nobody knows').to.equal('live');
    sink.link(true);
    await clock.advance(10_000);
    expect(state().status).to.equal('reconnecting');
    session.destroy();
  });

  it('goes by the room for how many watch, while there is one', async () => {
    const { clock, session, sink, state } = open({}, new FakeCreator({ status: 'live', viewerCount: 40 }));
    await clock.advance(0);
    expect(state().viewerCount).to.equal(40);
    sink.link(true);
    sink.viewers(41);
    await clock.advance(10_000);
    expect(state().viewerCount, 'the answer is older').to.equal(41);
    sink.link(false);
    await clock.advance(10_000);
    expect(state().viewerCount).to.equal(40);
    session.destroy();
  });

  it('looks when the room tells of another stream', async () => {
    const creator = new FakeCreator({ status: 'ended' });
    const { clock, session, sink, state } = open({}, creator);
    await clock.advance(0);
    creator.stream = { ...creator.stream!, id: 's9', status: 'preview' };
    sink.stream({ status: 'preview', startedAtMs: null, hlsUrl: null });
    await clock.advance(0);
    expect(state()).to.include({ status: 'preview' });
    expect(state().stream!.id).to.equal('s9');
    session.destroy();
  });

  it('leaves nothing behind', async () => {
    const creator = new FakeCreator();
    const { clock, session, told, sink } = open({}, creator);
    await clock.advance(0);
    creator.waits = true;
    const asked = rejection(session.startPreview());
    session.destroy();
    expect(await asked).to.include({ code: 'destroyed' });
    expect([creator.signal!.aborted, clock.pending]).to.deep.equal([true, 0]);
    const before = told.length;
    sink.stream({ status: 'live', startedAtMs: 1, hlsUrl: null });
    sink.viewers(3);
    expect(told.length).to.equal(before);
    expect(await rejection(session.goLive())).to.include({ code: 'destroyed' });
  });

  it('refuses what is no interval', () => {
    for (const intervalMs of [0, -1, NaN]) expect(() => open({ intervalMs })).to.throw(T333Error);
  });
});

describe('realtimeRoom', () => {
  it('tells the stream, its viewers and its encoder, and leaves', async () => {
    const clock = new FakeClock();
    const hub = new RealtimeHub({ clock, windowMs: 0 });
    hub.users.set('ann', ANN);
    hub.channel('a').roles.set('ann', 'broadcaster');
    const connection = new RealtimeConnection({
      url: 'wss://t333.example/v1',
      ...memoryClient(hub),
      getTicket: () => Promise.resolve(hub.issueTicket(ANN)),
      clock,
      network: new TestNetwork(),
      random: () => 0.5,
    });
    const {
      session,
      clock: time,
      state,
    } = open({ room: realtimeRoom(connection, 'a'), clock }, new FakeCreator({ status: 'preview' }));
    expect(time.pending).to.equal(0);
    await clock.advance(100);
    hub.setViewers('a', 42);
    hub.tellHealth('a', { bitrateKbps: 6000, fps: 60, dropRate: 0, timestamp: 1 });
    await clock.advance(1000);
    expect(state()).to.include({ viewerCount: 42, encoder: 'sending', status: 'preview' });
    hub.channel('a').log({ type: 'stream', status: 'live', startedAt: 7 });
    await clock.advance(1000);
    expect(state().stream).to.include({ status: 'live', startedAtMs: 7 });
    session.destroy();
    expect(connection.state.getSnapshot().channels.size).to.equal(0);
    connection.destroy();
  });
});
