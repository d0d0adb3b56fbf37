import { expect } from 'chai';
import * as fc from 'fast-check';
import { T333Error } from '../errors.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { FakePlayer } from '../testing/fake-player.ts';
import { HlsPlayer } from './hls-player.ts';
import { MediaPlayer } from './media-player.ts';
import {
  defaultSources,
  fileSource,
  hlsSource,
  SourceRegistry,
  type SourceContext,
  type SourceType,
} from './sources.ts';

fc.configureGlobal({ seed: 333 });

const context = (): SourceContext => ({ video: () => document.createElement('video'), clock: new FakeClock() });

describe('defaultSources', () => {
  const cases: [source: string, type: string | null][] = [
    ['https://example.com/live/master.m3u8', 'hls'],
    ['http://example.com/a.m3u8?token=a.mp4', 'hls'],
    ['//example.com/a.m3u8', 'hls'],
    ['/vod/a.m3u8', 'hls'],
    ['a.m3u8', 'hls'],
    ['  https://example.com/a.m3u8\n', 'hls'],
    ['https://example.com/stream', 'hls'],
    ['https://example.com/a.php?id=3', 'hls'],
    ['https://example.com/a.mp4', 'file'],
    ['https://example.com/A.MP4#t=10', 'file'],
    ['clip.webm', 'file'],
    ['/sound/a.mp3?x=1', 'file'],
    ['https://example.com/mp4/', 'hls'],
    ['https://example.com/a.mp4.m3u8', 'hls'],
    ['blob:https://example.com/b9a3', 'file'],
    ['', null],
    ['   ', null],
    ['javascript:alert(1)', null],
    [' jAvAsCrIpT:alert(1)//.mp4', null],
    ['java\nscript:alert(1)', null],
    ['data:video/mp4;base64,AAAA', null],
    ['data:application/vnd.apple.mpegurl,%23EXTM3U', null],
    ['file:///etc/passwd', null],
    ['ftp://example.com/a.mp4', null],
    ['chrome://settings/a.m3u8', null],
    ['twitch:somebody', null],
    ['http://', null],
  ];

  for (const [source, type] of cases) {
    it(`${JSON.stringify(source)} is ${type}`, () => expect(defaultSources.typeOf(source)).to.equal(type));
  }

  it('gives any text one type or none, and never lets another scheme through', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((text) => `https://example.com/${text}`),
          fc.string().map((text) => `javascript:${text}`),
        ),
        (source) => {
          const type = defaultSources.typeOf(source);
          if (type !== null) expect(new URL(source, document.baseURI).protocol).to.match(/^(https?|blob):$/);
        },
      ),
    );
  });

  it('makes a player of each', async () => {
    const players = await Promise.all(
      ['https://example.com/a.m3u8', 'a.mp4'].map((source) => defaultSources.create(source, context())),
    );
    expect(players[0]).to.be.instanceOf(HlsPlayer);
    expect(players[1]).to.be.instanceOf(MediaPlayer).and.not.instanceOf(HlsPlayer);
    for (const player of players) player.destroy();
  });

  it('refuses what nothing can play', async () => {
    const error = await defaultSources.create('javascript:alert(1)', context()).catch((cause: unknown) => cause);
    expect(error).to.be.instanceOf(T333Error).and.include({ code: 'unknown-source', retryable: false });
  });
});

describe('hlsSource', () => {
  const names = ['MediaSource', 'ManagedMediaSource'] as const;
  const kept = names.map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const);

  afterEach(() => {
    for (const [name, descriptor] of kept) if (descriptor) Object.defineProperty(globalThis, name, descriptor);
  });

  it('leaves it to the browser only where there is no MSE at all', async () => {
    for (const name of names) Reflect.deleteProperty(globalThis, name);
    const player = await hlsSource.create(context());
    expect(player).to.be.instanceOf(MediaPlayer).and.not.instanceOf(HlsPlayer);
    player.destroy();
  });
});

describe('SourceRegistry', () => {
  const type = (id: string, prefix: string, create?: SourceType['create']): SourceType => ({
    id,
    matches: (source) => source.startsWith(prefix),
    create: create ?? (async ({ clock }) => new FakePlayer({ clock })),
  });

  it('asks the type first that came last', () => {
    const registry = new SourceRegistry([hlsSource, fileSource]);
    registry.register(type('special', 'https://special.example/'));
    expect(registry.typeOf('https://special.example/a.m3u8')).to.equal('special');
    expect(registry.typeOf('https://other.example/a.m3u8')).to.equal('hls');
  });

  it('replaces a type of the same id', () => {
    const registry = new SourceRegistry([type('a', 'x:')]);
    registry.register(type('a', 'y:'));
    expect([registry.typeOf('x:1'), registry.typeOf('y:1')]).to.deep.equal([null, 'a']);
  });

  it('says when the code of a player could not be had', async () => {
    const cause = new TypeError('Failed to fetch dynamically imported module');
    const registry = new SourceRegistry([type('a', 'x:', () => Promise.reject(cause))]);
    const error = await registry.create('x:1', context()).catch((reason: unknown) => reason);
    expect(error).to.include({ code: 'network', retryable: true, cause });
  });

  it('passes on what a type itself says', async () => {
    const refusal = new T333Error('unsupported', 'not here');
    const registry = new SourceRegistry([type('a', 'x:', () => Promise.reject(refusal))]);
    expect(await registry.create('x:1', context()).catch((reason: unknown) => reason)).to.equal(refusal);
  });
});
