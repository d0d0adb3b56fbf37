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
});
