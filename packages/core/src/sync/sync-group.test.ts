import { expect } from 'chai';
import type { PlayerEvent } from '../player/player.ts';
import { SyncStage } from './fixtures/sync-stage.ts';

const state = (stage: SyncStage) => stage.group.state.getSnapshot();

describe('SyncGroup', () => {
  let stage: SyncStage;
  afterEach(async () => {
    stage.destroy();
    // The events that their media had queued.
    await stage.run(10);
    expect(stage.clock.pending, 'timers left').to.equal(0);
  });

  it('brings each player to its own position for the group’s time', async () => {
    stage = await SyncStage.of([{ offset: 0 }, { offset: 5 }, { offset: -3 }]);
    await stage.run(stage.group.seek(10));
    expect(stage.players.map((player) => player.currentTime)).to.deep.equal([10, 15, 7]);
    expect(stage.statuses()).to.deep.equal(['ready', 'ready', 'ready']);
  });

  it('knows the range of all its material', async () => {
    stage = await SyncStage.of([{ offset: 0 }, { offset: 5 }, { offset: -3, durationSeconds: 100 }]);
    expect(state(stage).range).to.deep.equal({ start: -5, end: 103 });
  });

  it('starts all players in one task, and keeps them together', async () => {
    stage = await SyncStage.of([{ offset: 0 }, { offset: 5, latencyMs: 200 }, { offset: 1 }]);
    const starts: number[] = [];
    for (const player of stage.players) player.addEventListener('play', () => starts.push(stage.clock.now()));
    await stage.run(stage.group.play());
    await stage.run(3000);
    expect(new Set(starts).size).to.equal(1);
    expect(stage.spreadMs()).to.be.below(2);
    expect(stage.statuses()).to.deep.equal(['playing', 'playing', 'playing']);
    expect(state(stage).time).to.be.closeTo(3, 0.4);
  });

  it('pauses all at one moment', async () => {
    stage = await SyncStage.of([{}, { offset: 5, habits: { startLagMs: 40 } }]);
    await stage.run(stage.group.play());
    await stage.run(500);
    stage.group.pause();
    await stage.run(200);
    expect(stage.spreadMs()).to.be.below(1);
    expect(stage.players.every((player) => player.state.getSnapshot().paused)).to.equal(true);
    expect(state(stage).playing).to.equal(false);
  });

  it('follows what a user does to one of the players, and does not answer its own echo', async () => {
    stage = await SyncStage.of([{}, { offset: 5 }]);
    const [first, second] = stage.players as [(typeof stage.players)[0], (typeof stage.players)[0]];
    const heard: string[] = [];
    stage.group.addEventListener('timelinechange', ({ origin }) => heard.push(origin));
    first.fake.play().catch(() => {});
    await stage.run(1000);
    expect(second.state.getSnapshot().paused).to.equal(false);
    second.fake.currentTime = 35;
    await stage.run(1500);
    expect(stage.group.currentTime).to.be.closeTo(31.3, 0.3);
    expect(stage.spreadMs()).to.be.below(2);
    first.fake.playbackRate = 2;
    await stage.run(1000);
    expect(second.state.getSnapshot().rate).to.equal(2);
    expect(stage.spreadMs()).to.be.below(5);
    second.fake.pause();
    await stage.run(500);
    expect(first.state.getSnapshot().paused).to.equal(true);
    // Play and seek are heard twice: when they are asked for, and when the players start.
    expect(heard).to.deep.equal(Array(6).fill('user'));
  });

  it('lets a member without material wait, enter on time, and leave', async () => {
    stage = await SyncStage.of([{ durationSeconds: 20 }, { offset: -4, durationSeconds: 6 }]);
    await stage.run(stage.group.play());
    await stage.run(1000);
    expect(stage.statuses()).to.deep.equal(['playing', 'waiting']);
    expect(stage.players[1]!.state.getSnapshot().paused).to.equal(true);
    await stage.run(5000);
    expect(stage.statuses()).to.deep.equal(['playing', 'playing']);
    expect(stage.spreadMs()).to.be.below(5);
    await stage.run(6000);
    expect(stage.statuses()).to.deep.equal(['playing', 'ended']);
    await stage.run(stage.group.seek(6));
    await stage.run(1000);
    expect(stage.statuses()).to.deep.equal(['playing', 'playing']);
    expect(stage.spreadMs()).to.be.below(5);
  });

  it('stops at the end of the last material, and begins anew from there', async () => {
    stage = await SyncStage.of([{ durationSeconds: 3 }, { offset: 1, durationSeconds: 3 }]);
    await stage.run(stage.group.play());
    await stage.run(6000);
    expect(state(stage).playing).to.equal(false);
    expect(state(stage).time).to.equal(3);
    await stage.run(stage.group.play());
    await stage.run(500);
    expect(state(stage).time).to.be.closeTo(-0.5, 0.6);
  });

  it('leaves a straggler behind, and takes it back within half a second of its return', async () => {
    stage = await SyncStage.of([{}, {}, {}]);
    await stage.run(stage.group.play());
    await stage.run(2000);
    stage.players[1]!.fake.stall();
    await stage.run(3000);
    expect(stage.statuses()).to.deep.equal(['playing', 'stalled', 'playing']);
    expect(stage.group.currentTime).to.be.closeTo(5, 0.2);
    stage.players[1]!.fake.resume();
    await stage.run(500);
    expect(stage.spreadMs()).to.be.below(40);
    expect(stage.statuses()).to.deep.equal(['playing', 'playing', 'playing']);
  });

  it('waits for everybody where that is the policy', async () => {
    stage = await SyncStage.of([{}, {}, {}], { stallPolicy: 'wait-all' });
    await stage.run(stage.group.play());
    await stage.run(2000);
    stage.players[1]!.fake.stall();
    await stage.run(5000);
    expect(stage.group.currentTime).to.be.closeTo(2.2, 0.2);
    expect(state(stage).waiting).to.equal(true);
    stage.players[1]!.fake.resume();
    await stage.run(1500);
    expect(stage.group.currentTime).to.be.closeTo(3.5, 0.3);
    expect(stage.spreadMs()).to.be.below(10);
  });

  it('waits for the one that is heard, where sound comes first', async () => {
    stage = await SyncStage.of([{}, { muted: false }, {}], { stallPolicy: 'audio-first' });
    await stage.run(stage.group.play());
    await stage.run(2000);
    stage.players[0]!.fake.stall();
    await stage.run(3000);
    expect(stage.group.currentTime).to.be.closeTo(5, 0.2);
    stage.players[0]!.fake.resume();
    await stage.run(1000);
    stage.players[1]!.fake.stall();
    await stage.run(3000);
    expect(stage.group.currentTime).to.be.closeTo(6.2, 0.3);
  });

  it('moves one member by its offset, and takes that back', async () => {
    stage = await SyncStage.of([{}, { offset: 5 }]);
    await stage.run(stage.group.play());
    await stage.run(1000);
    stage.group.setOffset(stage.ids[1]!, 6.5);
    await stage.run(1500);
    expect(stage.players[1]!.currentTime - stage.players[0]!.currentTime).to.be.closeTo(6.5, 0.01);
    expect(state(stage).members[1]!.offset).to.deep.equal({ seconds: 6.5, source: 'manual', certainty: 1 });
    expect(state(stage).canUndo).to.equal(true);
    stage.group.undo();
    await stage.run(1500);
    expect(stage.players[1]!.currentTime - stage.players[0]!.currentTime).to.be.closeTo(5, 0.01);
    expect(state(stage).canUndo).to.equal(false);
  });

  it('aligns by a moment that is the same in two videos', async () => {
    stage = await SyncStage.of([{ offset: 2 }, {}]);
    const [from, to] = stage.ids as [string, string];
    stage.group.align({ from: { id: from, position: 10 }, to: { id: to, position: 25 } });
    expect(state(stage).members[1]!.offset).to.deep.equal({ seconds: 17, source: 'anchor', certainty: 1 });
  });

  it('places videos by the real times of their starts, and of their playlists', async () => {
    const start = Date.UTC(2026, 5, 1, 20);
    stage = await SyncStage.of([
      { placement: { startsAt: start } },
      { placement: { startsAt: start - 4000 } },
      { placement: { programDateTime: true } },
    ]);
    expect(state(stage).members[1]!.offset.seconds).to.equal(4);
    expect(state(stage).members[2]!.offset.source).to.equal('none');
    stage.players[2]!.set({ wallClock: { mediaTime: 10, epochMs: start + 8500 } });
    await stage.run(100);
    expect(state(stage).members[2]!.offset).to.deep.include({ seconds: 1.5, source: 'program-date-time' });
    expect(state(stage).epochMs).to.equal(start);
  });

  it('goes on with the next video of the same channel', async () => {
    stage = await SyncStage.of([{ durationSeconds: 30 }]);
    const first = 'https://example.com/1.m3u8';
    const next = { source: 'https://example.com/next.m3u8', startsAfter: 5, duration: 10 };
    const player = await stage.add({ durationSeconds: 4, placement: { offset: 0, next: [next] } });
    await stage.run(stage.group.play());
    await stage.run(2000);
    expect(player.state.getSnapshot().source).to.equal(first);
    expect(state(stage).members[1]!.coverage).to.deep.equal([
      { start: 0, end: 4 },
      { start: 5, end: 15 },
    ]);
    await stage.run(4500);
    expect(player.state.getSnapshot().source).to.equal(next.source);
    expect(player.currentTime).to.be.closeTo(stage.group.currentTime - 5, 0.05);
    await stage.run(stage.group.seek(1));
    await stage.run(1000);
    expect(player.state.getSnapshot().source).to.equal(first);
    expect(player.currentTime).to.be.closeTo(stage.group.currentTime, 0.05);
  });

  it('keeps another player in the same place', async () => {
    stage = await SyncStage.of([{}, { offset: 5 }]);
    await stage.run(stage.group.play());
    await stage.run(1000);
    const [other] = [await stage.add({ offset: 0 })];
    stage.group.remove(stage.ids[2]!);
    stage.group.replace(stage.ids[1]!, other);
    await stage.run(1500);
    expect(other.currentTime - stage.players[0]!.currentTime).to.be.closeTo(5, 0.01);
    expect(state(stage).members.map(({ id }) => id)).to.deep.equal(stage.ids.slice(0, 2));
  });

  it('leaves a tile alone that something else has stopped, and takes it back when it plays again', async () => {
    stage = await SyncStage.of([{}, { offset: 5 }]);
    const player = stage.players[1]!;
    await stage.run(stage.group.play());
    await stage.run(1000);
    player.pause({ origin: 'visibility' });
    await stage.run(3000);
    expect(stage.statuses()).to.deep.equal(['playing', 'parked']);
    expect(player.state.getSnapshot().paused).to.equal(true);
    void player.play({ origin: 'visibility' });
    await stage.run(1000);
    expect(stage.statuses()).to.deep.equal(['playing', 'playing']);
    expect(stage.spreadMs()).to.be.below(5);
  });

  it('stands still while something else has stopped all of them', async () => {
    stage = await SyncStage.of([{}, { offset: 5 }]);
    await stage.run(stage.group.play());
    await stage.run(1000);
    for (const player of stage.players) player.pause({ origin: 'visibility' });
    await stage.run(100);
    const before = stage.group.currentTime;
    await stage.run(5000);
    expect(stage.group.currentTime).to.be.closeTo(before, 0.06);
    for (const player of stage.players) void player.play({ origin: 'visibility' });
    await stage.run(2000);
    expect(stage.group.currentTime).to.be.closeTo(before + 2, 0.3);
    expect(stage.spreadMs()).to.be.below(10);
  });

  it('says where a start came from', async () => {
    stage = await SyncStage.of([{}]);
    const heard: string[] = [];
    stage.group.addEventListener('timelinechange', ({ origin }) => heard.push(origin));
    await stage.run(stage.group.play({ origin: 'sync' }));
    expect(heard).to.deep.equal(['sync', 'sync']);
  });

  it('goes on from where the players are when the device has slept', async () => {
    stage = await SyncStage.of([{}, { offset: 5 }]);
    await stage.run(stage.group.play());
    await stage.run(1000);
    const seeks: PlayerEvent[] = [];
    for (const player of stage.players) {
      player.addEventListener('seeking', (event) => seeks.push(event));
      player.fake.stall();
    }
    // Nothing ran meanwhile: timers neither.
    const { after } = stage.clock;
    stage.clock.after = (_delayMs, task) => after.call(stage.clock, 60_000, task);
    await stage.run(60_000);
    stage.clock.after = after;
    for (const player of stage.players) player.fake.resume();
    await stage.run(1000);
    expect(seeks).to.have.length(0);
    expect(stage.spreadMs()).to.be.below(5);
  });

  it('reports a member that fails, and plays on with the others', async () => {
    stage = await SyncStage.of([{}, {}]);
    await stage.run(stage.group.play());
    await stage.run(1000);
    const failed: string[] = [];
    stage.group.addEventListener('membererror', ({ id, error }) => failed.push(`${id} ${error.code}`));
    stage.players[1]!.fake.break(3);
    await stage.run(1000);
    expect(failed).to.deep.equal([`${stage.ids[1]} media-decode`]);
    expect(stage.statuses()).to.deep.equal(['playing', 'error']);
  });

  it('survives a player that its owner destroys first', async () => {
    stage = await SyncStage.of([{}, {}, {}]);
    await stage.run(stage.group.play());
    await stage.run(1000);
    stage.players[1]!.destroy();
    await stage.run(1000);
    stage.group.setRate(2);
    stage.group.pause();
    await stage.run(100);
    stage.group.remove(stage.ids[1]!);
    await stage.run(stage.group.play());
    await stage.run(1000);
    expect(stage.statuses()).to.deep.equal(['playing', 'playing']);
  });

  it('lets one be moved by itself, to look for a moment in it', async () => {
    stage = await SyncStage.of([{}, { offset: 5 }]);
    await stage.run(stage.group.seek(10));
    const player = stage.group.loosen(stage.ids[1]!);
    void player.seek(20);
    await stage.run(100);
    expect(stage.group.currentTime).to.equal(10);
    await stage.run(stage.group.play());
    stage.group.pause();
    await stage.run(100);
    expect(player.currentTime).to.equal(20);
    stage.group.align({
      from: { id: stage.ids[0]!, position: stage.group.positionOf(stage.ids[0]!) },
      to: { id: stage.ids[1]!, position: stage.group.positionOf(stage.ids[1]!) },
    });
    await stage.run(500);
    expect(state(stage).members[1]!.offset.seconds).to.be.closeTo(10, 0.2);
    expect(stage.statuses()).to.deep.equal(['ready', 'ready']);
  });

  it('keeps to another timeline', async () => {
    stage = await SyncStage.of([{}, { offset: 5 }]);
    stage.group.follow({ position: 20, rate: 1, playing: true, atMs: stage.clock.now() });
    await stage.run(2000);
    expect(stage.times[0]).to.be.closeTo(22, 0.02);
    expect(stage.spreadMs()).to.be.below(5);
    stage.group.follow({ position: 22.1, rate: 1, playing: true, atMs: stage.clock.now() });
    await stage.run(3000);
    expect(stage.times[0]).to.be.closeTo(25.1, 0.02);
    stage.group.follow({ position: 5, rate: 1, playing: false, atMs: stage.clock.now() });
    await stage.run(500);
    expect(stage.times).to.deep.equal([5, 5]);
  });

  for (const wrong of [NaN, Infinity]) {
    it(`refuses ${wrong}`, async () => {
      stage = await SyncStage.of([{}]);
      const refused: string[] = [];
      const note = (error: { code: string }): void => void refused.push(error.code);
      await stage.group.seek(wrong).catch(note);
      for (const call of [
        () => stage.group.setRate(wrong),
        () => stage.group.setOffset(stage.ids[0]!, wrong),
        () => stage.group.add(stage.players[0]!, { startsAt: wrong }),
      ]) {
        try {
          call();
        } catch (error) {
          note(error as { code: string });
        }
      }
      expect(refused).to.deep.equal(Array(4).fill('invalid-argument'));
    });
  }
});
