import { expect } from 'chai';

interface Report {
  outcome: string;
  violations: string[];
  hasTypes: boolean;
}

/** What our guide tells people to set, with this server in the place of Twitch's. */
const policyWith = (names: string): string =>
  `default-src ${location.origin}; require-trusted-types-for 'script'; trusted-types ${names}`;

describe('loadTwitch under Trusted Types', () => {
  let frame: HTMLIFrameElement;

  afterEach(() => frame.remove());

  function load(names: string, taken = ''): Promise<Report> {
    frame = document.createElement('iframe');
    const script = new URL('./fixtures/csp-page.ts', import.meta.url).pathname;
    frame.srcdoc = `<!doctype html><meta http-equiv="Content-Security-Policy" content="${policyWith(names)}">
      <body data-taken="${taken}"><script type="module" src="${script}"></script>`;
    return new Promise((resolve) => {
      const listen = ({ data, source }: MessageEvent): void => {
        if (source !== frame.contentWindow || !data.outcome) return;
        removeEventListener('message', listen);
        resolve(data);
      };
      addEventListener('message', listen);
      document.body.append(frame);
    });
  }

  it('loads by the policy t333', async () => {
    expect(await load('lit-html t333')).to.deep.include({ outcome: 'loaded', violations: [] });
  });

  it('loads where another part of t333 has made the policy', async () => {
    expect(await load('lit-html t333', 'us')).to.deep.include({ outcome: 'loaded', violations: [] });
  });

  it('says so where others have taken its name, and loads if the page allows two', async () => {
    const { outcome, hasTypes } = await load('lit-html t333', 'others');
    expect(outcome).to.equal(hasTypes ? 'unsupported' : 'loaded');
    frame.remove();
    const report = await load("lit-html t333 'allow-duplicates'", 'others');
    expect(report).to.deep.include({ outcome: 'loaded', violations: [] });
  });

  it('says so where it is not allowed', async () => {
    const { outcome, hasTypes } = await load('lit-html');
    expect(outcome).to.equal(hasTypes ? 'unsupported' : 'loaded');
  });
});
