import { expect } from 'chai';

interface Report {
  shown: string[];
  failed?: string;
  isModal: boolean;
  violations: string[];
}

/** What our guide tells people to set. */
const POLICY = `default-src ${location.origin}; require-trusted-types-for 'script'; trusted-types lit-html t333`;
const TEXT = '<img src=x onerror="parent.hacked=1">';

describe('<control-room>, <stream-key-card> and <stream-schedule> under a strict policy', () => {
  // A page in the page, with all its modules one by one.
  it('do all that they do, without a violation', async function () {
    this.timeout(60_000);
    const script = new URL('./fixtures/csp-stage.ts', import.meta.url).pathname;
    const frame = document.createElement('iframe');
    frame.srcdoc = `<!doctype html><meta http-equiv="Content-Security-Policy" content="${POLICY}">
      <body><script type="module" src="${script}"></script>`;
    const report = await new Promise<Report>((resolve) => {
      const listen = ({ data, source }: MessageEvent): void => {
        if (source !== frame.contentWindow || !data.shown) return;
        removeEventListener('message', listen);
        resolve(data);
      };
      addEventListener('message', listen);
      document.body.append(frame);
    });
    frame.remove();
    expect(report.failed).to.equal(undefined);
    expect(report).to.deep.include({ violations: [], isModal: true });
    expect(report.shown).to.deep.equal(['Live', 't333_live_x', TEXT, 'true']);
    expect((globalThis as { hacked?: number }).hacked).to.equal(undefined);
  });
});
