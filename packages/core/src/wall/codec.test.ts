import { expect } from 'chai';
import * as fc from 'fast-check';
import { T333Error } from '../errors.ts';
import { LAYOUT_MODES } from '../layout/index.ts';
import type { OffsetSource } from '../sync/offsets.ts';
import { decodeWall, encodeWall, MAX_WALL_TEXT_LENGTH } from './codec.ts';
import { findProblem, MAX_DESCRIBED_SECONDS, OFFSET_LETTERS, type WallDescription } from './description.ts';
import { onlyDefined } from './wall-state.ts';

fc.configureGlobal({ seed: 333 });

const EMPTY: WallDescription = { layout: 'grid', tiles: [], focusId: null, audibleId: null };

const tilesOf = (...sources: string[]) => sources.map((source, index) => ({ id: `t${index + 1}`, source, volume: 1 }));

function expectError(code: string, act: () => void): void {
  expect(act).to.throw(T333Error).with.property('code', code);
}

const cells = fc.tuple(fc.nat(11), fc.nat(11), fc.nat(11), fc.nat(11)).map(([column, row, width, height]) => ({
  column,
  row,
  columnSpan: Math.min(width + 1, 12 - column),
  rowSpan: Math.min(height + 1, 12 - row),
}));
/** Everything that is awkward in an address, and in our own text. */
const awkward = fc.string({
  unit: fc.constantFrom(...`&#=%+,~'"()*!;:@/?.$-_|^\`<>[]{}\\019azü直👩‍🚀\u0301\u202e`),
  maxLength: 30,
});
/** Whole milliseconds, many of them within a day. */
const moments = fc
  .oneof(fc.integer({ min: -86_400_000, max: 86_400_000 }), fc.integer({ min: -1e13, max: 1e13 }))
  .map((milliseconds) => milliseconds / 1000);
const webAddresses = fc
  .tuple(fc.constantFrom('https://cdn.example.com/live/cam', 'http://e.com/', 'https://例え.jp/'), awkward)
  .map(([start, rest]) => start + rest);
const tiles = fc.uniqueArray(
  fc.record(
    {
      id: fc.oneof(
        fc.integer({ min: 1, max: 12 }).map((number) => `t${number}`),
        awkward.filter(Boolean),
      ),
      source: fc.oneof(
        webAddresses,
        fc.webUrl(),
        awkward.map((name) => `twitch:c${name}`),
      ),
      title: fc.oneof(
        awkward,
        fc
          .string({ unit: 'binary', maxLength: 200 })
          .map((title) => title.slice(0, 200).replace(/\p{Surrogate}/gu, '')),
      ),
      poster: webAddresses,
      volume: fc.nat(100).map((percent) => percent / 100),
      cell: cells,
      offset: fc.record({
        seconds: moments,
        source: fc.constantFrom(...(Object.keys(OFFSET_LETTERS) as OffsetSource[])),
      }),
    },
    { requiredKeys: ['id', 'source', 'volume'] },
  ),
  { selector: ({ id }) => id, maxLength: 12 },
);
const descriptions: fc.Arbitrary<WallDescription> = fc
  .tuple(
    tiles,
    fc.constantFrom(...LAYOUT_MODES),
    fc.option(fc.nat()),
    fc.option(fc.nat()),
    fc.option(moments, { nil: undefined }),
  )
  .map(([list, layout, focus, audible, time]) => {
    const idAt = (place: number | null) => (place === null ? null : (list[place % list.length]?.id ?? null));
    return onlyDefined({ layout, time, tiles: list, focusId: idAt(focus), audibleId: idAt(audible) });
  });

/** The text, or null where the wall is too large for one. */
function tryEncode(description: WallDescription): string | null {
  try {
    return encodeWall(description);
  } catch (error) {
    expect(error).to.be.instanceOf(T333Error).with.property('message').that.includes('too large');
    return null;
  }
}

/** Reads a text, which must give a sound wall or the one typed error. */
function tryDecode(text: string): WallDescription | null {
  try {
    const description = decodeWall(text);
    expect(findProblem(description)).to.equal(null);
    return description;
  } catch (error) {
    if (error instanceof T333Error && error.code === 'invalid-wall') return null;
    throw error;
  }
}

