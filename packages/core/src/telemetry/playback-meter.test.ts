import { expect } from 'chai';
import * as fc from 'fast-check';
import type { PlayerState } from '../player/player.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { FakePlayer } from '../testing/fake-player.ts';
import { advance, NOTHING_PLAYED, PlaybackMeter, type Playback } from './playback-meter.ts';

fc.configureGlobal({ seed: 333 });

const playing: PlayerState = {
  ...new FakePlayer({ clock: new FakeClock() }).state.getSnapshot(),
  source: 'a',
  phase: 'ready',
  hasFrame: true,
  paused: false,
  playRequested: true,
};
const waiting: PlayerState = { ...playing, buffering: true };
const seeking: PlayerState = { ...waiting, seeking: true };

const run = (...steps: [PlayerState, number][]): Playback =>
  steps.reduce((before, [state, atMs]) => advance(before, state, atMs), NOTHING_PLAYED);

describe('advance', () => {
  it('counts waits, and how long they were', () => {
    const { bsa, bsd, bsda } = run([playing, 0], [waiting, 100], [playing, 350], [waiting, 1000], [playing, 1100]);
    expect({ bsa, bsd, bsda }).to.deep.equal({ bsa: 2, bsd: [250, 100], bsda: 350 });
  });

  it('does not count the start, nor what follows a seek', () => {
    expect(run([waiting, 0], [playing, 400])).to.include({ bsa: 0, bsda: 0 });
    expect(run([playing, 0], [seeking, 100], [waiting, 150], [playing, 400])).to.include({ bsa: 0, bsda: 0 });
  });

  it('ends a wait where playback is left for something else', () => {
    expect(run([playing, 0], [waiting, 100], [{ ...waiting, paused: true }, 300])).to.include({ bsa: 1, bsda: 200 });
    expect(run([playing, 0], [waiting, 100], [{ ...playing, phase: 'error' }, 300])).to.include({ bsa: 1, bsda: 200 });
  });

  it('begins anew with another source', () => {
    const other = run([playing, 0], [waiting, 100], [{ ...playing, source: 'b', hasFrame: false }, 200]);
    expect(other).to.include({ bsa: 0, state: 's', hasPlayed: false, starvedAtMs: null });
  });

  it('never loses a wait, nor counts one twice', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(playing, waiting, seeking), fc.nat(1000))), (steps) => {
        let atMs = 0;
        const { bsa, bsd, bsda, starvedAtMs } = run(
          ...steps.map(([state, ms]): [PlayerState, number] => [state, (atMs += ms)]),
        );
        expect(bsd.length).to.equal(bsa - (starvedAtMs === null ? 0 : 1));
        expect(bsda).to.equal(bsd.reduce((sum, ms) => sum + ms, 0));
        expect(bsda).to.be.at.most(atMs);
      }),
    );
  });
});

describe('PlaybackMeter', () => {
  it('tells each wait once, and the start delay once', async () => {
    const clock = new FakeClock();
    const player = new FakePlayer({ clock });
    const meter = new PlaybackMeter(player.state, clock);
    player.set({ ...playing, startDelayMs: 321.4 });
    meter.look();
    expect([meter.takeStartDelay(), meter.takeStartDelay()]).to.deep.equal([321, undefined]);
    player.set({ buffering: true });
    await clock.advance(500);
    expect(meter.takeStarvation()).to.deep.equal({ bs: true, bsa: 1, bsd: [], bsda: 0 });
    expect(meter.takeStarvation().bs, 'it still waits').to.equal(true);
    player.set({ buffering: false });
    await clock.advance(0);
    expect(meter.takeStarvation()).to.deep.equal({ bs: false, bsa: 1, bsd: [500], bsda: 500 });
    expect(meter.takeStarvation()).to.deep.equal({ bs: false, bsa: 1, bsd: [], bsda: 500 });
    meter.stop();
    player.destroy();
  });
});
