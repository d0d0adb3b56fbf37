import { expect } from 'chai';
import { runInStrictPage, type StrictReport } from '../base/strict-page.harness.ts';

interface Report extends StrictReport {
  shown: string[];
  isAnimated: boolean;
  next: string;
}

const TEXT = '<img src=x onerror="parent.hacked=1">';

describe('<live-tip-ticker> under a strict policy', () => {
  it('shows tips as they were written, without a violation', async function () {
    this.timeout(60_000);
    const report = await runInStrictPage<Report>(new URL('./fixtures/csp-page.ts', import.meta.url));
    expect(report.failed).to.equal(undefined);
    expect(report).to.deep.include({ violations: [], isAnimated: true, next: 'next' });
    expect(report.shown).to.deep.equal([TEXT, '500 <b>', TEXT]);
    expect((globalThis as { hacked?: number }).hacked).to.equal(undefined);
  });
});
