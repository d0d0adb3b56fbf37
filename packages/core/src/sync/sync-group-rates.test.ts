import { expect } from 'chai';
import { SyncStage } from './fixtures/sync-stage.ts';

const EMBED = { capabilities: { rate: 'none' } } as const;
const rates = (stage: SyncStage) => stage.players.map((player) => player.state.getSnapshot().rate);
const timeNow = (stage: SyncStage) => stage.group.currentTime;

function countSeeks(stage: SyncStage, index: number): { seeks: number } {
  const counted = { seeks: 0 };
  stage.players[index]!.addEventListener('seeking', () => counted.seeks++);
  return counted;
}

describe('SyncGroup, at another rate', () => {
  let stage: SyncStage;
  afterEach(async () => {
    stage.destroy();
    await stage.run(10);
    expect(stage.clock.pending, 'timers left').to.equal(0);
  });

  it('gives its rate to a member that joins later', async () => {
    stage = await SyncStage.of([{}, {}]);
    await stage.run(stage.group.play());
    stage.group.setRate(2);
    await stage.run(500);
    await stage.add();
    const counted = countSeeks(stage, 2);
    await stage.run(5000);
    expect(rates(stage)).to.deep.equal([2, 2, 2]);
    expect(stage.spreadMs()).to.be.below(10);
    expect(counted.seeks).to.be.at.most(2);
  });

  it('gives its rate to a player that takes another’s place, and to one that loads after it', async () => {
    stage = await SyncStage.of([{}, { offset: 5 }]);
    stage.group.follow({ position: 5, rate: 2, playing: true, atMs: stage.clock.now() });
    const late = await stage.add({ offset: 0 });
    await stage.run(3000);
    stage.group.remove(stage.ids[2]!);
    stage.group.replace(stage.ids[1]!, late);
    await stage.run(3000);
    expect([rates(stage)[0], rates(stage)[2]]).to.deep.equal([2, 2]);
    expect(late.currentTime - stage.players[0]!.currentTime).to.be.closeTo(5, 0.02);
  });

  it('lets the pitch of who is silent go for good, so that corrections last, and keeps it for who is heard', async () => {
    stage = await SyncStage.of([{}, { habits: { speed: 1.005 } }]);
    const [first, second] = stage.players;
    first!.setMuted(false);
    second!.setMuted(true);
    await stage.run(stage.group.play());
    stage.group.setRate(1.5);
    await stage.run(3000);
    expect([first!.fake.preservesPitch, second!.fake.preservesPitch]).to.deep.equal([true, false]);
    second!.setMuted(false);
    await stage.run(100);
    expect(second!.fake.preservesPitch).to.equal(true);
  });

  it('gives back the pitch of a player that it lets go', async () => {
    stage = await SyncStage.of([{}, { habits: { speed: 1.005 } }]);
    const [, second] = stage.players;
    second!.setMuted(true);
    await stage.run(stage.group.play());
    stage.group.setRate(1.5);
    await stage.run(3000);
    expect(second!.fake.preservesPitch).to.equal(false);
    stage.group.remove(stage.ids[1]!);
    expect(second!.fake.preservesPitch).to.equal(true);
  });

  for (const [wished, got] of [
    [16, 4],
    [0.1, 0.25],
    [0, 0.25],
  ] as const) {
    it(`makes ${got} of ${wished}, set on a player by somebody else`, async () => {
      stage = await SyncStage.of([{}, { offset: 5 }]);
      await stage.run(stage.group.play());
      await stage.run(1000);
      const heard: string[] = [];
      stage.group.addEventListener('timelinechange', ({ origin }) => heard.push(origin));
      stage.players[0]!.fake.playbackRate = wished;
      await stage.run(3000);
      expect(rates(stage)).to.deep.equal([got, got]);
      expect(stage.group.timeline.rate).to.equal(got);
      expect(stage.spreadMs()).to.be.below(20);
      expect(heard).to.deep.equal(['user']);
    });
  }

  it('is not changed by a user where one member cannot follow', async () => {
    stage = await SyncStage.of([{}, EMBED]);
    await stage.run(stage.group.play());
    await stage.run(1000);
    const heard: string[] = [];
    stage.group.addEventListener('timelinechange', ({ origin }) => heard.push(origin));
    const counted = countSeeks(stage, 1);
    stage.players[0]!.fake.playbackRate = 2;
    await stage.run(10_000);
    expect(rates(stage)).to.deep.equal([1, 1]);
    expect(heard).to.deep.equal([]);
    expect(counted.seeks).to.be.at.most(2);
    expect(stage.spreadMs()).to.be.below(50);
  });

  it('leaves out who cannot follow another timeline’s rate, until it can', async () => {
    stage = await SyncStage.of([{}, EMBED, {}]);
    const { setRate } = stage.players[1]!;
    stage.players[1]!.setRate = () => expect.fail('asked for a rate');
    stage.group.follow({ position: 5, rate: 2, playing: true, atMs: stage.clock.now() });
    const counted = countSeeks(stage, 1);
    await stage.run(3000);
    expect(stage.statuses()).to.deep.equal(['playing', 'parked', 'playing']);
    expect(counted.seeks).to.equal(0);
    expect(stage.players[1]!.state.getSnapshot().paused).to.equal(true);
    expect(timeNow(stage)).to.be.closeTo(11, 0.1);
    stage.group.follow({ position: 12, rate: 1, playing: true, atMs: stage.clock.now() });
    await stage.run(4000);
    expect(stage.statuses()).to.deep.equal(['playing', 'playing', 'playing']);
    stage.players[1]!.setRate = setRate;
  });

  it('leaves out who comes later and cannot follow', async () => {
    stage = await SyncStage.of([{}, {}]);
    await stage.run(stage.group.play());
    stage.group.setRate(2);
    await stage.add(EMBED);
    await stage.run(3000);
    expect(stage.statuses()).to.deep.equal(['playing', 'playing', 'parked']);
    stage.group.setRate(1);
    await stage.run(3000);
    expect(stage.statuses()).to.deep.equal(['playing', 'playing', 'playing']);
  });

  it('follows no line whose rate is none', async () => {
    stage = await SyncStage.of([{}]);
    const line = { position: 1, rate: 100, playing: true, atMs: 0 };
    expect(() => stage.group.follow(line))
      .to.throw()
      .with.property('code', 'invalid-argument');
    expect(stage.group.timeline.rate).to.equal(1);
  });
});
