import { expect } from 'chai';
import { SyncStage } from './fixtures/sync-stage.ts';

const state = (stage: SyncStage) => stage.group.state.getSnapshot();
const START = Date.UTC(2026, 1, 1);

describe('SyncGroup, moving its members', () => {
  let stage: SyncStage;
  afterEach(async () => {
    stage.destroy();
    await stage.run(10);
    expect(stage.clock.pending, 'timers left').to.equal(0);
  });

  it('takes back nothing of a video that was replaced', async () => {
    stage = await SyncStage.of([{}, { offset: 5 }]);
    stage.group.setOffset(stage.ids[1]!, 6);
    const other = await stage.add({ offset: 0 });
    stage.group.remove(stage.ids[2]!);
    stage.group.replace(stage.ids[1]!, other, { offset: 20 });
    expect(state(stage).canUndo).to.equal(false);
    stage.group.undo();
    expect(state(stage).members[1]!.offset.seconds).to.equal(20);
  });

  it('takes back what was done to a place whose player is another now', async () => {
    stage = await SyncStage.of([{}, { offset: 5 }]);
    stage.group.setOffset(stage.ids[1]!, 6);
    const other = await stage.add({ offset: 0 });
    stage.group.remove(stage.ids[2]!);
    stage.group.replace(stage.ids[1]!, other);
    stage.group.undo();
    expect(state(stage).members[1]!.offset.seconds).to.equal(5);
  });

  it('remembers no step that changed nothing, nor one that nobody made', async () => {
    stage = await SyncStage.of([{}, { offset: 5 }]);
    stage.group.setOffset(stage.ids[1]!, state(stage).members[1]!.offset);
    expect(state(stage).canUndo).to.equal(false);
    stage.group.setOffset(stage.ids[1]!, 6, { origin: 'sync' });
    expect(state(stage).canUndo).to.equal(false);
    expect(state(stage).members[1]!.offset.seconds).to.equal(6);
  });

  it('takes the first offset of one back that waits for its playlist', async () => {
    stage = await SyncStage.of([{}, { placement: { programDateTime: true } }]);
    await stage.run(stage.group.seek(10));
    stage.group.setOffset(stage.ids[1]!, 3);
    await stage.run(500);
    expect(stage.players[1]!.currentTime).to.equal(13);
    stage.group.undo();
    await stage.run(500);
    expect(state(stage).members[1]).to.deep.include({ offset: { seconds: 0, source: 'none', certainty: 0 } });
    stage.players[1]!.set({ wallClock: { mediaTime: 0, epochMs: START } });
    await stage.run(500);
    expect(state(stage).members[1]!.offset.source).to.equal('program-date-time');
    expect(state(stage).canUndo).to.equal(false);
  });

  it('lets a player that replaces another wait for its playlist, as that did', async () => {
    stage = await SyncStage.of([{}, { placement: { programDateTime: true } }]);
    const other = await stage.add();
    stage.group.remove(stage.ids[2]!);
    stage.group.replace(stage.ids[1]!, other);
    await stage.run(200);
    expect(state(stage).members[1]!.offset.source).to.equal('none');
    other.set({ wallClock: { mediaTime: 0, epochMs: START } });
    await stage.run(200);
    expect(state(stage).members[1]!.offset.source).to.equal('program-date-time');
  });

  it('believes no playlist that has no number for its time', async () => {
    stage = await SyncStage.of([{ placement: { programDateTime: true } }, { placement: { startsAt: START } }]);
    stage.players[0]!.set({ wallClock: { mediaTime: 0, epochMs: NaN } });
    await stage.run(200);
    expect(state(stage).epochMs).to.equal(START);
    expect(state(stage).members[0]!.offset.source).to.equal('none');
  });

  it('tells the same where nothing has changed', async () => {
    stage = await SyncStage.of([{}, { offset: 5 }]);
    await stage.run(1000);
    const before = state(stage);
    expect(Object.isFrozen(before.members)).to.equal(true);
    stage.players[0]!.set({ videoWidth: 7 });
    await stage.run(10);
    expect(state(stage)).to.equal(before);
    stage.group.setOffset(stage.ids[1]!, 6);
    await stage.run(100);
    expect(state(stage).members[0]).to.equal(before.members[0]);
    expect(state(stage).members[1]).to.not.equal(before.members[1]);
  });
});
