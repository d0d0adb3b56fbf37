import { expect } from 'chai';
import { SyncStage } from './fixtures/sync-stage.ts';

const state = (stage: SyncStage) => stage.group.state.getSnapshot();
const positions = (stage: SyncStage) => stage.players.map((player) => player.currentTime);

describe('SyncGroup, where material begins and ends', () => {
  let stage: SyncStage;
  afterEach(async () => {
    stage.destroy();
    await stage.run(10);
    expect(stage.clock.pending, 'timers left').to.equal(0);
  });

  it('shows the last pictures when it is sent to the very end', async () => {
    stage = await SyncStage.of([{}, {}]);
    await stage.run(stage.group.seek(10));
    await stage.run(stage.group.seek(60));
    expect(state(stage).time).to.equal(60);
    for (const position of positions(stage)) expect(position).to.be.within(59.9, 60);
    await stage.run(stage.group.play());
    await stage.run(500);
    expect(state(stage).time).to.be.within(0, 1);
  });

  it('shows the last picture of one that ends there, and starts only the others', async () => {
    stage = await SyncStage.of([{ durationSeconds: 20 }, {}]);
    await stage.run(stage.group.seek(10));
    await stage.run(stage.group.seek(20));
    expect(positions(stage)[0]).to.be.within(19.9, 20);
    await stage.run(stage.group.play());
    await stage.run(1000);
    expect(positions(stage)[0]).to.be.within(19.9, 20);
    expect(stage.statuses()).to.deep.equal(['ended', 'playing']);
  });

  it('steps back from the end by less than players end early', async () => {
    stage = await SyncStage.of([{ durationSeconds: 3 }]);
    await stage.run(stage.group.play());
    await stage.run(5000);
    expect(stage.statuses()).to.deep.equal(['ended']);
    await stage.run(stage.group.seek(2.7));
    expect(positions(stage)).to.deep.equal([2.7]);
    expect(stage.statuses()).to.deep.equal(['ready']);
  });

  it('plays from a place that was asked for before anything was known', async () => {
    stage = new SyncStage();
    await stage.add({ latencyMs: 500 });
    await stage.add({ offset: -5, latencyMs: 900 });
    await stage.run(stage.group.seek(20));
    await stage.run(stage.group.play());
    expect(stage.group.currentTime).to.be.closeTo(20, 0.1);
    await stage.run(2000);
    expect(stage.statuses()).to.deep.equal(['playing', 'playing']);
    expect(stage.spreadMs()).to.be.below(5);
    expect(stage.group.currentTime).to.be.closeTo(22, 0.2);
  });

  it('plays without waiting for the seek before it, too', async () => {
    stage = new SyncStage();
    await stage.add({ latencyMs: 500 });
    void stage.group.seek(20);
    await stage.run(stage.group.play());
    await stage.run(1000);
    expect(positions(stage)[0]).to.be.closeTo(21, 0.2);
  });

  it('starts without one that does not load for long', async () => {
    stage = new SyncStage();
    await stage.add();
    const late = await stage.add({ latencyMs: 20_000 });
    late.fake.latencyMs = 30;
    await stage.run(stage.group.play());
    expect(stage.clock.now()).to.be.closeTo(3000, 100);
    await stage.run(100);
    // From now on, nobody waits for it.
    await stage.run(stage.group.seek(30));
    expect(stage.clock.now()).to.be.below(3500);
    await stage.run(20_000);
    expect(stage.statuses()).to.deep.equal(['playing', 'playing']);
  });

  it('keeps a time beyond what is known, for a member that still loads', async () => {
    stage = new SyncStage();
    await stage.add({ durationSeconds: 100 });
    await stage.add({ offset: -400, durationSeconds: 200, latencyMs: 1000 });
    await stage.run(200);
    await stage.run(stage.group.seek(500));
    await stage.run(2000);
    expect(state(stage).time).to.equal(500);
    expect(positions(stage)[1]).to.equal(100);
  });

  it('goes back to what there is, when the last has loaded and brings nothing', async () => {
    stage = new SyncStage();
    await stage.add({ durationSeconds: 100 });
    await stage.add({ durationSeconds: 200, latencyMs: 1000 });
    await stage.run(200);
    await stage.run(stage.group.seek(500));
    await stage.run(2000);
    expect(state(stage).time).to.equal(200);
  });

  it('begins at the end of the waiting where a line begins later', async () => {
    stage = await SyncStage.of([{}, { offset: 5 }]);
    let reads = 0;
    const { clock } = stage;
    const now = clock.now.bind(clock);
    clock.now = () => {
      if (++reads > 100_000) throw new Error('A task that never ends');
      return now();
    };
    stage.group.follow({ position: 20, rate: 1, playing: true, atMs: now() + 10_000 });
    await stage.run(9900);
    expect(stage.times).to.deep.equal([20, 20]);
    await stage.run(3100);
    expect(stage.times[0]).to.be.closeTo(23, 0.02);
    expect(stage.spreadMs()).to.be.below(5);
  });

  it('waits for a line that begins after longer than timers last', async () => {
    stage = await SyncStage.of([{}]);
    stage.group.follow({ position: 20, rate: 1, playing: true, atMs: stage.clock.now() + 8.64e15 });
    await stage.run(200_000);
    expect(stage.times).to.deep.equal([20]);
    expect(stage.players[0]!.state.getSnapshot().paused).to.equal(true);
  });

  it('stops at the end of another timeline’s material, and follows on when more turns up', async () => {
    stage = await SyncStage.of([{ durationSeconds: 3 }]);
    stage.group.follow({ position: 0, rate: 1, playing: true, atMs: stage.clock.now() });
    await stage.run(10_000);
    expect(state(stage)).to.include({ time: 3, playing: false });
    await stage.add({ offset: -8, durationSeconds: 60 });
    await stage.run(3000);
    expect(state(stage).playing).to.equal(true);
    expect(stage.group.currentTime).to.be.closeTo(13, 0.05);
    expect(stage.times[1]).to.be.closeTo(13, 0.05);
  });

  it('is at its end where another timeline has been beyond that for long', async () => {
    stage = await SyncStage.of([{}]);
    stage.group.follow({ position: 20, rate: 1, playing: true, atMs: -1e12 });
    await stage.run(1000);
    expect(state(stage)).to.include({ time: 60, playing: false });
    expect(positions(stage)[0]).to.be.within(59.9, 60);
    stage.group.follow({ position: 20, rate: 1, playing: true, atMs: stage.clock.now() });
    await stage.run(1000);
    expect(stage.times[0]).to.be.closeTo(21, 0.05);
  });

  it('tells no time outside its range', async () => {
    stage = await SyncStage.of([{}]);
    for (const [position, time] of [
      [-1e10, 0],
      [1e10, 60],
    ] as const) {
      stage.group.follow({ position, rate: 1, playing: false, atMs: 0 });
      expect(state(stage).time).to.equal(time);
    }
  });
});
