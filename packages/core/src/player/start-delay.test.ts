import { expect } from 'chai';
import { FakeClock } from '../testing/fake-clock.ts';
import { FakePlayer } from '../testing/fake-player.ts';

describe('the start delay', () => {
  it('counts from load() to the first frame, for each source anew', async () => {
    const clock = new FakeClock();
    const player = new FakePlayer({ clock, latencyMs: 120 });
    const startDelayMs = (): number | null => player.state.getSnapshot().startDelayMs;
    let atFirstFrame: number | null = null;
    player.addEventListener('firstframe', () => (atFirstFrame = startDelayMs()));
    await clock.advance(5000);
    void player.load('one');
    await clock.advance(100);
    expect(startDelayMs()).to.equal(null);
    await clock.advance(1000);
    expect(startDelayMs()).to.equal(120);
    expect(atFirstFrame).to.equal(120);
    await player.play();
    await clock.advance(5000);
    expect(startDelayMs()).to.equal(120);
    player.fake.latencyMs = 300;
    void player.load('two');
    expect(startDelayMs()).to.equal(null);
    await clock.advance(1000);
    expect(startDelayMs()).to.equal(300);
    player.destroy();
  });
});
