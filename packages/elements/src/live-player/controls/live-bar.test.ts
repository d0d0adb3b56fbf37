import { LiveController } from '@t333/core/live';
import { expect } from 'chai';
import { makeHarness, type Harness } from '../live-player.harness.ts';

let harness: Harness;
let live: LiveController;

/** A live stream that one can go back so far in, kept at three seconds. */
async function make(windowSeconds: number, attributes: Record<string, string> = {}): Promise<void> {
  harness = await makeHarness({
    properties: { src: 'a:1', controls: true, autoplay: true, muted: true },
    attributes: { 'target-latency': '3', ...attributes },
    media: { find: () => ({ durationSeconds: Infinity, windowSeconds }) },
    prepare(player, clock) {
      live = new LiveController({ player, clock });
      player.liveControl = live;
    },
  });
  // What tells it of the attribute is fetched.
  while (live.targetLatency !== 3) await new Promise(requestAnimationFrame);
  await harness.pass(3000);
  harness.element.dispatchEvent(new PointerEvent('pointerover'));
  await harness.appears('[part=controls]');
  await harness.pass(3000);
}

afterEach(() => {
  live.destroy();
  harness.element.remove();
});

const badge = (): HTMLButtonElement => harness.find<HTMLButtonElement>('[part=live]')!;
const slider = (): HTMLElement | null => harness.find('[part=seek] [role=slider]');
const time = (): string | undefined => harness.find('[part=time]')?.textContent.trim();

describe('the bar of a live stream', () => {
  it('is live within five seconds, and says how far behind it is beyond', async () => {
    await make(600);
    expect(badge().disabled).to.equal(true);
    harness.element.pause();
    await harness.pass(4000);
    expect([badge().disabled, time()]).to.deep.equal([true, undefined]);
    await harness.pass(3500);
    expect(badge().disabled).to.equal(false);
    expect(time()).to.equal('−0:06');
  });

  it('goes live, and plays', async () => {
    await make(600);
    harness.element.pause();
    await harness.pass(60_000);
    badge().click();
    await harness.pass(2000);
    expect(badge().disabled).to.equal(true);
    expect(harness.element.paused).to.equal(false);
    expect(live.state.getSnapshot()).to.include({ mode: 'following' });
  });

  it('offers to go live where there is no past to seek in', async () => {
    await make(20);
    expect(slider()).to.equal(null);
    harness.element.pause();
    await harness.pass(8000);
    expect(badge().disabled).to.equal(false);
    badge().click();
    await harness.pass(2000);
    expect(badge().disabled).to.equal(true);
  });

  it('has a timeline that ends where live playback is, and follows the window', async () => {
    await make(600);
    const range = (): number[] => [Number(slider()!.ariaValueMin), Number(slider()!.ariaValueMax)];
    const [start, end] = range();
    expect(end! - harness.element.currentTime).to.be.within(-0.5, 0.5);
    expect(end! - start!).to.be.within(590, 600);
    await harness.pass(10_000);
    expect(range()[0]! - start!).to.be.within(9, 11);
    harness.element.dvrWindow = 120;
    await harness.pass(1000);
    expect(range()[1]! - range()[0]!).to.be.closeTo(120, 1);
    harness.element.dvrWindow = 0;
    await harness.pass(1000);
    expect(slider()).to.equal(null);
  });

  it('offers a speed in the past, and none at the edge', async () => {
    await make(600);
    expect(harness.find('#rate')).to.equal(null);
    harness.element.currentTime -= 60;
    await harness.pass(1000);
    harness.element.dispatchEvent(new PointerEvent('pointermove', { pointerType: 'mouse' }));
    await harness.pass();
    expect((await harness.appears('#rate')).querySelectorAll('button')).to.have.length(6);
  });

  it('tells the time of day under the pointer', async () => {
    await make(600);
    const { player, clock } = harness;
    player.set({ wallClock: { mediaTime: 0, epochMs: clock.wallTime() - (player.currentTime + 3) * 1000 } });
    await harness.pass(2000);
    const { left, width, top } = slider()!.getBoundingClientRect();
    slider()!.dispatchEvent(
      new PointerEvent('pointermove', { clientX: left + width / 2, clientY: top, bubbles: true, pointerType: 'mouse' }),
    );
    const hint = harness.find('[part=seek] .hint')!.textContent;
    const half = live.state.getSnapshot().window!;
    const clockText = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });
    const shown = clockText.format(half.startEpochMs! + ((half.end - half.start) / 2) * 1000);
    expect(hint).to.equal(`${shown} (−4:58)`);
  });

  it('tells others what they ask for by the names of media-ui-extensions', async () => {
    await make(600);
    const { element } = harness;
    expect(element.targetLiveWindow).to.be.within(590, 600);
    expect(element.currentTime).to.be.above(element.liveEdgeStart);
    element.currentTime -= 30;
    await harness.pass(1000);
    expect(element.currentTime).to.be.below(element.liveEdgeStart);
    element.src = null;
    await harness.pass();
    expect([element.targetLiveWindow, element.liveEdgeStart]).to.deep.equal([NaN, NaN]);
  });

  it('passes wishes on, and nonsense not', async () => {
    await make(600);
    expect(live.targetLatency).to.equal(3);
    for (const [value, expected] of [
      ['5.5', 5.5],
      ['0', null],
      ['-1', null],
      ['soon', null],
      ['Infinity', null],
    ] as const) {
      harness.element.setAttribute('target-latency', value);
      await harness.pass();
      expect(live.targetLatency, value).to.equal(expected);
    }
    for (const [value, expected] of [
      ['60', 60],
      ['0', 0],
      ['-1', Infinity],
      ['all', Infinity],
    ] as const) {
      harness.element.setAttribute('dvr-window', value);
      await harness.pass();
      expect(live.dvrWindow, value).to.equal(expected);
    }
    harness.element.removeAttribute('dvr-window');
    await harness.pass();
    expect(live.dvrWindow).to.equal(Infinity);
  });

  it('leaves what code has asked for, until the page changes its mind', async () => {
    await make(600);
    live.targetLatency = 7;
    live.dvrWindow = 90;
    await harness.pass(3000);
    expect([live.targetLatency, live.dvrWindow]).to.deep.equal([7, 90]);
    harness.element.targetLatency = 4;
    await harness.pass();
    expect([live.targetLatency, live.dvrWindow]).to.deep.equal([4, 90]);
  });
});
