import { expect } from 'chai';
import type { FakePlayer } from '../testing/fake-player.ts';
import { SyncStage } from './fixtures/sync-stage.ts';

const FIRST = 'https://example.com/1.m3u8';
const NEXT = 'https://example.com/next.m3u8';
const placement = { offset: 0, next: [{ source: NEXT, startsAfter: 5, duration: 10 }] };
const sourceOf = (player: FakePlayer) => player.state.getSnapshot().source;
const coverage = (stage: SyncStage) => stage.group.state.getSnapshot().members[1]!.coverage;

describe('SyncGroup, with videos that follow', () => {
  let stage: SyncStage;
  afterEach(async () => {
    stage.destroy();
    await stage.run(10);
    expect(stage.clock.pending, 'timers left').to.equal(0);
  });

  const find = (src: string) => ({ durationSeconds: src === NEXT ? 10 : 4 });

  it('knows the first one also when it loads after it was added', async () => {
    stage = await SyncStage.of([{}]);
    const player = await stage.add({ find });
    stage.group.remove(stage.ids[1]!);
    await stage.run(500);
    stage.destroy();
    stage = new SyncStage();
    await stage.add();
    const late = await stage.add({ find });
    stage.group.remove(stage.ids[1]!);
    const { FakePlayer } = await import('../testing/fake-player.ts');
    const empty = new FakePlayer({ clock: stage.clock, latencyMs: 30, find });
    empty.setMuted(true);
    stage.players[1] = empty;
    stage.ids[1] = stage.group.add(empty, placement);
    void empty.load(FIRST);
    await stage.run(500);
    expect(coverage(stage)).to.deep.equal([
      { start: 0, end: 4 },
      { start: 5, end: 15 },
    ]);
    await stage.run(stage.group.play());
    await stage.run(7000);
    expect(sourceOf(empty)).to.equal(NEXT);
    await stage.run(stage.group.seek(1));
    await stage.run(1500);
    expect(sourceOf(empty)).to.equal(FIRST);
    expect(empty.currentTime).to.be.closeTo(stage.group.currentTime, 0.05);
    late.destroy();
    player.destroy();
  });

  it('goes back to the first one where the next fails', async () => {
    stage = await SyncStage.of([{}]);
    const player = await stage.add({ find: (src) => (src === NEXT ? undefined : { durationSeconds: 4 }), placement });
    await stage.run(500);
    await stage.run(stage.group.play());
    await stage.run(8000);
    expect(stage.statuses()).to.deep.equal(['playing', 'error']);
    expect(player.loading.attached).to.be.at.most(2);
    await stage.run(stage.group.seek(1));
    await stage.run(1500);
    expect(sourceOf(player)).to.equal(FIRST);
    expect(stage.statuses()).to.deep.equal(['playing', 'playing']);
  });

  it('keeps what follows when another player takes the place', async () => {
    stage = await SyncStage.of([{}]);
    await stage.add({ find, placement });
    const other = await stage.add({ find });
    await stage.run(500);
    stage.group.remove(stage.ids[2]!);
    stage.group.replace(stage.ids[1]!, other);
    await stage.run(500);
    expect(coverage(stage)).to.deep.equal([
      { start: 0, end: 4 },
      { start: 5, end: 15 },
    ]);
  });

  it('still knows the first one when its place changes while the next one plays', async () => {
    stage = await SyncStage.of([{}]);
    const player = await stage.add({ find, placement });
    await stage.run(500);
    await stage.run(stage.group.seek(7));
    await stage.run(500);
    expect(sourceOf(player)).to.equal(NEXT);
    stage.group.replace(stage.ids[1]!, player, { ...placement, offset: 1 });
    await stage.run(500);
    await stage.run(stage.group.seek(1));
    await stage.run(500);
    expect(sourceOf(player)).to.equal(FIRST);
    expect(player.currentTime).to.be.closeTo(2, 0.01);
  });
});
