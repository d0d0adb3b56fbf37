import { expect } from 'chai';
import { runInStrictPage } from '../base/strict-page.harness.ts';

describe('<emote-picker> under a strict policy', () => {
  it('draws what others have called their emotes without a violation', async function () {
    this.timeout(60_000);
    const report = await runInStrictPage(new URL('./fixtures/csp-page.ts', import.meta.url));
    expect(report).to.deep.equal({
      texts: ['<img src=x onerror="parent.hacked=1">', 'script'],
      isPlaced: true,
      violations: [],
    });
    expect((globalThis as { hacked?: number }).hacked).to.equal(undefined);
  });
});
