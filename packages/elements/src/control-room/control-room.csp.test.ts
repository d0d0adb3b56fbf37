import { expect } from 'chai';
import { runInStrictPage, type StrictReport } from '../base/strict-page.harness.ts';

interface Report extends StrictReport {
  shown: string[];
  isModal: boolean;
}

const TEXT = '<img src=x onerror="parent.hacked=1">';

describe('<control-room>, <stream-key-card> and <stream-schedule> under a strict policy', () => {
  it('do all that they do, without a violation', async function () {
    this.timeout(60_000);
    const report = await runInStrictPage<Report>(new URL('./fixtures/csp-stage.ts', import.meta.url));
    expect(report.failed).to.equal(undefined);
    expect(report).to.deep.include({ violations: [], isModal: true });
    expect(report.shown).to.deep.equal(['Live', 't333_live_x', TEXT, 'true']);
    expect((globalThis as { hacked?: number }).hacked).to.equal(undefined);
  });
});
