import { expect } from 'chai';
import type { ShownFrame } from '../player/player.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { PictureStage } from './picture-stage.ts';
import type { SyncMember } from './sync-member.ts';

const FRAME_MS = 1000 / 30;

/** A member that plays on time, and shows its frames late. */
function memberOf(clock: FakeClock, id: string, lagMs: number) {
  const watchers = new Set<(frame: ShownFrame) => void>();
  const excursions: number[] = [];
  const looks: number[] = [];
  const player = {
    get currentTime() {
      return clock.now() / 1000;
    },
    state: { getSnapshot: () => ({ rate: 1 }) },
    onFrame(listener: (frame: ShownFrame) => void) {
      looks.push(clock.now());
      watchers.add(listener);
      return () => watchers.delete(listener);
    },
  };
  const show = (frame: number): void => {
    const displayAtMs = clock.now();
    for (const watch of watchers) watch({ mediaTime: (frame * FRAME_MS - lagMs) / 1000, displayAtMs });
  };
  const excurse = () => excursions.push(clock.now());
  const member = { id, player, errorMs: 0, audible: false, excurse } as unknown as SyncMember;
  return { member, show, excursions, looks, watchers };
}

/** Two of them, while the stage looks after them as a group does. */
function setUp(lags: readonly number[]) {
  const clock = new FakeClock();
  const stage = new PictureStage(clock);
  const staged = lags.map((lagMs, index) => memberOf(clock, `m${index}`, lagMs));
  const members = staged.map(({ member }) => member);
  const run = async (frames: number) => {
    for (let step = 0; step < frames; step++) {
      await clock.advance(FRAME_MS);
      const frame = Math.round(clock.now() / FRAME_MS);
      for (const { show } of staged) show(frame);
      stage.attend(members, null);
    }
  };
  const counts = () => staged.map(({ excursions }) => excursions.length);
  return { clock, stage, staged, run, counts };
}

describe('PictureStage', () => {
  it('looks at nothing before something was disturbed', async () => {
    const { run, staged: members, counts } = setUp([0, 40]);
    await run(60);
    expect(members.some(({ watchers }) => watchers.size > 0)).to.equal(false);
    expect(counts()).to.deep.equal([0, 0]);
  });

  it('leaves pictures alone that agree, and looks again after a while', async () => {
    const { stage, run, staged: members, counts } = setUp([2, 4]);
    stage.disturb();
    expect(stage.isDue).to.equal(true);
    await run(60);
    expect(stage.isDue).to.equal(false);
    expect(members[0]!.looks).to.have.length(1);
    await run(15 * 30);
    expect(members[0]!.looks).to.have.length(2);
    expect(counts()).to.deep.equal([0, 0]);
  });

  it('has those choose their frames anew that are off, three times, then rests', async () => {
    const { stage, run, staged: members } = setUp([0, 45]);
    stage.disturb();
    await run(13 * 30);
    expect(members[1]!.excursions).to.have.length(3);
    expect(members[0]!.excursions).to.deep.equal([]);
    await run(5 * 30);
    expect(members[1]!.excursions).to.have.length(4);
  });

  it('begins anew when something is disturbed while it looks', async () => {
    const { clock, stage, run, staged: members, counts } = setUp([0, 45]);
    stage.disturb();
    await run(10);
    stage.disturb();
    expect(members.some(({ watchers }) => watchers.size > 0)).to.equal(false);
    expect(clock.pending).to.equal(0);
    await run(10);
    expect(counts()).to.deep.equal([0, 0]);
    await run(10);
    expect(Math.max(...counts())).to.equal(1);
  });

  it('leaves nothing behind', async () => {
    const { clock, stage, run, staged: members } = setUp([0, 45]);
    stage.disturb();
    await run(5);
    stage.destroy();
    expect(members.some(({ watchers }) => watchers.size > 0)).to.equal(false);
    expect(clock.pending).to.equal(0);
  });
});
