import { expect } from 'chai';
import { until } from './demo.harness.ts';
import { LiveDemo } from './live.harness.ts';

describe('faults in the demo of live streams', function () {
  this.timeout(80_000);

  it('are told, and the player comes back by itself', async () => {
    const page = await LiveDemo.openLive();
    page.cause('No media for 5 s');
    await until(() => page.text('#told') === 'The encoder sends nothing for 5 s.');
    await until(() => page.text('#told').endsWith('The player waits, and comes back by itself.'));
    await until(() => page.text('#told').startsWith('Back where it should be, after'));
    expect(page.live!.mode).to.equal('following');
    await page.frames(2);

    page.cause('Encoder restarts');
    await until(() => page.text('#told').endsWith('The player waits, and comes back by itself.'));
    await until(() => page.live?.mode === 'following');
    await page.frames(2);
    expect(page.demo.violations).to.deep.equal([]);
    page.close();
  });
});
