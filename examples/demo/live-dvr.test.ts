import { expect } from 'chai';
import { until } from './demo.harness.ts';
import { LiveDemo } from './live.harness.ts';

/** Alone, since it goes far back: see decision 6 for what that does in WebKitGTK. */
describe('the past in the demo of live streams', function () {
  this.timeout(80_000);

  it('can be gone back to, as far as the stream reaches, and left by the Live button', async () => {
    const page = await LiveDemo.openLive();
    const { player } = page;
    expect(page.live!.window!.targetLiveWindow).to.be.above(240);
    player.dispatchEvent(new Event('pointerover'));
    const button = await until(() => player.shadowRoot!.querySelector<HTMLButtonElement>('button[part=live]'));
    player.currentTime -= 60;
    await until(() => page.live?.mode === 'time-shifted' && !page.live.isAtEdge && !player.seeking);
    await until(() => page.badge.endsWith('behind live'));
    await page.frames(2);
    expect(page.live!.behindSeconds, 'it is left there').to.be.above(50);
    button.click();
    await until(() => page.isLive);
    await page.frames(2);
    expect(page.demo.violations).to.deep.equal([]);
    page.close();
  });
});
