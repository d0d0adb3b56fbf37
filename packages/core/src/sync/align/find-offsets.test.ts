import { expect } from 'chai';
import { T333Error } from '../../errors.ts';
import { findOffsets } from './find-offsets.ts';
import type { FoundOffset } from './found-offset.ts';
import { adtsFrames, id3, pes, playlist } from './fixtures/containers.ts';
import { serveFiles } from './fixtures/serve-files.ts';
import { join } from './encoded-sound.ts';
import { readMp4 } from './mp4-sound.ts';

interface Stream {
  id: string;
  startOffsetMs: number;
}

const SEGMENTS = Array.from({ length: 20 }, (_, i) => i);
const WORKER = new URL('align-worker.ts', import.meta.url).href;

const fetchBytes = async (url: string): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await (await fetch(url)).arrayBuffer());

describe('findOffsets', () => {
  let streams: Stream[];
  let files: Map<string, Uint8Array<ArrayBuffer> | string>;
  let server: ReturnType<typeof serveFiles>;

  before(async () => {
    ({ streams } = (await (await fetch('/origin/streams.json')).json()) as { streams: Stream[] });
  });
  beforeEach(() => {
    files = new Map();
    server = serveFiles(files);
  });
  afterEach(() => server.restore());

  /** What is added to a position in `north` for the position in this stream. */
  const truth = (id: string): number => -streams.find((stream) => stream.id === id)!.startOffsetMs / 1000;
  const address = (id: string, query = ''): string => `/origin/vod/${id}/master.m3u8${query}`;
  const members = (...ids: string[]): { id: string; source: string }[] =>
    ids.map((id) => ({ id, source: address(id) }));

  function expectTrue(found: readonly FoundOffset[], shift: Record<string, number> = {}): void {
    for (const { id, offset, notFound, error } of found) {
      expect(error?.message, id).to.equal(undefined);
      expect(notFound, id).to.equal(undefined);
      expect(offset!.seconds, id).to.be.closeTo(truth(id) + (shift[id] ?? 0), 0.01);
    }
  }

  it('finds nine cameras of one event', async () => {
    const progress: number[] = [];
    const found = await findOffsets(members(...streams.map(({ id }) => id)), {
      onProgress: (done) => progress.push(done),
    });
    expectTrue(found);
    expect(found.slice(1).map(({ offset }) => offset!.source)).to.deep.equal(Array(8).fill('sound'));
    expect(Math.min(...found.map(({ offset }) => offset!.certainty))).to.be.greaterThan(0.9);
    expect(progress).to.deep.equal(progress.toSorted((a, b) => a - b));
    expect(progress.at(-1)).to.equal(1);
  });

  it('keeps the guess of the reference, and refines those of the others', async () => {
    const [north, east] = members('north', 'east') as [{ id: string; source: string }, { id: string; source: string }];
    const guess = { seconds: 100, source: 'manual', certainty: 1 } as const;
    const found = await findOffsets(
      [
        { ...east, guess: { seconds: 96, source: 'start-time', certainty: 0.3 } },
        { ...north, guess },
      ],
      { reference: 'north', window: 25 },
    );
    expect(found[1]!.offset).to.equal(guess);
    expect(found[0]!.offset!.source).to.equal('sound');
    expect(found[0]!.offset!.seconds).to.be.closeTo(100 + truth('east'), 0.01);
  });

  it('is as certain of a reference without a guess as of the best that it found for it', async () => {
    const [north, east] = await findOffsets(members('north', 'east'), { window: 25 });
    expect([north!.offset!.seconds, north!.offset!.source]).to.deep.equal([0, 'sound']);
    expect(north!.offset!.certainty).to.equal(east!.offset!.certainty);
    const nowhere = { seconds: 3, source: 'none', certainty: 0 } as const;
    const placed = await findOffsets(
      members('north', 'east').map((member) => Object.assign(member, { guess: nowhere })),
      { window: 25 },
    );
    expect([placed[0]!.offset!.seconds, placed[0]!.offset!.source]).to.deep.equal([3, 'sound']);
    expect(placed[1]!.offset!.seconds).to.be.closeTo(3 + truth('east'), 0.01);
  });

  it('listens to more where it finds nothing, and no longer believes what it knew', async () => {
    const [north, finish] = members('north', 'finish') as [
      { id: string; source: string },
      { id: string; source: string },
    ];
    expectTrue(await findOffsets([north, finish], { window: 10 }));
    const guess = { seconds: truth('finish') + 15, source: 'program-date-time', certainty: 0.6 } as const;
    expectTrue(await findOffsets([north, { ...finish, guess }], { window: 30 }));
  });

  it('works in a worker too', async () => {
    expectTrue(await findOffsets(members('north', 'stage'), { workerUrl: WORKER }));
  });

  it('tells when the worker does not run', async () => {
    const error = await findOffsets(members('north', 'stage'), { workerUrl: '/no-such-worker.js' }).catch(
      (cause: unknown) => cause,
    );
    expect(error).to.be.instanceOf(T333Error).with.property('code', 'network');
  });

  it('reads the same from files, transport streams, packed audio, ranges, encrypted and discontinuous segments', async () => {
    const media = async (id: string): Promise<Uint8Array[]> =>
      adtsFrames(readMp4(await fetchBytes(`/origin/files/${id}/160p.mp4`))![0]!.file);
    const perSegment = 93.75;
    const cut = (frames: Uint8Array[], n: number): [Uint8Array, number] => {
      const [from, to] = [Math.ceil(n * perSegment), Math.ceil((n + 1) * perSegment)];
      return [join(frames.slice(from, to)), (from * 1024) / 48_000];
    };
    const put = (id: string, tags: string, make: (n: number) => Uint8Array<ArrayBuffer>): void => {
      files.set(
        `/made/${id}.m3u8`,
        playlist(
          tags,
          SEGMENTS.map((n) => `${id}-${n}`),
        ),
      );
      for (const n of SEGMENTS) files.set(`/made/${id}-${n}`, make(n));
    };
    const [east, south, west, drone] = (await Promise.all(['east', 'south', 'west', 'drone'].map(media))) as [
      Uint8Array[],
      Uint8Array[],
      Uint8Array[],
      Uint8Array[],
    ];
    // Pictures are decoded 0.1 s before the sound begins; the clock begins anew at 7 s.
    put('east', '', (n) => {
      const [sound, time] = cut(east, n);
      const clock = 2 ** 33 / 90_000 - 7 + time;
      return join([pes(256, 0xe0, new Uint8Array(300), clock, clock - 0.1), pes(257, 0xc0, sound, clock)]);
    });
    put('south', '', (n) => {
      const [sound, time] = cut(south, n);
      return join([id3(50 + time), sound]);
    });
    const key = await crypto.subtle.importKey('raw', new Uint8Array(16).fill(7), 'AES-CBC', false, ['encrypt']);
    files.set('/made/key', new Uint8Array(16).fill(7));
    put('west', '#EXT-X-KEY:METHOD=AES-128,URI="key"', () => new Uint8Array());
    for (const n of SEGMENTS) {
      const [sound, time] = cut(west, n);
      const iv = new Uint8Array(16);
      iv[15] = n;
      files.set(
        `/made/west-${n}`,
        new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-CBC', iv }, key, join([id3(time), sound]))),
      );
    }
    // After 20 s another clock, behind a discontinuity.
    put('drone', '', (n) => {
      const [sound, time] = cut(drone, n);
      return join([id3(n < 10 ? time : time + 5000), sound]);
    });
    files.set(
      '/made/drone.m3u8',
      String(files.get('/made/drone.m3u8')).replace(
        '#EXTINF:2,\ndrone-10',
        '#EXT-X-DISCONTINUITY\n#EXTINF:2,\ndrone-10',
      ),
    );
    const stage = await fetchBytes('/origin/files/stage/160p.mp4');
    const { sizes, initSize } = fragments(stage);
    let at = initSize;
    const ranges = SEGMENTS.map((n) => {
      const size = sizes.slice(n * 10, n * 10 + 10).reduce((sum, value) => sum + value, 0);
      at += size;
      return `#EXT-X-BYTERANGE:${size}@${at - size}\n/origin/files/stage/160p.mp4`;
    });
    files.set(
      '/made/stage.m3u8',
      playlist(`#EXT-X-MAP:URI="/origin/files/stage/160p.mp4",BYTERANGE="${initSize}@0"`, ranges).replaceAll(
        /(#EXTINF:2,)/g,
        '$1',
      ),
    );
    const found = await findOffsets([
      { id: 'north', source: '/origin/files/north/160p.mp4' },
      ...['east', 'south', 'west', 'drone', 'stage'].map((id) => ({ id, source: `/made/${id}.m3u8` })),
    ]);
    // The second clock of drone is put where the playlist says, to the frame of sound that its segment begins with.
    expectTrue(found, { east: 0.1 });
    expect(found.map(({ originSeconds }) => originSeconds.toFixed(2))).to.deep.equal([
      '0.00',
      (2 ** 33 / 90_000 - 7.1).toFixed(2),
      '50.00',
      '0.00',
      '0.00',
      '0.00',
    ]);
  });

  it('uses dates in the streams where there is nothing to hear', async () => {
    const silent = playlist('#EXT-X-PROGRAM-DATE-TIME:2026-01-01T00:00:05.000Z', ['silent-0']);
    files.set('/made/silent.m3u8', silent);
    files.set('/made/silent-0', pes(256, 0xe0, new Uint8Array(100), 1));
    files.set('/made/dated.m3u8', playlist('#EXT-X-PROGRAM-DATE-TIME:2026-01-01T00:00:00.000Z', ['silent-0']));
    const [reference, found] = await findOffsets([
      { id: 'a', source: '/made/dated.m3u8' },
      { id: 'b', source: '/made/silent.m3u8' },
    ]);
    expect(reference).to.deep.include({
      notFound: 'silent',
      fallback: { seconds: 0, source: 'program-date-time', certainty: 0.6 },
    });
    expect(found!.notFound).to.equal('silent');
    expect(found!.fallback).to.deep.equal({ seconds: -5, source: 'program-date-time', certainty: 0.6 });
  });

  it('says what it cannot listen to, and finds the rest', async () => {
    files.set('/made/live.m3u8', '#EXTM3U\n#EXTINF:2,\nx');
    files.set('/made/protected.m3u8', playlist('#EXT-X-KEY:METHOD=SAMPLE-AES,URI="skd://x"', ['x']));
    files.set('/made/x', new Uint8Array(10));
    const many = Array.from({ length: 120_000 }, () => '#EXTINF:0.0005,\nx').join('\n');
    files.set('/made/countless.m3u8', `#EXTM3U\n#EXT-X-PLAYLIST-TYPE:VOD\n${many}\n#EXT-X-ENDLIST`);
    const found = await findOffsets([
      ...members('north', 'tower'),
      { id: 'embed', source: 'twitch:someone' },
      { id: 'gone', source: '/origin/bad/not-found.m3u8' },
      { id: 'live', source: '/made/live.m3u8' },
      { id: 'protected', source: '/made/protected.m3u8' },
      { id: 'countless', source: '/made/countless.m3u8' },
    ]);
    expect(server.requests.length, 'requests').to.be.lessThan(500);
    expectTrue(found.slice(0, 2));
    expect(found.slice(2).map(({ id, notFound, error }) => `${id} ${notFound} ${error?.code}`)).to.deep.equal([
      'embed unreadable unsupported',
      'gone unreadable not-found',
      'live unreadable unsupported',
      'protected unreadable unsupported',
      'countless unreadable unsupported',
    ]);
  });

  it('finds nothing without the sound of the reference, and says why', async () => {
    const found = await findOffsets([{ id: 'embed', source: 'twitch:someone' }, ...members('north')]);
    expect(found.map(({ notFound }) => notFound)).to.deep.equal(['unreadable', 'no-shared-sound']);
  });

  it('works in a worker under a strict Content-Security-Policy with Trusted Types', async () => {
    const frame = document.createElement('iframe');
    const script = new URL('./fixtures/csp-page.ts', import.meta.url).pathname;
    // By name, since Firefox finds no origin to be "self" in a page without an address.
    const policy = `default-src ${location.origin}; require-trusted-types-for 'script'; trusted-types lit-html t333`;
    frame.srcdoc = `<!doctype html><meta http-equiv="Content-Security-Policy" content="${policy}">
      <script type="module" src="${script}"></script>`;
    const report = new Promise((resolve) => {
      addEventListener('message', ({ data }) => resolve(data), { once: true });
    });
    document.body.append(frame);
    const { violations, found, error } = (await report) as {
      violations: string[];
      found: FoundOffset[];
      error: string;
    };
    frame.remove();
    expect({ violations, error }).to.deep.equal({ violations: [], error: '' });
    expectTrue(found);
  });

  it('stops at once', async () => {
    const controller = new AbortController();
    const search = findOffsets(members('north', 'east'), {
      signal: controller.signal,
      onProgress: () => controller.abort(),
    }).catch((cause: unknown) => cause);
    expect(await search)
      .to.be.instanceOf(T333Error)
      .with.property('code', 'aborted');
    expect(
      await findOffsets(members('north'), { signal: controller.signal }).catch((cause: unknown) => cause),
    ).to.have.property('code', 'aborted');
  });

  it('wants ids of their own', async () => {
    for (const call of [
      findOffsets([]),
      findOffsets(members('north', 'north')),
      findOffsets(members('north'), { reference: 'x' }),
      findOffsets(members('north'), { window: 0 }),
      findOffsets([{ ...members('north')[0]!, guess: { seconds: NaN, source: 'manual', certainty: 1 } }]),
    ]) {
      expect(await call.catch((cause: unknown) => cause)).to.have.property('code', 'invalid-argument');
    }
  });
});

/** The sizes of the parts of a fragmented file: what comes before the first `moof`, and each `moof` with its `mdat`. */
function fragments(file: Uint8Array<ArrayBuffer>): { initSize: number; sizes: number[] } {
  const view = new DataView(file.buffer);
  const starts: number[] = [];
  for (let at = 0; at < file.length; at += view.getUint32(at))
    if (view.getUint32(at + 4) === 0x6d6f6f66) starts.push(at);
  return { initSize: starts[0]!, sizes: starts.map((start, i) => (starts[i + 1] ?? file.length) - start) };
}
