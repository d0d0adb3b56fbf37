import { expect } from 'chai';
import * as fc from 'fast-check';
import { T333Error } from '../errors.ts';
import type { WallDescription } from './description.ts';
import { wallFromUrl, wallToUrl } from './wall-url.ts';

fc.configureGlobal({ seed: 333 });

const WALL: WallDescription = {
  layout: 'focus',
  tiles: [{ id: 't1', source: 'https://e.com/?a=1&b=2#c', title: 'A & B', volume: 0.5 }],
  focusId: 't1',
  audibleId: null,
};
const TEXT = '1,l=focus,f=1,s=https://e.com/?a=1~26b=2~23c,t=A+~26+B,v=50';

describe('wallToUrl', () => {
  const rows: [before: string, after: string][] = [
    ['https://example.com/', `https://example.com/#wall=${TEXT}`],
    ['https://example.com/?wall=x&y=%20', `https://example.com/?wall=x&y=%20#wall=${TEXT}`],
    ['https://example.com/#', `https://example.com/#wall=${TEXT}`],
    ['https://example.com/#section', `https://example.com/#section&wall=${TEXT}`],
    ['https://example.com/#/route?a=b&wall=1&c=%2F#d', `https://example.com/#/route?a=b&c=%2F#d&wall=${TEXT}`],
    ['https://example.com/#wall=1&wall=2', `https://example.com/#wall=${TEXT}`],
    ['https://example.com/#wallpaper=1', `https://example.com/#wallpaper=1&wall=${TEXT}`],
    ['/relative?x', `/relative?x#wall=${TEXT}`],
    ['', `#wall=${TEXT}`],
  ];
  for (const [before, after] of rows)
    it(`puts it into "${before}"`, () => expect(wallToUrl(before, WALL)).to.equal(after));

  it('resolves relative addresses', () => {
    const tiles = [{ id: 't1', source: 'live.m3u8', poster: '/p.jpg', volume: 1 }];
    const url = wallToUrl('https://example.com/a/b?c#d', { ...WALL, tiles });
    expect(wallFromUrl(url)?.tiles).to.deep.equal([
      { id: 't1', source: 'https://example.com/a/live.m3u8', poster: 'https://example.com/p.jpg', volume: 1 },
    ]);
  });

  it('carries the moment and the offsets', () => {
    const offset = { seconds: -1.25, source: 'anchor' as const };
    const wall = { ...WALL, time: 90.5, tiles: WALL.tiles.map((tile) => ({ ...tile, offset })) };
    const url = wallToUrl('https://example.com/', wall);
    expect(url).to.equal(`https://example.com/#wall=${TEXT.replace('f=1,', 'f=1,m=90.5,')},o=-1.25a`);
    expect(wallFromUrl(url)).to.deep.equal(wall);
  });

  it('throws for what cannot be shared', () => {
    const wall = { ...WALL, tiles: [{ id: 't1', source: 'blob:x', volume: 1 }] };
    expect(() => wallToUrl('/', wall))
      .to.throw(T333Error)
      .with.property('code', 'invalid-argument');
  });

  it('is undone by wallFromUrl, also through URL, and keeps all else', () => {
    fc.assert(
      fc.property(fc.webUrl({ withFragments: true, withQueryParameters: true }), (url) => {
        const shared = wallToUrl(url, WALL);
        expect(wallFromUrl(shared)).to.deep.equal(WALL);
        expect(wallFromUrl(new URL(shared))).to.deep.equal(WALL);
        expect(wallToUrl(shared, WALL)).to.equal(shared);
        const rest = shared.slice(0, shared.lastIndexOf('wall=') - 1);
        expect(rest).to.equal(url.replace(/#$/, ''));
      }),
    );
  });
});

describe('wallFromUrl', () => {
  for (const url of [
    '',
    '#',
    'https://example.com/?wall=1',
    'https://example.com/#section',
    '#wallpaper=1',
    '#wall',
    'not an address',
  ]) {
    it(`finds none in "${url}"`, () => expect(wallFromUrl(url)).to.equal(null));
  }

  for (const url of [
    '#wall=',
    '#wall=2',
    '#wall=1,s=javascript:x',
    '#wall=%',
    '#a&wall=x',
    `#wall=1,x=${'x'.repeat(10_000)}`,
  ]) {
    it(`refuses "${url.slice(0, 30)}"`, () => {
      expect(() => wallFromUrl(url))
        .to.throw(T333Error)
        .with.property('code', 'invalid-wall');
    });
  }

  it('gives any address none, a wall, or a typed error', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (start, text) => {
        try {
          wallFromUrl(`${start}#wall=${text}`);
        } catch (error) {
          expect(error).to.be.instanceOf(T333Error).with.property('code', 'invalid-wall');
        }
      }),
    );
  });
});
