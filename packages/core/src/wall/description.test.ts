import { expect } from 'chai';
import type { LayoutMode } from '../layout/index.ts';
import type { OffsetSource } from '../sync/offsets.ts';
import {
  findProblem,
  isShareableSource,
  MAX_DESCRIBED_SECONDS,
  MAX_DESCRIBED_TILES,
  type WallDescription,
} from './description.ts';

describe('isShareableSource', () => {
  for (const source of [
    'https://example.com',
    'http://localhost:8080/live.m3u8?token=a%20b&x=1#t=3',
    'HTTPS://EXAMPLE.COM/',
    'https://example.com/ünïcode/直播.m3u8',
    'https://[::1]/x',
    `https://e.com/'"(quotes),~;*!$`,
    'twitch:channel',
    'twitch:video/123?t=90',
    'youtube:@name',
    'peertube:直播',
  ]) {
    it(`takes ${source}`, () => expect(isShareableSource(source)).to.equal(true));
  }

  for (const source of [
    '',
    'live.m3u8',
    '/live.m3u8',
    '//example.com/live.m3u8',
    'javascript:alert(1)',
    'JavaScript:alert(1)',
    'java\nscript:alert(1)',
    ' javascript:alert(1)',
    'vbscript:x',
    'data:text/html,x',
    'blob:https://example.com/uuid',
    'file:///etc/passwd',
    'filesystem:https://example.com/x',
    'about:blank',
    'ftp://example.com/x',
    'https:',
    'https:/example.com',
    'https://',
    'https://[',
    'https://exa mple.com',
    'https://example.com/a b',
    'https://example.com/\u0000',
    'https://example.com/\u0085',
    'https://example.com/\ud800',
    'twitch:',
    'twitch:a\ud800',
    'twitch:a b',
    '1:x',
    `https://example.com/${'x'.repeat(2_048)}`,
    `twitch:${'x'.repeat(2_048)}`,
  ]) {
    it(`refuses ${JSON.stringify(source.slice(0, 50))}`, () => expect(isShareableSource(source)).to.equal(false));
  }
});

describe('findProblem', () => {
  const tile = { id: 'a', source: 'twitch:a', volume: 1 };
  const wall: WallDescription = { layout: 'grid', tiles: [tile], focusId: null, audibleId: null };
  const cell = { column: 0, row: 0, columnSpan: 1, rowSpan: 1 };
  const many = (count: number) => Array.from({ length: count }, (_, index) => ({ ...tile, id: `${index}` }));

  const good: [what: string, description: WallDescription][] = [
    ['an empty wall', { ...wall, tiles: [] }],
    ['focus and sound on a tile', { ...wall, focusId: 'a', audibleId: 'a' }],
    ['as many tiles as allowed', { ...wall, tiles: many(MAX_DESCRIBED_TILES) }],
    ['all of a tile', { ...wall, tiles: [{ ...tile, title: '👩‍🚀', poster: 'https://e.com/p.jpg', cell }] }],
    ['any moment', { ...wall, time: -MAX_DESCRIBED_SECONDS }],
    ['an offset', { ...wall, tiles: [{ ...tile, offset: { seconds: MAX_DESCRIBED_SECONDS, source: 'none' } }] }],
    [
      'ids that name parts of objects',
      {
        ...wall,
        tiles: [
          { ...tile, id: '__proto__' },
          { ...tile, id: 'constructor' },
        ],
      },
    ],
  ];
  for (const [what, description] of good)
    it(`finds none in ${what}`, () => expect(findProblem(description)).to.equal(null));

  const bad: [what: string, description: WallDescription][] = [
    ['layout', { ...wall, layout: 'toString' as LayoutMode }],
    ['too many', { ...wall, tiles: many(MAX_DESCRIBED_TILES + 1) }],
    ['id', { ...wall, tiles: [tile, tile] }],
    ['id', { ...wall, tiles: [{ ...tile, id: '' }] }],
    ['id', { ...wall, tiles: [{ ...tile, id: 'x'.repeat(65) }] }],
    ['id', { ...wall, tiles: [{ ...tile, id: '\udc00' }] }],
    ['source', { ...wall, tiles: [{ ...tile, source: 'javascript:alert(1)' }] }],
    ['title', { ...wall, tiles: [{ ...tile, title: 'x'.repeat(201) }] }],
    ['title', { ...wall, tiles: [{ ...tile, title: '\ud800' }] }],
    ['poster', { ...wall, tiles: [{ ...tile, poster: 'twitch:a' }] }],
    ['poster', { ...wall, tiles: [{ ...tile, poster: `https://e.com/${'x'.repeat(2_048)}` }] }],
    ['volume', { ...wall, tiles: [{ ...tile, volume: NaN }] }],
    ['volume', { ...wall, tiles: [{ ...tile, volume: -0.1 }] }],
    ['cell', { ...wall, tiles: [{ ...tile, cell: { ...cell, columnSpan: 13 } }] }],
    ['time', { ...wall, time: NaN }],
    ['time', { ...wall, time: Infinity }],
    ['time', { ...wall, time: -MAX_DESCRIBED_SECONDS - 1 }],
    ['offset', { ...wall, tiles: [{ ...tile, offset: { seconds: NaN, source: 'sound' } }] }],
    ['offset', { ...wall, tiles: [{ ...tile, offset: { seconds: 1e99, source: 'sound' } }] }],
    ['offset', { ...wall, tiles: [{ ...tile, offset: { seconds: 1, source: 'toString' as OffsetSource } }] }],
    ['Focus', { ...wall, focusId: 'b' }],
    ['sound', { ...wall, audibleId: '' }],
  ];
  for (const [what, description] of bad) {
    it(`names ${what} in ${JSON.stringify(description).slice(0, 120)}`, () => {
      expect(findProblem(description)).to.be.a('string').that.includes(what);
    });
  }
});
