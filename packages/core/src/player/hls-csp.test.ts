import { expect } from 'chai';

/** What our guide tells people to set. */
const POLICY =
  "default-src 'self'; media-src 'self' blob:; require-trusted-types-for 'script'; trusted-types lit-html t333";

interface Report {
  violations: string[];
  error: string;
  caption: string;
}

describe('HlsPlayer under a strict Content-Security-Policy with Trusted Types', () => {
  let frame: HTMLIFrameElement;

  afterEach(() => frame.remove());

  function play(source: string, caption = ''): Promise<Report> {
    frame = document.createElement('iframe');
    frame.allow = 'autoplay';
    const script = new URL('./fixtures/csp-page.ts', import.meta.url).pathname;
    // By name, since Firefox finds no origin to be "self" in a page without an address.
    const policy = POLICY.replaceAll("'self'", location.origin);
    frame.srcdoc = `<!doctype html><meta http-equiv="Content-Security-Policy" content="${policy}">
      <body data-source="${source}" data-caption="${caption}"><script type="module" src="${script}"></script>`;
    return new Promise((resolve) => {
      const listen = ({ data }: MessageEvent): void => {
        if (!data.csp) return;
        removeEventListener('message', listen);
        resolve(data);
      };
      addEventListener('message', listen);
      document.body.append(frame);
    });
  }

  it('plays with the light build', async () => {
    expect(await play('/origin/vod/west/master.m3u8')).to.deep.include({ violations: [], error: '' });
  });

  it('plays with the full build, and shows captions', async () => {
    const captioned = new URL('./fixtures/captioned.m3u8', import.meta.url).pathname;
    const { violations, ...report } = await play(captioned, 'yes');
    expect(report).to.include({ error: '', caption: 'Guten Tag' });
    // hls.js gives each <track> an empty `data:` source. It is blocked and reported, and not missed.
    expect([...new Set(violations)]).to.deep.equal(['media-src data']);
  });
});