describe('encodeWall', () => {
  const nine = Array.from({ length: 9 }, (_, index) => `https://cdn.example.com/live/cam${index + 1}/master.m3u8`);
  const [cam1 = '', cam2 = ''] = nine;
  const FIRST = 's=https://cdn.example.com/live/cam1/master.m3u8';

  const rows: [what: string, description: WallDescription, text: string][] = [
    ['an empty wall', EMPTY, '1'],
    ['one tile', { ...EMPTY, tiles: tilesOf('twitch:monstercat') }, '1,s=twitch:monstercat'],
    [
      'nine tiles with one focused and one heard, without repeating what they share',
      { ...EMPTY, layout: 'focus', focusId: 't2', audibleId: 't9', tiles: tilesOf(...nine) },
      `1,l=focus,f=2,a=9,${FIRST},s32.12=2,s32.12=3,s32.12=4,s32.12=5,s32.12=6,s32.12=7,s32.12=8,s32.12=9`,
    ],
    ['the same source twice', { ...EMPTY, tiles: tilesOf(cam1, cam1) }, `1,${FIRST},s45=`],
    [
      'all of a tile',
      {
        ...EMPTY,
        tiles: [
          {
            id: 'stage',
            source: cam2,
            title: 'Main stage, "live"',
            poster: 'https://e.com/p.jpg',
            volume: 0.805,
            cell: { column: 0, row: 6, columnSpan: 12, rowSpan: 6 },
          },
        ],
      },
      '1,s=https://cdn.example.com/live/cam2/master.m3u8,i=stage,t=Main+stage~2c+~22live~22,p=https://e.com/p.jpg,v=81,c=0.6.12.6',
    ],
    [
      'ids that are not in order',
      { ...EMPTY, tiles: tilesOf(cam1, 'twitch:a').toReversed() },
      `1,s=twitch:a,i=t2,${FIRST},i=t1`,
    ],
    [
      'a moment, and offsets with what they came from',
      {
        ...EMPTY,
        time: 3723.456,
        tiles: [...(Object.keys(OFFSET_LETTERS) as OffsetSource[]).entries()].map(([index, source]) => ({
          id: `t${index + 1}`,
          source: `twitch:${'abcdef'[index]}`,
          volume: 1,
          offset: { seconds: index * 10 - 12.345, source },
        })),
      },
      '1,m=3723.456,s=twitch:a,o=-12.345n,s7=b,o=-2.345t,s7=c,o=7.655p,s7=d,o=17.655s,s7=e,o=27.655a,s7=f,o=37.655',
    ],
    ['the very beginning', { ...EMPTY, time: 0 }, '1,m=0'],
    ['a query', { ...EMPTY, tiles: tilesOf('https://e.com/?a=1&b=%20') }, '1,s=https://e.com/?a=1~26b=~2520'],
  ];
  for (const [what, description, text] of rows)
    it(`writes ${what}`, () => expect(encodeWall(description)).to.equal(text));

  it('needs 121 characters for nine cameras of one server', () => {
    expect(encodeWall({ ...EMPTY, tiles: tilesOf(...nine) })).to.have.length(121);
  });

  it('rounds times and offsets to milliseconds', () => {
    const [tile] = tilesOf('twitch:a');
    for (const [given, shared] of [
      [-0, 0],
      [-0.0004, 0],
      [1e-7, 0],
      [0.0005, 0.001],
      [-1.2344, -1.234],
      [0.1 + 0.2, 0.3],
      [1_767_225_600.123_9, 1_767_225_600.124],
      [MAX_DESCRIBED_SECONDS, MAX_DESCRIBED_SECONDS],
    ] as const) {
      const offset = { seconds: given, source: 'sound' as const };
      const description = decodeWall(encodeWall({ ...EMPTY, time: given, tiles: [{ ...tile!, offset }] }));
      expect(description.time).to.equal(shared);
      expect(description.tiles[0]?.offset).to.deep.equal({ seconds: shared, source: 'sound' });
    }
  });

  it('takes a bare offset for one that was typed', () => {
    const description = { ...EMPTY, tiles: [{ ...tilesOf('twitch:a')[0]!, offset: -1.25 }] };
    expect(decodeWall(encodeWall(description)).tiles[0]?.offset).to.deep.equal({ seconds: -1.25, source: 'manual' });
    expectError('invalid-argument', () =>
      encodeWall({ ...EMPTY, tiles: [{ ...tilesOf('twitch:a')[0]!, offset: NaN }] }),
    );
  });

  it('writes offsets that are alike in few characters', () => {
    const offset = { seconds: -3600.25, source: 'sound' as const };
    const wall = { ...EMPTY, tiles: tilesOf(...nine).map((tile) => Object.assign(tile, { offset })) };
    expect(encodeWall(wall)).to.have.length(121 + ',o=-3600.25s'.length + 8 * ',o9='.length);
  });

  it('refuses what cannot be shared', () => {
    for (const wrong of [NaN, Infinity, -Infinity, 1e99]) {
      const offset = { seconds: wrong, source: 'sound' as const };
      expectError('invalid-argument', () => encodeWall({ ...EMPTY, time: wrong }));
      expectError('invalid-argument', () => encodeWall({ ...EMPTY, tiles: [{ ...tilesOf('twitch:a')[0]!, offset }] }));
    }
    expectError('invalid-argument', () => encodeWall({ ...EMPTY, tiles: tilesOf('blob:https://example.com/1') }));
    expectError('invalid-argument', () => encodeWall({ ...EMPTY, tiles: tilesOf('live.m3u8') }));
    expectError('invalid-argument', () => encodeWall({ ...EMPTY, focusId: 't1' }));
  });

  it('refuses a wall that is too large for a link', () => {
    const sources = Array.from({ length: 9 }, (_, index) => `https://e.com/${String(index).repeat(1_000)}`);
    expectError('invalid-argument', () => encodeWall({ ...EMPTY, tiles: tilesOf(...sources) }));
  });

  it('rounds volumes to whole percents', () => {
    const [tile] = tilesOf('twitch:a');
    const volumeOf = (volume: number) =>
      decodeWall(encodeWall({ ...EMPTY, tiles: [{ ...tile!, volume }] })).tiles[0]?.volume;
    expect([0, 0.004, 0.123, 0.996, 1].map(volumeOf)).to.deep.equal([0, 0, 0.12, 1, 1]);
  });

  it('is undone by decodeWall, for every wall', () => {
    fc.assert(
      fc.property(descriptions, (description) => {
        const text = tryEncode(description);
        fc.pre(text !== null);
        expect(decodeWall(text)).to.deep.equal(description);
      }),
      { numRuns: 500 },
    );
  });

  it('writes only characters that a query and a fragment keep as they are', () => {
    fc.assert(
      fc.property(descriptions, (description) => {
        const text = tryEncode(description);
        fc.pre(text !== null);
        expect(text).to.match(/^[\w.:/?@=,~+-]*$/);
        const url = new URL(`https://example.com/?wall=${text}#${text}`);
        expect([url.search, url.hash]).to.deep.equal([`?wall=${text}`, `#${text}`]);
      }),
    );
  });

  it('is read the same after a form has decoded it or a messenger has encoded it', () => {
    fc.assert(
      fc.property(descriptions, (description) => {
        const text = tryEncode(description);
        fc.pre(text !== null);
        const form = new URLSearchParams(`wall=${text}`).get('wall') as string;
        expect(decodeWall(form)).to.deep.equal(description);
        const encoded = encodeURIComponent(text);
        fc.pre(encoded.length <= MAX_WALL_TEXT_LENGTH);
        expect(decodeWall(encoded)).to.deep.equal(description);
      }),
    );
  });

  it('never needs more than writing each value out', () => {
    fc.assert(
      fc.property(descriptions, (description) => {
        const text = tryEncode(description);
        fc.pre(text !== null);
        const alone = description.tiles.map((tile, index) => {
          const id = tile.id === `t${index + 1}` ? 't1' : tile.id === 't1' ? 't2' : tile.id;
          return encodeWall({ ...EMPTY, tiles: [{ ...tile, id }] }).length - 1;
        });
        expect(text.length).to.be.at.most(
          alone.reduce((sum, length) => sum + length, '1,l=columns,f=12,a=12,m=-9999999999.999'.length),
        );
      }),
    );
  });
});

