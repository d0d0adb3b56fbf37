import { expect } from 'chai';
import * as fc from 'fast-check';
import { T333Error } from '../../errors.ts';
import type { Frame, RealtimeTransport, TransportEvents, TransportState } from '../../realtime/index.ts';
import { Store } from '../../state/store.ts';
import { TypedEventTarget } from '../../state/typed-event-target.ts';
import { FakeClock } from '../../testing/fake-clock.ts';
import type { SyncGroup } from '../sync-group.ts';
import type { Timeline } from '../timeline.ts';
import { FakeGroup, jitter, ROOM, World, type Device } from './fixtures/simulated-devices.ts';
import { SharedTimeline } from './shared-timeline.ts';
import type { TimelinePort } from './timeline-port.ts';

fc.configureGlobal({ seed: 333 });

const FRAME_MS = 33;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

const slow = (): number => 2_000;
const at100 = (): number => 100;
const stateOf = ({ shared }: Device) => shared.state.getSnapshot();

/** An event as servers send it, with whatever is wrong with it. */
const eventOf = (fields: Record<string, unknown> = {}): Frame => ({
  type: 'timeline',
  channelId: ROOM,
  roomId: ROOM,
  position: 1,
  rate: 1,
  playing: false,
  at: Date.UTC(2026, 0, 1),
  rev: 50,
  by: 'mallory',
  ...fields,
});

/** For the compiler. */
export const aGroupIsAPort = (group: SyncGroup): TimelinePort => group;

/** A transport that is always open, whatever it answers or throws. */
const answering = (answer: (frame: Frame) => Frame): RealtimeTransport =>
  Object.assign(new TypedEventTarget<TransportEvents>(), {
    state: new Store<TransportState>({ status: 'open' }),
    request: async (frame: Frame) => answer(frame),
    destroy: () => {},
  });

