import { expect } from 'chai';
import { makeHarness, type Harness, type HarnessOptions } from './live-player.harness.ts';

let harness: Harness;
const make = async (options?: HarnessOptions): Promise<Harness> => (harness = await makeHarness(options));

afterEach(() => harness.element.remove());

const wasFetched = (file: string): boolean =>
  performance.getEntriesByType('resource').some(({ name }) => new URL(name).pathname.endsWith(file));

// In this order, in a page of their own: nothing has been fetched yet.
describe('what <live-player> fetches', () => {
  it('is neither the overlay nor the bar while the first frame is awaited', async () => {
    await make({ properties: { src: 'a:1', controls: true, autoplay: true }, media: { latencyMs: 1000 } });
    await harness.pass(900);
    expect(harness.find('.spinner')).to.not.equal(null);
    expect(wasFetched('/overlay.ts')).to.equal(false);
    expect(wasFetched('/controls.ts')).to.equal(false);
  });

  it('is not the bar where none is asked for', async () => {
    await make({ properties: { src: 'a:1', autoplay: true } });
    harness.element.dispatchEvent(new PointerEvent('pointerover'));
    await harness.appears('[part=status]');
    expect(harness.player.state.getSnapshot().hasFrame).to.equal(true);
    expect(wasFetched('/controls.ts')).to.equal(false);
  });

  it('is the bar at the first touch, even before a frame, and its menus with it', async () => {
    await make({ properties: { src: 'a:1', controls: true }, media: { latencyMs: 1000 } });
    await harness.pass(100);
    expect(harness.find('[part=controls]')).to.equal(null);
    harness.element.dispatchEvent(new PointerEvent('pointerover'));
    await harness.appears('[part=controls]');
  });

  it('is the bar after the first frame', async () => {
    await make({ properties: { src: 'a:1', controls: true, autoplay: true } });
    const bar = await harness.appears('[part=controls]');
    expect(bar.classList.contains('idle')).to.equal(true);
  });
});
