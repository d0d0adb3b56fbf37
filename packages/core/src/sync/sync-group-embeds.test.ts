import { expect } from 'chai';
import { SyncStage } from './fixtures/sync-stage.ts';

const EMBED = { capabilities: { rate: 'none' }, habits: { startLagMs: 10 } } as const;

describe('SyncGroup, with players that have no rate', () => {
  let stage: SyncStage;
  afterEach(async () => {
    stage.destroy();
    await stage.run(10);
    expect(stage.clock.pending, 'timers left').to.equal(0);
  });

  it('follows a small seek in one, soon after one of its own', async () => {
    stage = await SyncStage.of([{}, EMBED]);
    await stage.run(stage.group.seek(10));
    await stage.run(stage.group.play());
    await stage.run(600);
    const heard: string[] = [];
    stage.group.addEventListener('timelinechange', ({ origin }) => heard.push(origin));
    stage.players[1]!.fake.currentTime += 1.2;
    await stage.run(3000);
    expect(heard).to.deep.equal(['user', 'user']);
    expect(stage.spreadMs()).to.be.below(60);
    expect(stage.group.currentTime).to.be.closeTo(14.7, 0.4);
  });

  it('takes a planned stop for no stall', async () => {
    stage = await SyncStage.of([{}, EMBED], { stallPolicy: 'wait-all' });
    await stage.run(stage.group.play());
    await stage.run(3000);
    const stopped: string[] = [];
    stage.players[0]!.addEventListener('pause', ({ origin }) => stopped.push(String(origin)));
    let seeks = 0;
    stage.players[1]!.addEventListener('seeking', () => seeks++);
    // It has hopped ahead.
    stage.players[1]!.fake.habits.jitterMs = () => 1500;
    await stage.run(6000);
    expect(stopped).to.deep.equal([]);
    expect(seeks).to.equal(0);
    expect(stage.spreadMs()).to.be.below(60);
  });

  it('nudges one that stands still for a moment, and it goes on', async () => {
    stage = await SyncStage.of([{}, EMBED]);
    await stage.run(stage.group.play());
    await stage.run(3000);
    stage.players[1]!.fake.habits.jitterMs = () => 1500;
    for (let step = 0; step < 100 && !stage.players[1]!.state.getSnapshot().paused; step++) await stage.run(20);
    expect(stage.players[1]!.state.getSnapshot().paused, 'it holds').to.equal(true);
    stage.group.setOffset(stage.ids[1]!, 0.02);
    await stage.run(4000);
    expect(stage.statuses()).to.deep.equal(['playing', 'playing']);
    expect(stage.spreadMs()).to.be.below(60);
  });
});
