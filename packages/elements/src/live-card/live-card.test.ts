import { FakeClock } from '@t333/core/testing';
import { expect } from 'chai';
import { axeFaults } from '../base/axe.harness.ts';
import { registerLocale } from '../i18n/localize.ts';
import '../live-player/define.ts';
import './define.ts';
import type { LiveCard } from './live-card.ts';
import { INTENT_MS } from './preview-intent.ts';

let card: LiveCard;
let clock: FakeClock;
const { matchMedia: realMatchMedia } = window;

const PICTURE = '/docs/assets/wall-dark.webp';

async function pass(byMs = 0): Promise<void> {
  await clock.advance(byMs);
  await card.updateComplete;
}

async function open(properties: Partial<LiveCard> = {}): Promise<void> {
  card = document.createElement('live-card');
  Object.assign(card, { clock, label: 'North', ...properties });
  card.style.inlineSize = '260px';
  document.body.append(card);
  await pass();
}

const find = <Found extends Element = HTMLElement>(selector: string): Found | null =>
  card.shadowRoot!.querySelector<Found>(selector);
const text = (selector: string): string | undefined => find(selector)?.textContent.replace(/\s+/g, ' ').trim();
const preview = (): Element | null => find('.preview live-player');
const until = async (condition: () => boolean): Promise<void> => {
  while (!condition()) await new Promise(requestAnimationFrame);
};
const point = (type: string, pointerType = 'mouse'): boolean =>
  card.dispatchEvent(new PointerEvent(type, { pointerType }));

/** Rests on it, and lets what is fetched for a preview arrive. */
async function rest(pointerType = 'mouse'): Promise<void> {
  point('pointerenter', pointerType);
  await pass(INTENT_MS);
  await import('../live-player/define.ts');
  await pass();
}