describe('SharedTimeline', () => {
  it('takes what a user does to everyone else, and no more', async () => {
    const world = new World();
    const [a, b] = [world.device({ delayMs: at100 }), world.device({ delayMs: at100 })];
    await world.clock.advance(2_000);
    a.group.act({ position: 60, playing: true });
    await world.clock.advance(1_000);
    expect(b.group.position).to.be.closeTo(61, 0.001);
    expect(b.movedBy.at(-1)).to.equal('user0');
    expect(a.movedBy.at(-1)).to.equal(null);
    b.group.act({ rate: 2 });
    a.group.act({}, 'quality');
    await world.clock.advance(1_000);
    expect(a.group.timeline.rate).to.equal(2);
    expect(world.spreadMs).to.be.below(1);
    expect(stateOf(a)).to.include({ status: 'joined', rev: 3, by: 'user1' });
    expect(stateOf(b)).to.include({ status: 'joined', rev: 3, by: null });
    expect([a.errors, b.errors]).to.deep.equal([[], []]);
  });

  it('tells each once of each act, the echo of its own included', async () => {
    const world = new World();
    const [a, b] = [world.device({ delayMs: at100 }), world.device({ delayMs: at100 })];
    await world.clock.advance(2_000);
    const before = [a, b].map((device) => device.movedBy.length);
    a.group.act({ position: 5 });
    await world.clock.advance(MINUTE_MS);
    expect([a, b].map((device, index) => device.movedBy.slice(before[index]))).to.deep.equal([[null], ['user0']]);
    // Its own group is there already.
    expect(a.group.followed.filter((line) => line?.position === 5)).to.have.length(0);
    expect(b.group.followed.filter((line) => line?.position === 5)).to.have.length(1);
  });

  it('starts a room with what the first one plays, and brings the others there, however late', async () => {
    const world = new World();
    const a = world.device({ delayMs: at100 });
    a.group.act({ position: 100, playing: true });
    await world.clock.advance(HOUR_MS);
    const b = world.device({ delayMs: at100, startMs: 1e6 });
    b.group.act({ position: 7 });
    await world.clock.advance(2_000);
    expect(b.group.position).to.be.closeTo(100 + 3_602, 0.002);
    expect(world.spreadMs).to.be.below(2);
    expect(stateOf(b)).to.include({ status: 'joined', rev: 1 });
  });

  it('takes the automatic start of the one who opened the room to the others, and of nobody else', async () => {
    const world = new World();
    const a = world.device({ delayMs: at100 });
    await world.clock.advance(2_000);
    const b = world.device({ delayMs: at100 });
    await world.clock.advance(2_000);
    b.group.act({ playing: true }, 'sync');
    await world.clock.advance(1_000);
    expect(stateOf(a)).to.include({ rev: 1 });
    a.group.act({ playing: true }, 'sync');
    await world.clock.advance(1_000);
    expect(stateOf(b)).to.include({ status: 'joined', rev: 2 });
    expect([a.group.timeline.playing, b.group.timeline.playing]).to.deep.equal([true, true]);
    expect(world.spreadMs).to.be.below(1);
    a.group.act({ playing: false }, 'sync');
    await world.clock.advance(1_000);
    expect(b.group.timeline.playing, 'a stall is no act').to.equal(true);
  });

  it('lets the one win whom the authority heard first, and makes the other follow', async () => {
    const world = new World();
    const [a, b] = [world.device({ delayMs: at100 }), world.device({ delayMs: () => 90 })];
    await world.clock.advance(2_000);
    a.group.act({ position: 10, playing: true });
    b.group.act({ position: 500, playing: true });
    await world.clock.advance(50);
    expect(world.spreadMs).to.be.above(400_000);
    await world.clock.advance(500);
    expect(a.group.position).to.be.closeTo(500.55, 0.002);
    expect(world.spreadMs).to.be.below(2);
    expect([stateOf(a).by, stateOf(b).by]).to.deep.equal(['user1', null]);
    expect([stateOf(a).rev, stateOf(b).rev]).to.deep.equal([2, 2]);
    expect([a.errors, b.errors]).to.deep.equal([[], []]);
  });

  it('sends few frames of a dragged slider, and the last for certain', async () => {
    const world = new World();
    const [a, b] = [world.device(), world.device()];
    await world.clock.advance(2_000);
    const before = stateOf(a).rev;
    for (let step = 1; step <= 60; step++) {
      a.group.act({ position: step });
      await world.clock.advance(16);
    }
    await world.clock.advance(1_000);
    expect(b.group.position).to.equal(60);
    expect(stateOf(b).rev - before).to.be.within(2, 12);
    expect(a.group.position).to.equal(60);
  });

  it('goes on for the others when the host leaves, and takes the host in where they are', async () => {
    const world = new World();
    const host = world.device({ control: 'host', isHost: true });
    const viewer = world.device({ control: 'host' });
    host.group.act({ position: 20, playing: true });
    await world.clock.advance(2_000);
    host.shared.destroy();
    await world.clock.advance(MINUTE_MS);
    expect(viewer.group.position).to.be.closeTo(82, 0.05);
    const again = world.device({ control: 'host', isHost: true, startMs: 5_000 });
    await world.clock.advance(2_000);
    expect(again.group.position).to.be.closeTo(viewer.group.position, 0.002);
    again.group.act({ position: 0 });
    await world.clock.advance(1_000);
    expect(viewer.group.position).to.be.closeTo(1, 0.05);
    expect(viewer.errors).to.deep.equal([]);
  });

  it('refuses what a viewer does where the host controls, and undoes it', async () => {
    const world = new World();
    const host = world.device({ control: 'host', isHost: true });
    const viewer = world.device({ control: 'host' });
    host.group.act({ position: 20, playing: true });
    await world.clock.advance(2_000);
    viewer.group.act({ position: 500, playing: false });
    expect(viewer.errors).to.deep.equal(['forbidden']);
    expect(viewer.group.position).to.be.closeTo(22, 0.05);
    await world.clock.advance(2_000);
    expect(host.group.position).to.be.closeTo(24, 0.001);
    expect([stateOf(host).canControl, stateOf(viewer).canControl]).to.deep.equal([true, false]);
  });

  it('leaves a viewer alone while no host has come', async () => {
    const world = new World();
    const viewer = world.device({ control: 'host' });
    await world.clock.advance(2_000);
    viewer.group.act({ position: 9, playing: true });
    await world.clock.advance(1_000);
    expect(viewer.group.position).to.be.closeTo(10, 0.001);
    expect(viewer.group.followed).to.deep.equal([]);
    expect(viewer.errors).to.deep.equal([]);
    const host = world.device({ control: 'host', isHost: true });
    await world.clock.advance(2_000);
    expect(viewer.group.position).to.equal(host.group.position);
  });

  it('undoes what the authority refuses', async () => {
    const world = new World((userId) => userId === 'host');
    const host = world.device({ userId: 'host', delayMs: at100 });
    host.group.act({ position: 20, playing: true });
    const viewer = world.device({ delayMs: at100 });
    await world.clock.advance(3_000);
    viewer.group.act({ position: 500 });
    await world.clock.advance(150);
    expect(viewer.group.position).to.be.above(500);
    await world.clock.advance(2_000);
    expect(viewer.errors).to.deep.equal(['forbidden']);
    expect(world.spreadMs).to.be.below(2);
    expect(host.group.position).to.be.closeTo(25.15, 0.01);
  });

  it('does not let one who buffers stop the others', async () => {
    const world = new World();
    const [a, b] = [world.device(), world.device()];
    a.group.act({ position: 0, playing: true });
    await world.clock.advance(2_000);
    b.group.act({ playing: false }, 'sync');
    b.group.act({ playing: false }, null);
    await world.clock.advance(5_000);
    expect(a.group.position).to.be.closeTo(7, 0.01);
    expect(stateOf(a).rev).to.equal(1);
  });

  it('is together within a frame on links of 100 ± 30 ms, with clocks that are wrong and drift', async () => {
    const numbers = fc.record({
      seed: fc.nat(1e6),
      skewMs: fc.integer({ min: -HOUR_MS, max: HOUR_MS }),
      startMs: fc.integer({ min: 0, max: 1e9 }),
      ppm: fc.integer({ min: -50, max: 50 }),
    });
    await fc.assert(
      fc.asyncProperty(numbers, numbers, async (one, other) => {
        const world = new World();
        const a = world.device({ ...one, delayMs: jitter(one.seed) });
        world.device({ ...other, delayMs: jitter(other.seed + 1e6) });
        await world.clock.advance(2_000);
        a.group.act({ position: 50, playing: true });
        await world.clock.advance(1_000);
        expect(a.group.position).to.be.closeTo(51, FRAME_MS / 1000);
        for (let second = 0; second < 120; second += 5) {
          expect(world.spreadMs).to.be.below(FRAME_MS);
          await world.clock.advance(5_000);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('disturbs the players little while nothing happens', async () => {
    const world = new World();
    const a = world.device({ delayMs: jitter(1), ppm: 40 });
    const b = world.device({ delayMs: jitter(2), ppm: -40 });
    a.group.act({ position: 50, playing: true });
    await world.clock.advance(5_000);
    const before = b.group.followed.length;
    await world.clock.advance(10 * MINUTE_MS);
    expect(b.group.followed.length - before).to.be.below(10);
    expect(world.spreadMs).to.be.below(FRAME_MS);
  });

  it('works on a link of two seconds each way', async () => {
    const world = new World();
    const [a, b] = [world.device({ delayMs: slow, skewMs: MINUTE_MS }), world.device({ delayMs: slow })];
    await world.clock.advance(20_000);
    a.group.act({ position: 30, playing: true });
    await world.clock.advance(10_000);
    expect(world.spreadMs).to.be.below(2);
    expect(stateOf(b)).to.include({ status: 'joined', roundTripMs: 4_000 });
    expect(stateOf(b).clockErrorMs).to.be.within(2_000, 2_010);
  });

  it('takes a device that slept for an hour to where the others are, before anything else', async () => {
    const world = new World();
    const [a, b] = [world.device({ delayMs: at100 }), world.device({ delayMs: at100 })];
    a.group.act({ position: 0, playing: true });
    await world.clock.advance(5_000);
    b.clock.sleep();
    await world.clock.advance(HOUR_MS);
    b.clock.wake();
    // An act of somebody else comes before its clock is known again.
    a.group.act({ position: 4_000 });
    await world.clock.advance(3_000);
    expect(b.group.position).to.be.closeTo(4_003, 0.002);
    expect(world.spreadMs).to.be.below(2);
    expect(b.group.followed.every((line) => line!.position < 4_001)).to.equal(true);
  });

  it('takes a device that slept to the others without anybody doing anything', async () => {
    const world = new World();
    const [a, b] = [world.device({ delayMs: at100 }), world.device({ delayMs: at100 })];
    a.group.act({ position: 0, playing: true });
    await world.clock.advance(5_000);
    b.clock.sleep();
    b.transport.disconnect();
    await world.clock.advance(HOUR_MS);
    b.clock.wake();
    b.transport.reconnect();
    await world.clock.advance(2_000);
    expect(world.spreadMs).to.be.below(2);
    expect(stateOf(a).rev).to.equal(1);
  });

  it('goes on without a connection, and sends later what was done meanwhile', async () => {
    const world = new World();
    const [a, b] = [world.device({ delayMs: at100 }), world.device({ delayMs: at100 })];
    a.group.act({ position: 0, playing: true });
    await world.clock.advance(5_000);
    b.transport.disconnect();
    await world.clock.advance(1_000);
    expect(stateOf(b).status).to.equal('offline');
    expect(world.spreadMs).to.be.below(2);
    b.group.act({ position: 1_000 });
    await world.clock.advance(10_000);
    b.transport.reconnect();
    await world.clock.advance(2_000);
    expect(a.group.position).to.be.closeTo(1_012, 0.002);
    expect(world.spreadMs).to.be.below(2);
  });

  it('forgets what was done without a connection where the room was moved meanwhile', async () => {
    const world = new World();
    const [a, b] = [world.device({ delayMs: at100 }), world.device({ delayMs: at100 })];
    a.group.act({ position: 0, playing: true });
    await world.clock.advance(5_000);
    b.transport.disconnect();
    b.group.act({ position: 1_000 });
    a.group.act({ position: 200 });
    await world.clock.advance(10_000);
    b.transport.reconnect();
    await world.clock.advance(2_000);
    expect(b.group.position).to.be.closeTo(212, 0.002);
    expect(world.spreadMs).to.be.below(2);
    expect([a.errors, b.errors]).to.deep.equal([[], []]);
  });

  it('tries again when the way up loses an act', async () => {
    const world = new World();
    let lossy = false;
    const [a, b] = [world.device({ delayMs: (way) => (lossy && way === 'up' ? Infinity : 50) }), world.device()];
    await world.clock.advance(2_000);
    lossy = true;
    a.group.act({ position: 70 });
    await world.clock.advance(1_000);
    lossy = false;
    await world.clock.advance(30_000);
    expect(b.group.position).to.equal(70);
    expect(a.group.position).to.equal(70);
  });

  it('finds out that an act has arrived whose answer was lost', async () => {
    const world = new World();
    let lossy = false;
    const [a, b] = [world.device({ delayMs: (way) => (lossy && way === 'down' ? Infinity : 50) }), world.device()];
    await world.clock.advance(2_000);
    lossy = true;
    a.group.act({ position: 70 });
    await world.clock.advance(1_000);
    lossy = false;
    await world.clock.advance(30_000);
    expect([a, b].map(({ group }) => group.position)).to.deep.equal([70, 70]);
    expect([stateOf(a).rev, stateOf(b).rev]).to.deep.equal([2, 2]);
  });

  it('tells a server that has forgotten everything what the room did', async () => {
    const world = new World();
    const [a, b] = [world.device(), world.device()];
    a.group.act({ position: 0, playing: true });
    await world.clock.advance(2_000);
    b.group.act({ position: 100 });
    await world.clock.advance(2_000);
    world.server.restart();
    await world.clock.advance(2_000);
    a.transport.reconnect();
    await world.clock.advance(1_000);
    b.transport.reconnect();
    await world.clock.advance(2_000);
    expect(b.group.position).to.be.closeTo(107, 0.01);
    expect(world.spreadMs).to.be.below(3);
    expect([stateOf(a).rev, stateOf(b).rev]).to.deep.equal([1, 1]);
  });

  it('says what it knows of the clock', async () => {
    const world = new World();
    const device = world.device({ delayMs: at100 });
    expect(stateOf(device)).to.deep.equal({
      status: 'joining',
      canControl: true,
      rev: 0,
      by: null,
      clockErrorMs: null,
      roundTripMs: null,
    });
    await world.clock.advance(3_000);
    expect(stateOf(device)).to.include({ status: 'joined', roundTripMs: 200, by: null });
    expect(stateOf(device).clockErrorMs).to.be.closeTo(101, 1);
  });

  const malformed: [what: string, frame: Frame][] = [
    ['no position', eventOf({ position: undefined })],
    ['a position that is text', eventOf({ position: '1' })],
    ['an endless position', eventOf({ position: 1e99 })],
    ['no rate', eventOf({ rate: null })],
    ['rate 0', eventOf({ rate: 0 })],
    ['rate 16', eventOf({ rate: 16 })],
    ['a negative rate', eventOf({ rate: -1 })],
    ['playing "true"', eventOf({ playing: 'true' })],
    ['a negative date', eventOf({ at: -1 })],
    ['a date beyond time', eventOf({ at: 1e300 })],
    ['half a revision', eventOf({ rev: 50.5 })],
    ['a negative revision', eventOf({ rev: -1 })],
    ['a revision beyond 2^53', eventOf({ rev: 2 ** 53 })],
    ['nobody', eventOf({ by: undefined })],
    ['somebody with a long name', eventOf({ by: 'x'.repeat(10_000) })],
    ['a room that is none', eventOf({ roomId: ['room'] })],
    ['nothing', { type: 'timeline' }],
  ];
  for (const [what, frame] of malformed) {
    it(`ignores a timeline with ${what}, and says so`, async () => {
      const world = new World();
      const device = world.device();
      await world.clock.advance(2_000);
      const before = device.group.followed.length;
      world.server.broadcast(frame);
      await world.clock.advance(1_000);
      expect(device.errors).to.deep.equal(['invalid-frame']);
      expect(device.group.followed).to.have.length(before);
      device.group.act({ position: 3 });
      await world.clock.advance(1_000);
      expect(stateOf(device).rev).to.equal(2);
    });
  }

  for (const [what, frame] of [
    ['of another room', eventOf({ roomId: 'elsewhere' })],
    ['of another kind', eventOf({ type: 'chat' })],
    ['of the past', eventOf({ rev: 0 })],
  ] as const) {
    it(`ignores a frame ${what}`, async () => {
      const world = new World();
      const device = world.device();
      await world.clock.advance(2_000);
      const before = device.group.followed.length;
      world.server.broadcast(frame);
      await world.clock.advance(1_000);
      expect(device.errors).to.deep.equal([]);
      expect(device.group.followed).to.have.length(before);
    });
  }

  it('survives whatever an authority answers', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.jsonValue(), { minLength: 1, maxLength: 5 }), async (answers) => {
        const clock = new FakeClock();
        const group = new FakeGroup(clock);
        let turn = 0;
        const transport = answering(() => {
          const answer = answers[turn++ % answers.length];
          const fields = typeof answer === 'object' ? answer : { serverAt: answer, events: answer, rev: answer };
          return { ...fields, type: ['joined', 'ack', 'pong', 'error'][turn % 4]! };
        });
        const shared = new SharedTimeline({ group, transport, roomId: ROOM, clock });
        group.act({ position: 3 });
        await clock.advance(15_000);
        shared.destroy();
        for (const line of group.followed) if (line) expect(line.position).to.satisfy(Number.isFinite);
        expect(clock.pending).to.equal(0);
      }),
    );
  });

  it('asks what the room does when it was refused for having missed that', async () => {
    const clock = new FakeClock();
    const group = new FakeGroup(clock);
    let rev = 1;
    const transport = answering(({ type }) => {
      if (type === 'join') return { type: 'joined', events: [eventOf({ rev, position: rev })] };
      return type === 'ping' ? { type: 'pong', serverAt: clock.wallTime() } : { type: 'error', code: 'conflict' };
    });
    const shared = new SharedTimeline({ group, transport, roomId: ROOM, clock });
    const errors: [string, boolean][] = [];
    shared.addEventListener('error', ({ error }) => errors.push([error.code, error.retryable]));
    await clock.advance(1_000);
    rev = 8;
    group.act({ position: 3 });
    await clock.advance(1_000);
    expect(group.position).to.equal(8);
    expect(errors).to.deep.equal([]);
    // Refused although nothing was missed: that is an error.
    group.act({ position: 3 });
    await clock.advance(1_000);
    expect(group.position).to.equal(8);
    expect(errors).to.deep.equal([['http', false]]);
    shared.destroy();
  });

  it('makes the group keep to what it does, without disturbing it', async () => {
    const world = new World();
    const { group } = world.device({ delayMs: at100 });
    await world.clock.advance(1_000);
    group.act({ position: 10, playing: false });
    await world.clock.advance(50);
    group.act({ playing: true });
    await world.clock.advance(5_000);
    expect(group.followed).to.deep.equal([{ position: 0, rate: 1, playing: false, atMs: 0 }]);
    expect(group.timeline).to.deep.equal({ position: 10, rate: 1, playing: true, atMs: 1_050 });
  });

  it('does not try without a pause where every attempt fails at once', async () => {
    const clock = new FakeClock();
    const group = new FakeGroup(clock);
    let attempts = 0;
    const transport = answering(({ type }) => {
      if (type === 'join') return { type: 'joined', events: [] };
      if (type === 'ping') return { type: 'pong', serverAt: clock.wallTime() };
      attempts++;
      throw new T333Error('network', 'Broken.');
    });
    const shared = new SharedTimeline({ group, transport, roomId: ROOM, clock });
    await clock.advance(5_000);
    group.act({ position: 3 });
    await clock.advance(60_000);
    expect(attempts).to.be.within(5, 40);
    shared.destroy();
  });

  it('leaves nothing when it is destroyed, at whatever moment', async () => {
    for (const afterMs of [0, 10, 100, 250, 450, 2_000, 2_050, 2_150, 2_250, 13_000]) {
      const world = new World();
      const device = world.device({ delayMs: at100 });
      const { group, shared, transport } = device;
      await world.clock.advance(Math.min(afterMs, 2_000));
      group.act({ position: 5 });
      await world.clock.advance(Math.max(0, afterMs - 2_000));
      shared.destroy();
      shared.destroy();
      expect(group.followed.at(-1)).to.equal(null);
      const followed = group.followed.length;
      // Only the word of its leaving is on its way.
      await world.clock.advance(500);
      expect(world.clock.pending).to.equal(0);
      const snapshot = stateOf(device);
      group.act({ position: 6 });
      world.server.broadcast(eventOf());
      transport.disconnect();
      transport.reconnect();
      await world.clock.advance(MINUTE_MS);
      expect(group.followed).to.have.length(followed);
      expect(shared.state.getSnapshot()).to.equal(snapshot);
      expect(device.errors).to.deep.equal([]);
      expect(world.clock.pending).to.equal(0);
    }
  });

  it('can be destroyed after its group', () => {
    const { group, shared } = new World().device();
    group.follow = () => {
      throw new Error('destroyed');
    };
    shared.destroy();
  });

  it('brings all to one line in the end, whoever does what and whatever breaks', async () => {
    const acts = fc.array(
      fc.record({
        who: fc.nat(2),
        what: fc.constantFrom('seek', 'play', 'pause', 'rate', 'disconnect', 'reconnect', 'sleep', 'wake', 'restart'),
        value: fc.nat(1_000),
        thenMs: fc.constantFrom(0, 1, 30, 90, 150, 400, 3_000, 12_000),
      }),
      { minLength: 1, maxLength: 25 },
    );
    await fc.assert(
      fc.asyncProperty(acts, fc.nat(1e6), async (list, seed) => {
        const world = new World();
        const devices = [0, 1, 2].map((index) =>
          world.device({ delayMs: jitter(seed + index, 60, 50), skewMs: index * MINUTE_MS, startMs: index * 1_000 }),
        );
        const asleep = new Set<Device>();
        for (const { who, what, value, thenMs } of list) {
          const device = devices[who]!;
          const change: Partial<Timeline> | undefined = {
            seek: { position: value },
            play: { playing: true },
            pause: { playing: false },
            rate: { rate: 0.25 + value / 500 },
          }[what as string];
          if (change && !asleep.has(device)) device.group.act(change);
          if (what === 'disconnect') device.transport.disconnect();
          if (what === 'reconnect') device.transport.reconnect();
          if (what === 'sleep' && !asleep.has(device)) {
            asleep.add(device);
            device.clock.sleep();
          }
          if (what === 'wake' && asleep.delete(device)) device.clock.wake();
          if (what === 'restart') world.server.restart();
          await world.clock.advance(thenMs);
        }
        for (const device of devices) {
          if (asleep.delete(device)) device.clock.wake();
          device.transport.reconnect();
        }
        await world.clock.advance(60_000);
        const { rate } = devices[0]!.group.timeline;
        // Distances are in seconds of media: at four times the speed a clock's error is four times as far.
        expect(world.spreadMs).to.be.below(80 * Math.max(1, rate));
        expect(new Set(devices.map((device) => stateOf(device).rev))).to.have.property('size', 1);
        expect(devices.map((device) => stateOf(device).status)).to.deep.equal(['joined', 'joined', 'joined']);
        expect(devices.flatMap(({ errors }) => errors)).to.deep.equal([]);
      }),
      { numRuns: 150 },
    );
  });
});
