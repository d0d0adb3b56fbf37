import { expect } from 'chai';
import { until } from './demo.harness.ts';
import { LiveDemo } from './live.harness.ts';

/** Rates that nobody hears, for whom nobody does: see decision 17. */
const RATES = [0.9, 1.15] as const;

describe('the wall in the demo of live streams', function () {
  this.timeout(80_000);

  it('brings nine cameras to one latency, and lets them go by a switch', async () => {
    const page = await LiveDemo.open(640, 800);
    const { grid } = page.demo;
    // It has the machine and the page to itself: what is above it grows, and would push it off the screen.
    page.player.remove();
    for (const above of page.demo.document.querySelectorAll<HTMLElement>('main > :not(:last-child)'))
      above.style.display = 'none';
    const common = (): number | null => grid.equalizer?.state.getSnapshot().latencySeconds ?? null;
    // Nobody is nearer to the edge than it would be alone.
    const together = (): boolean =>
      page.tiles.length === 9 &&
      page.tiles.every(({ targetLatencySeconds, ownTargetLatencySeconds }) => {
        const wanted = Math.max(common()!, ownTargetLatencySeconds!);
        return Math.abs(targetLatencySeconds! - wanted) < 0.1;
      });
    await until(() => common() !== null && together());
    await until(() => /^All brought to \d+\.\d s: \d+\.\d\d s apart$/.test(page.text('#spread')));
    const figures = [...page.demo.document.querySelectorAll('#latencies bdi')];
    expect(figures.length).to.equal(9);
    // One that waits for media has none meanwhile.
    const told = new Set<Element>();
    await until(() => {
      for (const figure of figures) if (/^\d+\.\d\d s$/.test(figure.textContent)) told.add(figure);
      return told.size === 9;
    });
    for (const video of page.demo.videos) expect(video!.playbackRate).to.be.within(...RATES);

    page.find('#equal').click();
    await until(
      () =>
        grid.equalizer === null &&
        page.tiles.every((tile) => tile.targetLatencySeconds === tile.ownTargetLatencySeconds),
    );
    await until(() => page.text('#spread').startsWith('Each as near as it can'));
    page.find('#equal').click();
    await until(() => common() !== null && together());
    expect(page.demo.violations).to.deep.equal([]);
    page.close();
  });
});
