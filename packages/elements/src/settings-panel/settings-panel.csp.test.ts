import { expect } from 'chai';

interface Report {
  before: string;
  saved: string;
  failed?: string;
  violations: string[];
}

/** What our guide tells people to set. */
const POLICY = `default-src ${location.origin}; require-trusted-types-for 'script'; trusted-types lit-html t333`;

describe('<settings-panel> under a strict policy', () => {
  it('shows what strangers have written, and saves, without a violation', async function () {
    this.timeout(60_000);
    const script = new URL('./fixtures/csp-page.ts', import.meta.url).pathname;
    const frame = document.createElement('iframe');
    frame.srcdoc = `<!doctype html><meta http-equiv="Content-Security-Policy" content="${POLICY}">
      <body><script type="module" src="${script}"></script>`;
    const report = await new Promise<Report>((resolve) => {
      const listen = ({ data, source }: MessageEvent): void => {
        if (source !== frame.contentWindow || typeof data.before !== 'string') return;
        removeEventListener('message', listen);
        resolve(data);
      };
      addEventListener('message', listen);
      document.body.append(frame);
    });
    frame.remove();
    expect(report.failed).to.equal(undefined);
    expect(report).to.deep.equal({ before: '<img src=x onerror="parent.hacked=1">', saved: 'Night', violations: [] });
    expect((globalThis as { hacked?: number }).hacked).to.equal(undefined);
  });
});