describe('decodeWall', () => {
  const readable: [what: string, text: string, description: WallDescription][] = [
    ['defaults', '1,s=twitch:a', { ...EMPTY, tiles: tilesOf('twitch:a') }],
    [
      'keys of a newer writer',
      '1,time=90500,os3.1=zz,s=twitch:a,z=-1250,q=~zz',
      { ...EMPTY, tiles: tilesOf('twitch:a') },
    ],
    [
      'keys in any order',
      '1,s=twitch:a,l=pip,f=1',
      { ...EMPTY, layout: 'pip', focusId: 't1', tiles: tilesOf('twitch:a') },
    ],
    ['characters that need no escape here', '1,s=twitch:ü', { ...EMPTY, tiles: tilesOf('twitch:ü') }],
  ];
  for (const [what, text, description] of readable) {
    it(`reads ${what}`, () => expect(decodeWall(text)).to.deep.equal(description));
  }

  const hostile: [what: string, text: string][] = [
    ['nothing', ''],
    ['something else', 'hello'],
    ['JSON', '{"tiles":[]}'],
    ['no version', 's=twitch:a'],
    ['version 0', '0'],
    ['a newer version', '2,s=twitch:a'],
    ['a far newer version', `${'9'.repeat(400)},s=twitch:a`],
    ['an empty field', '1,'],
    ['a field without a value', '1,s'],
    ['a field without a key', '1,=x'],
    ['the prototype', '1,__proto__=x'],
    ['the prototype of a tile', '1,s=twitch:a,__proto__=x'],
    ['a tile key before any tile', '1,v=50'],
    ['a key twice in a tile', '1,s=twitch:a,v=50,v=50'],
    ['a key twice in the wall', '1,l=grid,l=grid'],
    ['an empty source', '1,s='],
    ['a script', '1,s=javascript:alert~281~29'],
    ['a data address', '1,s=data:text/html'],
    ['a script as poster', '1,s=twitch:a,p=javascript:alert'],
    ['a relative source', '1,s=/live.m3u8'],
    ['an unknown layout', '1,l=spiral'],
    ['a layout that every object has', '1,l=constructor'],
    ['focus on no tile', '1,f=1'],
    ['focus on tile 0', '1,f=0,s=twitch:a'],
    ['focus on tile -1', '1,f=-1,s=twitch:a'],
    ['focus on half a tile', '1,f=0.5,s=twitch:a'],
    ['focus on a property', '1,f=length,s=twitch:a'],
    ['sound on tile 2 of 1', '1,a=2,s=twitch:a'],
    ['a negative volume', '1,s=twitch:a,v=-1'],
    ['a volume above 100', '1,s=twitch:a,v=101'],
    ['an infinite volume', '1,s=twitch:a,v=Infinity'],
    ['a volume that is no number', '1,s=twitch:a,v=NaN'],
    ['a cell with a number missing', '1,s=twitch:a,c=0.0.1'],
    ['a cell outside the grid', '1,s=twitch:a,c=0.0.13.1'],
    ['a negative cell', '1,s=twitch:a,c=-1.0.1.1'],
    ['a cell that is no number', '1,s=twitch:a,c=a.b.c.d'],
    ...[
      '',
      'NaN',
      'Infinity',
      '-Infinity',
      '1e99',
      '1e9',
      '-0',
      '+1',
      '1.',
      '.5',
      '1.50',
      '01',
      '0x1f',
      '1_000',
      '0.1234',
    ]
      .concat(['10000000001', '-10000000000.001', '9'.repeat(4_000), `0.${'1'.repeat(4_000)}`, '١', '1 ', 'null'])
      .flatMap((text): [string, string][] => [
        [`the moment "${text.slice(0, 20)}"`, `1,m=${text}`],
        [`the offset "${text.slice(0, 20)}"`, `1,s=twitch:a,o=${text}`],
        [`the offset "${text.slice(0, 20)}" by sound`, `1,s=twitch:a,o=${text}s`],
      ]),
    ['an offset of unknown origin', '1,s=twitch:a,o=1x'],
    ['an offset of two origins', '1,s=twitch:a,o=1sa'],
    ['an offset by the prototype', '1,s=twitch:a,o=1constructor'],
    ['an offset before any tile', '1,o=1'],
    ['two moments', '1,m=1,m=1'],
    ['two tiles with one id', '1,s=twitch:a,i=x,s=twitch:b,i=x'],
    ['an id that the next tile has by default', '1,s=twitch:a,i=t2,s=twitch:b'],
    ['an empty id', '1,s=twitch:a,i='],
    ['more of the last value than there is', '1,s=twitch:a,s9=b'],
    ['more of its end than there is', '1,s=twitch:a,s0.9=b'],
    ['overlapping parts of it', '1,s=twitch:a,s5.5=b'],
    ['endless counts', `1,s=twitch:a,s${'9'.repeat(400)}=b`],
    ['malformed percent-encoding', '1,s=twitch:%E0%A4%A'],
    ['malformed escapes', '1,s=twitch:~e0~a4~a'],
    ['an escape that is none', '1,s=twitch:~zz'],
    ['half a surrogate pair', '1,s=twitch:a\ud800'],
    ['an escaped half of a surrogate pair', '1,s=twitch:a~ed~a0~80'],
    ['an overlong encoding', '1,s=twitch:a~c0~af'],
    ['a line break in a source', '1,s=twitch:a~0ab'],
    ['a long title', `1,s=twitch:a,t=${'x'.repeat(201)}`],
    ['a long source', `1,s=https://e.com/${'x'.repeat(2_048)}`],
    ['too many tiles', `1${',s=twitch:a'.repeat(65)}`],
    ['a text that is too long', `1,x=${'x'.repeat(MAX_WALL_TEXT_LENGTH)}`],
    ['a small text that grows', `1,s=twitch:${'a'.repeat(4_000)}${',s4000=a'.repeat(500)}`],
  ];
  for (const [what, text] of hostile) it(`refuses ${what}`, () => expectError('invalid-wall', () => decodeWall(text)));

  it('says that a wall is from a newer version', () => {
    expect(() => decodeWall('2,whatever it is')).to.throw('version 2');
  });

  it('gives every other text a typed error', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => void tryDecode(text)));
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => void tryDecode(`1,${text}`)));
    const tokens = fc.constantFrom(
      '1',
      ',',
      '=',
      '.',
      '~',
      '%',
      '+',
      's',
      'i',
      't',
      'p',
      'v',
      'c',
      'o',
      'm',
      'l',
      'f',
      'a',
      'x',
      '0',
      '7',
      '99',
      '-',
      'https://e.com/',
      'twitch:a',
      'grid',
      '~e2',
      '%f0',
      '\ud83d',
      '__proto__',
      'NaN',
    );
    fc.assert(
      fc.property(fc.array(tokens, { maxLength: 40 }), (parts) => void tryDecode(`1,${parts.join('')}`)),
      { numRuns: 1_000 },
    );
  });

  it('reads any damaged text as a sound wall, or not at all', () => {
    const edits = fc.array(fc.tuple(fc.nat(), fc.nat(3), fc.string({ unit: 'binary', maxLength: 2 })), {
      minLength: 1,
      maxLength: 4,
    });
    let read = 0;
    fc.assert(
      fc.property(descriptions, edits, (description, list) => {
        let text = tryEncode(description);
        fc.pre(text !== null);
        for (const [place, removed, inserted] of list) {
          const at: number = place % (text.length + 1);
          text = text.slice(0, at) + inserted + text.slice(at + removed);
        }
        if (tryDecode(text)) read++;
      }),
      { numRuns: 500 },
    );
    // Else the damage was never small enough for this to say anything.
    expect(read).to.be.above(0);
  });

  it('does not touch the prototype of anything', () => {
    const before = Object.getOwnPropertyNames(Object.prototype).length;
    tryDecode('1,s=twitch:a,i=__proto__,t=constructor');
    expect(Object.getOwnPropertyNames(Object.prototype)).to.have.length(before);
    expect(decodeWall('1,s=twitch:a,i=__proto__').tiles[0]?.id).to.equal('__proto__');
  });
});
