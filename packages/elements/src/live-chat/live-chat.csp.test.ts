import { expect } from 'chai';
import { runInStrictPage, type StrictReport } from '../base/strict-page.harness.ts';

interface Report extends StrictReport {
  rows: string[];
  hasCard: boolean;
  hasSettings: boolean;
  nameColor: string;
}

describe('<live-chat> under a strict policy', () => {
  it('draws, writes, opens its panels and colours names without a violation', async function () {
    this.timeout(60_000);
    const report = await runInStrictPage<Report>(new URL('./fixtures/csp-page.ts', import.meta.url));
    expect(report).to.deep.include({ violations: [], hasCard: true, hasSettings: true });
    expect(report.failed).to.equal(undefined);
    expect(report.rows[0]).to.equal('Ann: <img src=x onerror="parent.hacked=1">');
    expect(report.nameColor).to.match(/^rgb/);
    expect((globalThis as { hacked?: number }).hacked).to.equal(undefined);
  });
});
