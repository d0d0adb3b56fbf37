import { expect } from 'chai';

interface Report {
  rows: string[];
  failed?: string;
  hasCard: boolean;
  hasSettings: boolean;
  nameColor: string;
  violations: string[];
}

/** What our guide tells people to set. */
const POLICY = `default-src ${location.origin}; require-trusted-types-for 'script'; trusted-types lit-html t333`;

describe('<live-chat> under a strict policy', () => {
  // A page in the page, with all its modules one by one.
  it('draws, writes, opens its panels and colours names without a violation', async function () {
    this.timeout(60_000);
    const script = new URL('./fixtures/csp-page.ts', import.meta.url).pathname;
    const frame = document.createElement('iframe');
    frame.srcdoc = `<!doctype html><meta http-equiv="Content-Security-Policy" content="${POLICY}">
      <body><script type="module" src="${script}"></script>`;
    Object.assign(frame.style, { inlineSize: '400px', blockSize: '640px' });
    const report = await new Promise<Report>((resolve) => {
      const listen = ({ data, source }: MessageEvent): void => {
        if (source !== frame.contentWindow || !data.rows) return;
        removeEventListener('message', listen);
        resolve(data);
      };
      addEventListener('message', listen);
      document.body.append(frame);
    });
    frame.remove();
    expect(report).to.deep.include({ violations: [], hasCard: true, hasSettings: true });
    expect(report.failed).to.equal(undefined);
    expect(report.rows[0]).to.equal('Ann: <img src=x onerror="parent.hacked=1">');
    expect(report.nameColor).to.match(/^rgb/);
    expect((globalThis as { hacked?: number }).hacked).to.equal(undefined);
  });
});
