import { expect } from 'chai';

interface Report {
  texts: string[];
  tabs: string[];
  words: string[];
  failed?: string;
  violations: string[];
}

/** What our guide tells people to set. */
const POLICY = `default-src ${location.origin}; require-trusted-types-for 'script'; trusted-types lit-html t333`;

describe('<moderation-panel> under a strict policy', () => {
  it('draws what strangers say, judges it and changes rules without a violation', async function () {
    this.timeout(60_000);
    const script = new URL('./fixtures/csp-page.ts', import.meta.url).pathname;
    const frame = document.createElement('iframe');
    frame.srcdoc = `<!doctype html><meta http-equiv="Content-Security-Policy" content="${POLICY}">
      <body><script type="module" src="${script}"></script>`;
    Object.assign(frame.style, { inlineSize: '400px', blockSize: '640px' });
    const report = await new Promise<Report>((resolve) => {
      const listen = ({ data, source }: MessageEvent): void => {
        if (source !== frame.contentWindow || !data.texts) return;
        removeEventListener('message', listen);
        resolve(data);
      };
      addEventListener('message', listen);
      document.body.append(frame);
    });
    frame.remove();
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
