import { T333Error } from '@t333/core/errors';
import { FakeClock } from '@t333/core/testing';
import { expect } from 'chai';
import type { EmbedScript } from './embed-api.ts';
import { loadTwitch, TWITCH_SCRIPT_URL } from './load-twitch.ts';

/** A page of its own. What is added to its head is looked at, and never fetched. */
class Page {
  readonly frame = document.createElement('iframe');
  readonly clock = new FakeClock();
  readonly added: HTMLScriptElement[] = [];

  constructor() {
    document.body.append(this.frame);
    this.document.head.append = (...nodes) => this.added.push(...(nodes as HTMLScriptElement[]));
  }

  get document(): Document {
    return this.frame.contentDocument!;
  }

  load(signal?: AbortSignal): Promise<EmbedScript> {
    return loadTwitch({ document: this.document, clock: this.clock, random: () => 1, ...(signal && { signal }) });
  }

  /** The script is here, and does what it does. */
  arrive(script: unknown = { Player: Date }): void {
    Object.assign(this.frame.contentWindow!, { Twitch: script });
    this.added.at(-1)!.dispatchEvent(new Event('load'));
  }

  fail(): void {
    this.added.at(-1)!.dispatchEvent(new Event('error'));
  }

  remove(): void {
    this.frame.remove();
  }
}

const outcome = (promise: Promise<unknown>): { code: string } => {
  const result = { code: 'pending' };
  promise.then(
    () => (result.code = 'loaded'),
    (error: unknown) => (result.code = (error as T333Error).code),
  );
  return result;
};

describe('loadTwitch', () => {
  let page: Page;

  beforeEach(() => {
    page = new Page();
  });
  afterEach(() => {
    page.remove();
    expect(page.clock.pending, 'timers left').to.equal(0);
  });

  it('loads the script from Twitch, once for all who ask', async () => {
    const asked = [page.load(), page.load(), page.load()];
    expect(page.added.map(({ src }) => src)).to.deep.equal([TWITCH_SCRIPT_URL]);
    page.arrive();
    const [one, two, three] = await Promise.all(asked);
    expect(one).to.equal(two).and.equal(three);
    expect(await page.load()).to.equal(one);
    expect(page.added.length).to.equal(1);
  });

  it('takes the script that the page has', async () => {
    const script = { Player: Date };
    Object.assign(page.frame.contentWindow!, { Twitch: script });
    expect(await page.load()).to.equal(script);
    expect(page.added).to.deep.equal([]);
  });

  it('tries three times, with longer waits, and anew when it is asked again', async () => {
    const first = outcome(page.load());
    for (const waitMs of [1000, 2000]) {
      page.fail();
      await page.clock.advance(49);
      expect(first.code).to.equal('pending');
      await page.clock.advance(waitMs);
      const before = page.added.length;
      await page.clock.advance(1);
      expect(page.added.length).to.equal(before + 1);
    }
    page.fail();
    await page.clock.advance(50);
    expect(first.code).to.equal('network');
    expect(page.added.length).to.equal(3);
    const again = outcome(page.load());
    page.arrive();
    await page.clock.advance(0);
    expect(again.code).to.equal('loaded');
  });

  it('waits for 10 s', async () => {
    const loading = outcome(page.load());
    for (let attempt = 1; attempt <= 3; attempt++) {
      await page.clock.advance(9999);
      expect(page.added.length).to.equal(attempt);
      await page.clock.advance(1);
      if (attempt < 3) await page.clock.advance(1000 * attempt);
    }
    expect(loading.code).to.equal('timeout');
  });

  it('refuses what is no such script', async () => {
    const loading = outcome(page.load());
    for (let attempt = 1; attempt <= 3; attempt++) {
      page.arrive({ Embed: Date });
      await page.clock.advance(2000);
    }
    expect(loading.code).to.equal('invalid-response');
  });

  it('is given up by one, and goes on for the others; and ends with the last', async () => {
    const [one, two] = [new AbortController(), new AbortController()];
    const loadings = [page.load(one.signal), page.load(two.signal)].map(outcome);
    one.abort();
    await page.clock.advance(0);
    expect(loadings.map(({ code }) => code)).to.deep.equal(['aborted', 'pending']);
    two.abort();
    await page.clock.advance(0);
    expect(loadings.map(({ code }) => code)).to.deep.equal(['aborted', 'aborted']);
    expect(page.clock.pending).to.equal(0);
    const again = outcome(page.load());
    page.arrive();
    await page.clock.advance(0);
    expect(again.code).to.equal('loaded');
  });

  it('begins anew for who asks as the last one leaves', async () => {
    const one = new AbortController();
    const left = outcome(page.load(one.signal));
    await page.clock.advance(0);
    one.abort();
    await Promise.resolve();
    const next = outcome(page.load());
    await page.clock.advance(0);
    page.arrive();
    await page.clock.advance(0);
    expect([left.code, next.code]).to.deep.equal(['aborted', 'loaded']);
  });
});

describe('loadTwitch under a policy that refuses the script', () => {
  it('says so, and does not try again', async () => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    const policy = document.createElement('meta');
    policy.httpEquiv = 'Content-Security-Policy';
    policy.content = "script-src 'none'";
    frame.contentDocument!.head.append(policy);
    const error = await loadTwitch({ document: frame.contentDocument! }).catch((reason: unknown) => reason);
    frame.remove();
    expect(error).to.be.instanceOf(T333Error);
    expect((error as T333Error).message)
      .to.include('Content-Security-Policy')
      .and.include(TWITCH_SCRIPT_URL);
    expect((error as T333Error).code).to.equal('unsupported');
  });
});
