import { expect } from 'chai';
import { runInStrictPage, type StrictReport } from '../base/strict-page.harness.ts';

interface Report extends StrictReport {
  texts: string[];
  tabs: string[];
  words: string[];
}

describe('<moderation-panel> under a strict policy', () => {
  it('draws what strangers say, judges it and changes rules without a violation', async function () {
    this.timeout(60_000);
    const report = await runInStrictPage<Report>(new URL('./fixtures/csp-page.ts', import.meta.url));
    expect(report.failed).to.equal(undefined);
    expect(report).to.deep.equal({
      texts: ['<img src=x onerror="parent.hacked=1"> rude'],
      tabs: ['log', 'silenced', 'rules'],
      words: ['spam'],
      violations: [],
    });
    expect((globalThis as { hacked?: number }).hacked).to.equal(undefined);
  });
});