describe('<live-card>', () => {
  beforeEach(() => {
    clock = new FakeClock();
  });

  afterEach(async () => {
    window.matchMedia = realMatchMedia;
    Reflect.deleteProperty(navigator, 'connection');
    card.remove();
    await clock.advance(0);
    expect(clock.pending).to.equal(0);
    document.body.removeAttribute('style');
    document.documentElement.dir = '';
  });

  it('tells what it is told, as text', async () => {
    const startedAt = new Date(clock.wallTime() - 3_723_400).toISOString();
    const facts = { channel: '<i>N</i>', category: 'Music', viewers: 1280 };
    await open({ ...facts, label: '<b>North</b>', href: '/north', status: 'live', startedAt });
    expect([text('[part=title]'), find<HTMLAnchorElement>('a')!.pathname]).to.deep.equal(['<b>North</b>', '/north']);
    expect(text('[part=facts]')).to.match(/^<i>N<\/i>Music1[.,]3\S* watching$/);
    expect(text('[part=uptime]')).to.equal('1:02:03');
    expect(find('[part=uptime]')!.ariaLabel).to.equal('Live for 1:02:03');
    await pass(600);
    expect(text('[part=uptime]')).to.equal('1:02:04');
  });

  it('follows no link and shows no picture that leads elsewhere', async () => {
    await open({ href: 'javascript:alert(1)', poster: 'javascript:alert(2)' });
    expect([find('a') === null, find('img') === null, text('[part=title]')]).to.deep.equal([true, true, 'North']);
  });

  it('has a sign in place of a picture that cannot be had, until there is another', async () => {
    await open({ poster: '/origin/files/none.png' });
    await until(() => find('.blank') !== null);
    card.poster = PICTURE;
    await pass();
    expect(find('.blank') === null).to.equal(true);
    const { complete } = find<HTMLImageElement>('img')!;
    expect(complete).to.be.a('boolean');
  });

  it('is a skeleton while nothing is known', async () => {
    await open({ loading: true, poster: PICTURE, status: 'live', jsonLd: true });
    expect([find('article')!.ariaBusy, find('img') === null, text('.words')]).to.deep.equal(['true', true, 'Loading']);
    card.loading = false;
    await pass();
    expect([find('article')!.ariaBusy, text('[part=title]')]).to.deep.equal([null, 'North']);
  });

  for (const status of ['live', 'upcoming', 'ended', 'offline'] as const) {
    it(`has a badge: ${status}`, async () => {
      await open({ status });
      await pass();
      const words = { live: 'Live', upcoming: 'Starts soon', ended: 'Ended', offline: 'Offline' }[status];
      expect(find('live-badge')!.shadowRoot!.querySelector('.word')!.textContent).to.equal(words);
    });
  }

  describe('previews', () => {
    const live = { status: 'live', href: '#', src: '/origin/vod/stage/master.m3u8' } as const;

    it('nothing before somebody rests on it', async () => {
      await open(live);
      point('pointerenter');
      await pass(INTENT_MS - 1);
      point('pointerleave');
      await pass(INTENT_MS);
      expect(preview() === null).to.equal(true);
    });

    it('a real stream, without sound, and no more once the pointer has left', async () => {
      await open(live);
      await rest();
      await until(() => preview()?.classList.contains('seen') ?? false);
      const player = find<HTMLElementTagNameMap['live-player']>('.preview live-player')!;
      expect([player.muted, player.paused, find('.preview')!.inert]).to.deep.equal([true, false, true]);
      point('pointerleave');
      expect(preview() === null).to.equal(true);
      await until(() => player.player === null);
    });

    it('by keyboard, until Esc', async () => {
      await open(live);
      // A focus from a script counts as one by keyboard, where nothing was clicked.
      find('a')!.focus();
      await pass(INTENT_MS);
      await import('../live-player/define.ts');
      await pass();
      if (!find('a:focus-visible')) return;
      expect(preview() === null).to.equal(false);
      card.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
      expect(preview() === null).to.equal(true);
    });

    it('nothing for touch', async () => {
      await open(live);
      await rest('touch');
      expect(preview() === null).to.equal(true);
    });

    it('nothing for who wants less motion', async () => {
      window.matchMedia = (query) =>
        ({ matches: query.includes('reduced-motion'), media: query }) as unknown as MediaQueryList;
      await open(live);
      await rest();
      expect(preview() === null).to.equal(true);
    });

    it('nothing for who saves data', async () => {
      Object.defineProperty(navigator, 'connection', { configurable: true, value: { saveData: true } });
      await open(live);
      await rest();
      expect(preview() === null).to.equal(true);
    });

    for (const properties of [
      { status: 'offline' },
      { status: 'upcoming' },
      { src: null },
      { loading: true },
    ] as const) {
      it(`nothing with ${JSON.stringify(properties)}`, async () => {
        await open({ ...live, ...properties });
        await rest();
        expect(preview() === null).to.equal(true);
      });
    }

    it('no more when the stream is over, or the card is gone', async () => {
      await open(live);
      await rest();
      card.status = 'offline';
      await pass();
      expect(preview() === null).to.equal(true);
      card.status = 'live';
      await pass();
      await rest();
      expect(preview() === null).to.equal(false);
      card.remove();
      await pass();
      expect(preview() === null).to.equal(true);
    });
  });

  describe('tells search engines', () => {
    const data = (): HTMLScriptElement | null => card.querySelector('script');
    const startedAt = '2026-05-01T18:00:00Z';

    it('only where it is asked to', async () => {
      await open({ startedAt, status: 'live' });
      expect(data() === null).to.equal(true);
      card.jsonLd = true;
      await pass();
      expect(data()!.type).to.equal('application/ld+json');
      expect(JSON.parse(data()!.textContent)).to.include({ '@type': 'VideoObject', name: 'North' });
      card.status = 'offline';
      await pass();
      expect(card.children).to.have.length(0);
    });

    it('a title that wants out, as text', async () => {
      const label = '</script><script>window.hacked = true</script>';
      await open({ startedAt, status: 'live', jsonLd: true, label });
      expect([card.children.length, (window as { hacked?: boolean }).hacked]).to.deep.equal([1, undefined]);
      expect((JSON.parse(data()!.textContent) as { name: string }).name).to.equal(label);
      card.label = 'East';
      await pass();
      expect([card.children.length, data()!.textContent.includes('hacked')]).to.deep.equal([1, false]);
    });
  });

  it('speaks other languages', async () => {
    registerLocale('x-test', { 'card.unnamed': 'Ohne Namen' });
    await open({ label: null, lang: 'x-test' });
    expect(text('[part=title]')).to.equal('Ohne Namen');
  });

  it('is a target as large as it looks, from right to left too', async () => {
    document.documentElement.dir = 'rtl';
    await open({ href: '#', status: 'live' });
    const { left, top, width, height } = card.getBoundingClientRect();
    for (const [x, y] of [
      [0.1, 0.2],
      [0.9, 0.9],
    ] as const) {
      const hit = card.shadowRoot!.elementFromPoint(left + x * width, top + y * height);
      expect(hit?.localName).to.equal('a');
    }
  });

  for (const scheme of ['light', 'dark']) {
    it('has the playlist fetched while somebody makes up their mind, and nothing else', async () => {
      globalThis.t333Prime = undefined;
      const src = `${location.origin}/origin/vod/east/master.m3u8?preview=${Math.random()}`;
      await open({ src, status: 'live' });
      point('pointerenter', 'touch');
      await import('./prime-preview.ts');
      await pass();
      expect(globalThis.t333Prime).to.equal(undefined);
      point('pointerenter');
      await until(() => globalThis.t333Prime?.peek(src) !== undefined);
      expect(globalThis.t333Prime!.has(src.replace('master', '160p')), 'no rendition').to.equal(false);
      expect(preview()).to.equal(null);
      point('pointerleave');
      expect(globalThis.t333Prime!.has(src), 'nobody wants it').to.equal(false);
      globalThis.t333Prime = undefined;
    });

    it(`has nothing for axe to complain about, ${scheme}`, async () => {
      Object.assign(document.body.style, { colorScheme: scheme, background: 'light-dark(#fff, #111)' });
      const startedAt = new Date(clock.wallTime() - 60_000).toISOString();
      await open({ href: '#', status: 'live', channel: 'N', category: 'Music', viewers: 3, startedAt });
      for (const properties of [{}, { status: 'offline' }, { loading: true }]) {
        Object.assign(card, properties);
        await pass();
        expect(await axeFaults(card)).to.deep.equal([]);
      }
    });
  }
});
