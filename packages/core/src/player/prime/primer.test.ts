import { expect } from 'chai';
import { FakeClock } from '../../testing/fake-clock.ts';
import { createPrimer, type MediaSink, type Primer } from './primer.ts';

const BASE = 'https://media.test/show/';
const AVC = 'avc1.64001e,mp4a.40.2';

const variant = (attributes: string, uri: string): string[] => [`#EXT-X-STREAM-INF:${attributes}`, uri];
const master = (...variants: string[][]): string => ['#EXTM3U', ...variants.flat()].join('\n');
const LEVEL = variant(`BANDWIDTH=500000,RESOLUTION=640x360,CODECS="${AVC}"`, 'low/index.m3u8');

const playlist = (segments: number, ...tags: string[]): string =>
  ['#EXTM3U', '#EXT-X-TARGETDURATION:2', ...tags, '#EXT-X-MAP:URI="init.mp4"']
    .concat(Array.from({ length: segments }, (_, n) => [`#EXTINF:2,`, `${n}.m4s`]).flat())
    .join('\r\n');
const recording = (...tags: string[]): string => playlist(4, ...tags, '#EXT-X-ENDLIST');

describe('createPrimer', () => {
  let clock: FakeClock;
  let prime: Primer;
  let asked: { url: string; init: RequestInit }[];
  let bodies: Record<string, BodyInit | Response | Promise<Response>>;

  beforeEach(() => {
    clock = new FakeClock();
    asked = [];
    bodies = {
      'master.m3u8': master(LEVEL),
      'low/index.m3u8': recording(),
      'low/init.mp4': 'init',
      'low/0.m4s': 'media',
    };
    // Of this test alone: what an earlier one left under way ends later.
    const own = clock;
    prime = createPrimer({
      now: () => own.now(),
      after: (delayMs, task) => own.after(delayMs, task),
      fetch: async (url, init = {}) => {
        const name = String(url).slice(BASE.length);
        asked.push({ url: name, init });
        const aborted = new Promise<never>((_, reject) =>
          init.signal?.addEventListener('abort', () => reject(new DOMException('', 'AbortError'))),
        );
        const body = await Promise.race([bodies[name] ?? new Response(null, { status: 404 }), aborted]);
        return body instanceof Response ? body : new Response(body);
      },
    });
  });

  const urls = (): string[] => asked.map(({ url }) => url);
  const text = async (name: string): Promise<string | null | undefined> => {
    const answer = await prime.take(BASE + name);
    return answer && new TextDecoder().decode(answer.data);
  };

  it('follows the master to what is played first', async () => {
    await prime(`${BASE}master.m3u8`);
    expect(urls()).to.deep.equal(['master.m3u8', 'low/index.m3u8', 'low/init.mp4', 'low/0.m4s']);
    expect(await text('low/0.m4s')).to.equal('media');
  });

  it('follows a playlist that has no renditions', async () => {
    await prime(`${BASE}low/index.m3u8`);
    expect(urls()).to.deep.equal(['low/index.m3u8', 'low/init.mp4', 'low/0.m4s']);
  });

  it('fetches the master alone where no more is asked for, and the rest when it is', async () => {
    await prime(`${BASE}master.m3u8`, { depth: 'manifest' });
    expect(urls()).to.deep.equal(['master.m3u8']);
    await prime(`${BASE}master.m3u8`);
    expect(urls()).to.deep.equal(['master.m3u8', 'low/index.m3u8', 'low/init.mp4', 'low/0.m4s']);
  });

  const choices: [string, string[][], string][] = [
    ['the lowest, wherever it stands', [variant(`BANDWIDTH=9,CODECS="${AVC}"`, 'b'), variant('BANDWIDTH=5', 'a')], 'a'],
    [
      'by its peak',
      [variant('BANDWIDTH=9,AVERAGE-BANDWIDTH=1', 'b'), variant('AVERAGE-BANDWIDTH=8,BANDWIDTH=8', 'a')],
      'a',
    ],
    ['pictures before sound alone', [variant('BANDWIDTH=1', 'b'), variant('BANDWIDTH=9,RESOLUTION=2x2', 'a')], 'a'],
    ['the first of equals', [variant('BANDWIDTH=9', 'a'), variant('BANDWIDTH=9', 'b')], 'a'],
    [
      'what can be played',
      [variant('BANDWIDTH=1,CODECS="xyz1.0"', 'b'), variant(`BANDWIDTH=2,CODECS="${AVC}"`, 'a')],
      'a',
    ],
    ['in spite of a comment', [['#EXT-X-STREAM-INF:BANDWIDTH=1', '# low', 'a']], 'a'],
  ];
  for (const [what, variants, chosen] of choices) {
    it(`chooses ${what}`, async () => {
      bodies['master.m3u8'] = master(...variants);
      await prime(`${BASE}master.m3u8`);
      expect(urls()).to.deep.equal(['master.m3u8', chosen]);
    });
  }

  const starts: [string, string, number | undefined, string[]][] = [
    ['a recording from its beginning', recording(), undefined, ['init.mp4', '0.m4s']],
    ['a recording from a position', recording(), 4.5, ['init.mp4', '2.m4s']],
    ['nothing beyond the end', recording(), 60, []],
    ['a live stream three segments from its end', playlist(8), undefined, ['init.mp4', '5.m4s']],
    [
      'a live stream as far from it as it wants',
      playlist(8, '#EXT-X-SERVER-CONTROL:HOLD-BACK=8'),
      undefined,
      ['init.mp4', '4.m4s'],
    ],
    ['a short live stream from its beginning', playlist(2), undefined, ['init.mp4', '0.m4s']],
    ['no parts', playlist(8, '#EXT-X-PART:DURATION=0.2,URI="p"'), undefined, ['init.mp4']],
    ['no byte ranges', recording('#EXT-X-BYTERANGE:9@0'), undefined, []],
    ['no variables', recording('#EXT-X-DEFINE:NAME="a",VALUE="b"'), undefined, []],
  ];
  for (const [what, body, startSeconds, expected] of starts) {
    it(`takes ${what}`, async () => {
      bodies['low/index.m3u8'] = body;
      await prime(`${BASE}low/index.m3u8`, startSeconds === undefined ? {} : { startSeconds });
      expect(urls().slice(1)).to.deep.equal(expected.map((name) => `low/${name}`));
    });
  }

  it('asks as it is told to', async () => {
    await prime(`${BASE}low/index.m3u8`, { request: { credentials: 'include', headers: { a: 'b' } } });
    for (const { init } of asked) expect(init).to.deep.include({ credentials: 'include', headers: { a: 'b' } });
  });

  it('gives each answer once, with its true times, also while it is on its way', async () => {
    let answer!: (response: Response) => void;
    bodies['master.m3u8'] = new Promise((resolve) => (answer = resolve));
    await clock.advance(100);
    const primed = prime(`${BASE}master.m3u8`);
    await clock.advance(40);
    const taken = prime.take(`${BASE}master.m3u8`);
    expect(prime.has(`${BASE}master.m3u8`)).to.equal(false);
    expect(prime.take(`${BASE}master.m3u8`)).to.equal(undefined);
    answer(new Response(master(LEVEL)));
    expect(await taken).to.include({ url: `${BASE}master.m3u8`, startMs: 100, firstByteMs: 140, endMs: 140 });
    await primed;
  });

  it('shows the text of what is here', async () => {
    const primed = prime(`${BASE}master.m3u8`);
    expect(prime.peek(`${BASE}master.m3u8`)).to.equal(undefined);
    await primed;
    expect(prime.peek(`${BASE}master.m3u8`)).to.equal(master(LEVEL));
  });

  it('asks for nothing twice', async () => {
    await Promise.all([prime(`${BASE}master.m3u8`), prime(`${BASE}master.m3u8`)]);
    expect(urls()).to.have.length(4);
  });

  it('forgets what failed', async () => {
    delete bodies['low/0.m4s'];
    await prime(`${BASE}master.m3u8`);
    expect(prime.has(`${BASE}low/0.m4s`)).to.equal(false);
    expect(prime.has(`${BASE}low/init.mp4`)).to.equal(true);
  });

  it('tells who waits that it failed', async () => {
    bodies['master.m3u8'] = Promise.reject(new TypeError('network'));
    void prime(`${BASE}master.m3u8`);
    expect(await prime.take(`${BASE}master.m3u8`)).to.equal(null);
  });

  it('does not keep what is too large', async () => {
    bodies['low/0.m4s'] = new Uint8Array(4e6 + 1);
    await prime(`${BASE}master.m3u8`);
    expect(prime.has(`${BASE}low/0.m4s`)).to.equal(false);
  });

  it('keeps no more than nine streams need', async () => {
    for (let n = 0; n < 40; n++) bodies[`${n}.m3u8`] = 'x';
    await Promise.all(Array.from({ length: 40 }, (_, n) => prime(`${BASE}${n}.m3u8`)));
    expect(urls()).to.have.length(36);
  });

  it('gives the memory back after half a minute', async () => {
    await prime(`${BASE}master.m3u8`);
    await clock.advance(29_999);
    expect(prime.has(`${BASE}low/0.m4s`)).to.equal(true);
    await clock.advance(1);
    expect(prime.has(`${BASE}low/0.m4s`)).to.equal(false);
    expect(clock.pending).to.equal(0);
  });

  it('gives up what hangs', async () => {
    bodies['master.m3u8'] = new Promise<never>(() => {});
    void prime(`${BASE}master.m3u8`);
    const taken = prime.take(`${BASE}master.m3u8`);
    await clock.advance(10_000);
    expect(await taken).to.equal(null);
    expect(asked[0]!.init.signal!.aborted).to.equal(true);
    expect(clock.pending).to.equal(0);
  });

  it('has others wait for what goes first, for as long as that takes', async () => {
    const primed = prime(`${BASE}master.m3u8`, { first: true });
    const { first } = prime;
    expect(first).to.be.a('promise');
    await primed;
    await first;
    expect(prime.first).to.equal(undefined);
  });

  it('has nobody wait for it when it hangs', async () => {
    bodies['master.m3u8'] = new Promise<never>(() => {});
    void prime(`${BASE}master.m3u8`, { first: true });
    await clock.advance(2999);
    expect(prime.first).to.be.a('promise');
    await clock.advance(1);
    expect(prime.first).to.equal(undefined);
  });

  it('has nobody wait for the rest', () => {
    void prime(`${BASE}master.m3u8`);
    expect(prime.first).to.equal(undefined);
  });

  it('has a live playlist for no longer than one segment', async () => {
    bodies['low/index.m3u8'] = playlist(8);
    await prime(`${BASE}low/index.m3u8`);
    await clock.advance(2000);
    expect(await text('low/index.m3u8')).to.equal(null);
    expect(await text('low/init.mp4')).to.equal('init');
  });

  it('leaves nothing when it is aborted', async () => {
    const controller = new AbortController();
    await prime(`${BASE}master.m3u8`, { signal: controller.signal });
    bodies['b.m3u8'] = new Promise<never>(() => {});
    void prime(`${BASE}b.m3u8`, { signal: controller.signal });
    await clock.advance(0);
    const hanging = asked.at(-1)!.init.signal!;
    controller.abort();
    expect(hanging.aborted).to.equal(true);
    for (const { url } of asked) expect(prime.has(BASE + url)).to.equal(false);
    expect(clock.pending).to.equal(0);
    await prime(`${BASE}master.m3u8`, { signal: controller.signal });
    expect(urls()).to.have.length(5);
  });

  describe('for boot()', () => {
    let opened: [string, number][];
    let heard: [number, string | null][];
    const open = (codecs: string, durationSeconds: number): MediaSink => {
      opened.push([codecs, durationSeconds]);
      return (piece, bytes) => heard.push([piece, bytes && new TextDecoder().decode(bytes)]);
    };

    beforeEach(() => {
      opened = [];
      heard = [];
    });

    const expectAll = (): void => {
      expect(heard.filter(([piece]) => piece === 0)).to.deep.equal([
        [0, 'init'],
        [0, null],
      ]);
      expect(heard.filter(([piece]) => piece === 1)).to.deep.equal([
        [1, 'media'],
        [1, null],
      ]);
    };

    it('passes on media as it arrives, and keeps it', async () => {
      await prime(`${BASE}master.m3u8`, {}, { open });
      expect(opened).to.deep.equal([[AVC, 8]]);
      expectAll();
      expect(await text('low/0.m4s')).to.equal('media');
    });

    it('begins with what the page knows, and asks for nothing twice', async () => {
      let sinks = 0;
      const known = { urls: [`${BASE}low/init.mp4`, `${BASE}low/0.m4s`], codecs: AVC, durationSeconds: 8 };
      await prime(`${BASE}master.m3u8`, {}, { known, open: (...about) => (sinks++ ? null : open(...about)) });
      expect(urls().slice(0, 2)).to.deep.equal(['low/init.mp4', 'low/0.m4s']);
      expect(urls()).to.have.length(4);
      expectAll();
    });

    it('leaves live streams to the player', async () => {
      bodies['low/index.m3u8'] = playlist(8);
      await prime(`${BASE}master.m3u8`, {}, { open });
      expect(opened).to.deep.equal([]);
    });

    it('leaves what has sound of its own to the player', async () => {
      bodies['master.m3u8'] = `${master(LEVEL)}\n#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="a",URI="a.m3u8"`;
      await prime(`${BASE}master.m3u8`, {}, { open });
      expect(opened).to.deep.equal([]);
      expect(urls()).to.have.length(4);
    });

    it('says so when nothing comes', async () => {
      delete bodies['low/0.m4s'];
      await prime(`${BASE}master.m3u8`, {}, { open });
      expect(heard).to.deep.include.members([[1, null]]);
    });
  });
});
