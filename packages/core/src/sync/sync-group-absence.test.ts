import { expect } from 'chai';
import { SyncStage } from './fixtures/sync-stage.ts';

const state = (stage: SyncStage) => stage.group.state.getSnapshot();

describe('SyncGroup, with members that cannot play', () => {
  let stage: SyncStage;
  afterEach(async () => {
    stage.destroy();
    await stage.run(10);
    expect(stage.clock.pending, 'timers left').to.equal(0);
  });

  it('goes on when the stall policy waits for nobody any more', async () => {
    stage = await SyncStage.of([{}, {}, {}], { stallPolicy: 'wait-all' });
    await stage.run(stage.group.play());
    await stage.run(2000);
    stage.players[1]!.fake.stall();
    await stage.run(5000);
    expect(state(stage).waiting).to.equal(true);
    stage.group.stallPolicy = 'skip-straggler';
    await stage.run(2000);
    expect(state(stage).waiting).to.equal(false);
    expect(stage.group.currentTime).to.be.closeTo(4.1, 0.3);
    expect(stage.statuses()).to.deep.equal(['playing', 'stalled', 'playing']);
  });

  it('stands where it was paused', async () => {
    stage = await SyncStage.of([{}, {}]);
    await stage.run(stage.group.play());
    await stage.run(2975);
    stage.group.pause();
    const { currentTime } = stage.group;
    await stage.run(500);
    expect(stage.group.currentTime).to.equal(currentTime);
    for (const time of stage.times) expect(time).to.be.closeTo(currentTime, 0.001);
  });

  it('waits, whatever its policy, while nobody has anything to play', async () => {
    stage = await SyncStage.of([{}, {}, { durationSeconds: 1 }]);
    await stage.run(stage.group.play());
    await stage.run(3000);
    for (const { fake } of stage.players.slice(0, 2)) fake.stall();
    await stage.run(20_000);
    expect(stage.group.currentTime).to.be.closeTo(3, 0.5);
    expect(stage.statuses()).to.deep.equal(['stalled', 'stalled', 'ended']);
    for (const { fake } of stage.players.slice(0, 2)) fake.resume();
    await stage.run(8000);
    expect(stage.statuses()).to.deep.equal(['playing', 'playing', 'ended']);
    expect(stage.group.currentTime).to.be.within(6, 12);
    expect(stage.spreadMs([0, 1])).to.be.below(10);
  });

  it('goes on when another one is heard than the one that has stalled', async () => {
    stage = await SyncStage.of([{}, { muted: false }, {}], { stallPolicy: 'audio-first' });
    await stage.run(stage.group.play());
    await stage.run(2000);
    stage.players[1]!.fake.stall();
    await stage.run(5000);
    stage.players[1]!.setMuted(true);
    stage.players[0]!.setMuted(false);
    await stage.run(2000);
    expect(stage.statuses()).to.deep.equal(['playing', 'stalled', 'playing']);
    expect(stage.group.currentTime).to.be.closeTo(4.1, 0.3);
  });

  it('tells at once that it waits', async () => {
    stage = await SyncStage.of([{}, {}], { stallPolicy: 'wait-all' });
    await stage.run(stage.group.play());
    await stage.run(2000);
    const heard: boolean[] = [];
    stage.group.addEventListener('timelinechange', () => heard.push(state(stage).waiting));
    stage.players[1]!.fake.stall();
    await stage.run(1000);
    expect(heard).to.deep.equal([true]);
  });

  it('takes one in that was not allowed to play, when there has been a gesture', async () => {
    stage = await SyncStage.of([{}, { muted: false, offset: 5 }]);
    const { fake } = stage.players[1]!;
    fake.autoplay = 'muted';
    await stage.run(stage.group.play());
    await stage.run(1000);
    expect(stage.statuses()).to.deep.equal(['playing', 'parked']);
    fake.autoplay = 'allowed';
    stage.group.pause();
    await stage.run(300);
    await stage.run(stage.group.play());
    await stage.run(1500);
    expect(stage.statuses()).to.deep.equal(['playing', 'playing']);
    expect(stage.spreadMs()).to.be.below(10);
  });

  it('keeps one blocked that is refused again', async () => {
    stage = await SyncStage.of([{}, { muted: false }]);
    stage.players[1]!.fake.autoplay = 'muted';
    for (let time = 0; time < 2; time++) {
      await stage.run(stage.group.play());
      await stage.run(1000);
      expect(stage.statuses()).to.deep.equal(['playing', 'parked']);
      stage.group.pause();
      await stage.run(100);
    }
  });

  const unseen: [what: string, member: Parameters<SyncStage['add']>[0], suspended: boolean][] = [
    ['has ended', { durationSeconds: 1 }, false],
    ['is still to begin, and is not seen either', { offset: -30 }, true],
  ];
  for (const [what, member, suspended] of unseen) {
    it(`stands still while nobody sees it, also when one of its members ${what}`, async () => {
      stage = await SyncStage.of([{}, member!]);
      await stage.run(stage.group.play());
      await stage.run(3000);
      stage.players[0]!.pause({ origin: 'visibility' });
      if (suspended) stage.players[1]!.setLifecycle('suspended');
      await stage.run(100);
      const before = stage.group.currentTime;
      await stage.run(60_000);
      expect(stage.group.currentTime).to.be.closeTo(before, 0.06);
    });
  }

  it('goes on to the beginning of the only one that is seen', async () => {
    stage = await SyncStage.of([{}, { offset: -10 }]);
    await stage.run(stage.group.play());
    await stage.run(3000);
    stage.players[0]!.pause({ origin: 'visibility' });
    await stage.run(10_000);
    expect(stage.statuses()).to.deep.equal(['parked', 'playing']);
  });

  it('ends the hurry of one that is heard from now on', async () => {
    stage = await SyncStage.of([{}, {}, {}]);
    await stage.run(stage.group.play());
    await stage.run(2000);
    const player = stage.players[1]!;
    player.fake.stall();
    await stage.run(150);
    player.fake.resume();
    const rate = () => player.state.getSnapshot().rate;
    for (let step = 0; step < 100 && rate() < 1.1; step++) await stage.run(20);
    expect(rate(), 'it hurries').to.be.above(1.1);
    player.setMuted(false);
    let fastest = 0;
    for (let step = 0; step < 200; step++) {
      await stage.run(10);
      fastest = Math.max(fastest, rate());
    }
    expect(fastest).to.be.at.most(1.06);
    expect(stage.spreadMs()).to.be.below(20);
  });

  it('tries what fails less and less often', async () => {
    stage = await SyncStage.of([{}, {}]);
    let tries = 0;
    const player = stage.players[1]!;
    const { seek } = player;
    player.seek = () => {
      tries++;
      return Promise.reject(new Error('Not now'));
    };
    await stage.run(stage.group.seek(10));
    await stage.run(stage.group.play());
    await stage.run(15_000);
    expect(tries).to.be.within(3, 7);
    player.seek = seek;
    await stage.run(8500);
    expect(stage.statuses()).to.deep.equal(['playing', 'playing']);
    expect(stage.spreadMs()).to.be.below(10);
  });

  it('tells of every call of play when the players have been started', async () => {
    stage = await SyncStage.of([{}, {}]);
    stage.players[1]!.fake.stall();
    const first = stage.group.play();
    const ended: number[] = [];
    void first.then(() => ended.push(1));
    void stage.group.play().then(() => ended.push(2));
    await stage.run(1000);
    expect(ended).to.deep.equal([]);
    await stage.run(3000);
    expect(ended).to.have.members([1, 2]);
  });
});
