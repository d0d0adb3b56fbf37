import { expect } from 'chai';
import { MemoryServer } from '../../realtime/index.ts';
import { FakeClock } from '../../testing/fake-clock.ts';
import { FakePlayer } from '../../testing/fake-player.ts';
import { SyncGroup } from '../sync-group.ts';
import { jitter, ROOM } from './fixtures/simulated-devices.ts';
import { SharedTimeline } from './shared-timeline.ts';

const FRAME_MS = 33;

describe('SharedTimeline with groups of players', () => {
  it('moves the players of one browser by what is done to a player in another', async () => {
    const clock = new FakeClock();
    const server = new MemoryServer({ clock });
    const open = (userId: string, seed: number) => {
      const group = new SyncGroup({ clock });
      const players = [0, 5].map((offset) => {
        const player = new FakePlayer({ clock, latencyMs: 40, find: () => ({ durationSeconds: 600 }) });
        player.setMuted(true);
        void player.load(`https://example.com/${offset}.m3u8`);
        group.add(player, { offset });
        return player;
      });
      const transport = server.connect({ userId, delayMs: jitter(seed) });
      const shared = new SharedTimeline({ group, transport, roomId: ROOM, clock });
      return { group, players, shared, transport };
    };
    const [a, b] = [open('a', 1), open('b', 2)];
    const apartMs = () => {
      const times = [a, b].flatMap(({ players }) => players.map((player, i) => player.currentTime - i * 5));
      return (Math.max(...times) - Math.min(...times)) * 1000;
    };
    await clock.advance(3_000);

    void a.group.seek(100);
    void a.group.play();
    await clock.advance(6_000);
    expect(b.players[1]!.currentTime).to.be.closeTo(111, 1);
    expect(apartMs()).to.be.below(FRAME_MS);

    void b.players[0]!.seek(300, { origin: 'user' });
    await clock.advance(6_000);
    expect(a.players[0]!.currentTime).to.be.closeTo(306, 1);
    expect(apartMs()).to.be.below(FRAME_MS);

    b.players[1]!.pause({ origin: 'user' });
    await clock.advance(3_000);
    expect(a.players.map((player) => player.state.getSnapshot().paused)).to.deep.equal([true, true]);
    expect(apartMs()).to.be.below(FRAME_MS);

    for (const { shared, group, players, transport } of [a, b]) {
      shared.destroy();
      group.destroy();
      transport.destroy();
      for (const player of players) player.destroy();
    }
    await clock.advance(10);
    expect(clock.pending).to.equal(0);
  });

  it('shows one moment in both, whichever video each has known first', async () => {
    const clock = new FakeClock();
    const server = new MemoryServer({ clock });
    const epochMs = Date.UTC(2026, 1, 1);
    const starts = { north: epochMs, east: epochMs + 5000 };
    type Name = keyof typeof starts;
    const open = (userId: string) => {
      const group = new SyncGroup({ clock });
      const transport = server.connect({ userId });
      const shared = new SharedTimeline({ group, transport, roomId: ROOM, clock });
      const players = new Map<Name, FakePlayer>();
      const add = (name: Name) => {
        const player = new FakePlayer({ clock, latencyMs: 40, find: () => ({ durationSeconds: 600 }) });
        player.setMuted(true);
        void player.load(`https://example.com/${name}.m3u8`);
        players.set(name, player);
        group.add(player, { startsAt: starts[name] }, name);
      };
      return { group, shared, transport, players, add };
    };
    const [a, b] = [open('a'), open('b')];
    a.add('north');
    a.add('east');
    await clock.advance(3_000);
    void a.group.seek(30);
    await clock.advance(1_000);
    expect(b.shared.state.getSnapshot().status, 'it knows no real time yet').to.equal('joining');
    void b.group.play();
    await clock.advance(1_000);
    expect(a.group.currentTime, 'moved by nobody who is lost').to.equal(30);
    b.add('east');
    b.add('north');
    await clock.advance(1_000);
    expect(b.shared.state.getSnapshot().status).to.equal('joined');
    for (const { players } of [a, b]) {
      expect(players.get('north')!.currentTime).to.be.closeTo(30, 0.001);
      expect(players.get('east')!.currentTime).to.be.closeTo(25, 0.001);
    }
    void b.group.seek(100);
    await clock.advance(1_000);
    expect(a.players.get('north')!.currentTime).to.be.closeTo(105, 0.001);
    for (const { shared, transport, group, players } of [a, b]) {
      shared.destroy();
      transport.destroy();
      group.destroy();
      for (const player of players.values()) player.destroy();
    }
  });

  it('waits for a line that begins later, whoever sent it', async () => {
    const clock = new FakeClock();
    const server = new MemoryServer({ clock });
    const group = new SyncGroup({ clock });
    const player = new FakePlayer({ clock, latencyMs: 40 });
    player.setMuted(true);
    void player.load('https://example.com/1.m3u8');
    group.add(player, { offset: 0 });
    const transport = server.connect({ userId: 'me' });
    const shared = new SharedTimeline({ group, transport, roomId: ROOM, clock });
    await clock.advance(2_000);
    const { rev } = shared.state.getSnapshot();
    const other = server.connect({ userId: 'other' });
    const at = clock.wallTime() + 3_600_000;
    void other.request({ type: 'timeline', roomId: ROOM, position: 20, rate: 1, playing: true, at, rev });
    await clock.advance(5_000);
    expect(player.currentTime).to.equal(20);
    expect(player.state.getSnapshot().paused).to.equal(true);
    // It is no prison.
    void group.seek(10);
    await clock.advance(1_000);
    expect(shared.state.getSnapshot().rev).to.be.above(rev + 1);
    shared.destroy();
    group.destroy();
    player.destroy();
  });
});
