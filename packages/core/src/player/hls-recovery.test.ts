import { expect } from 'chai';
import type { T333Error } from '../errors.ts';
import type { NetworkStatus } from '../resilience/network-status.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { rewriteRequests, type Rewrite, type Rewriting } from '../testing/rewrite-requests.ts';
import { HlsPlayer, type HlsPlayerOptions } from './hls-player.ts';
import type { PlayerState, Recovery } from './player.ts';
import { MAX_RETRIES } from './recovery.ts';

const ORIGIN = `${location.origin}/origin`;
const vod = `${ORIGIN}/vod/west/master.m3u8`;

let video: HTMLVideoElement;
let player: HlsPlayer;
let network: Rewriting;
let recoveries: Recovery[];

const state = (): Readonly<PlayerState> => player.state.getSnapshot();

function until(isSo: (state: Readonly<PlayerState>) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!isSo(state())) return;
      leave();
      resolve();
    };
    const leave = player.state.subscribe(look);
    look();
  });
}

async function untilPosition(isSo: (seconds: number) => boolean): Promise<void> {
  while (!isSo(player.currentTime)) {
    await new Promise<void>((resolve) => player.addEventListener('timeupdate', () => resolve(), { once: true }));
  }
}

const failure = (promise: Promise<unknown>): Promise<T333Error> =>
  promise.then(
    () => expect.fail('it did not fail'),
    (error: unknown) => error as T333Error,
  );

function create(options: Partial<HlsPlayerOptions> = {}, rewrite?: Rewrite): void {
  network = rewriteRequests(rewrite);
  player = new HlsPlayer({ media: video, random: () => 0, ...options });
  recoveries = [];
  player.state.subscribe(() => {
    const { recovery } = state();
    if (recovery && recoveries.at(-1) !== recovery) recoveries.push(recovery);
  });
}

const requested = (part: string): string[] => network.requests.filter((url) => url.includes(part));

/** Sends the first so many requests for `part` to an address that fails as `bad` does. */
function failing(part: string, times: number, bad: string): Rewrite {
  let left = times;
  return ({ href }) => (href.includes(part) && left-- > 0 ? { url: bad } : undefined);
}

const NOT_FOUND = `${ORIGIN}/bad/not-found.m3u8`;
const SERVER_ERROR = `${ORIGIN}/bad/server-error.m3u8`;
const GARBAGE = `${ORIGIN}/bad/garbage/0.m4s`;

beforeEach(() => {
  video = document.createElement('video');
  video.muted = true;
  document.body.append(video);
});

afterEach(() => {
  player.destroy();
  network.restore();
  video.remove();
});

describe('HlsPlayer and what is no stream', () => {
  const cases: [path: string, code: string, requests: number][] = [
    ['bad/not-found.m3u8', 'not-found', 1],
    ['bad/forbidden.m3u8', 'forbidden', 1],
    ['bad/server-error.m3u8', 'http', 1 + MAX_RETRIES],
    ['bad/html.m3u8', 'not-hls', 1],
    ['bad/html-200-as-m3u8.m3u8', 'not-hls', 1],
    ['bad/empty.m3u8', 'not-hls', 1],
    ['bad/not-hls.m3u8', 'not-hls', 1],
    ['bad/empty-playlist.m3u8', 'empty-playlist', 1],
    ['bad/empty-master.m3u8', 'empty-playlist', 1],
    ['bad/redirect-loop.m3u8', 'redirect-loop', 1],
    ['bad/truncated.m3u8', 'network', 1 + MAX_RETRIES],
    ['vod/west/master.m3u8?error=500&error-at=playlist', 'http', 1],
  ];

  for (const [path, code, requests] of cases) {
    it(`${code}: ${path}`, async () => {
      create();
      const source = `${ORIGIN}/${path}`;
      const error = await failure(player.load(source));
      expect(error).to.include({ code, retryable: true });
      expect(error.message, 'it names the address').to.include(`${ORIGIN}/${path.split('/')[0]}`);
      expect(state()).to.include({ phase: 'error', error, recovery: null, source });
      expect(requested(source).length, 'requests for it').to.equal(requests);
    });
  }

  it('not-found: segments that are all gone', async () => {
    create();
    expect(await failure(player.load(`${ORIGIN}/bad/missing-segments.m3u8`))).to.include({ code: 'not-found' });
  });

  it('media-decode: segments of noise', async () => {
    create();
    const error = await failure(player.load(`${ORIGIN}/bad/garbage-segments.m3u8`));
    expect(error.code).to.be.oneOf(['media-decode', 'media-unsupported']);
  });

  it('cors: another origin that does not allow it', async () => {
    const { otherOrigin } = (await (await fetch('/test-env.json')).json()) as { otherOrigin: string };
    create();
    const error = await failure(player.load(`${otherOrigin}/bad/no-cors.m3u8`));
    expect(error).to.include({ code: 'cors', retryable: true });
  });

  it('plays from another origin that does allow it', async () => {
    const { otherOrigin } = (await (await fetch('/test-env.json')).json()) as { otherOrigin: string };
    create();
    await player.load(`${otherOrigin}/vod/west/master.m3u8`);
  });

  it('network: nobody there', async () => {
    create();
    const error = await failure(player.load('http://127.0.0.1:9/a.m3u8'));
    expect(error).to.include({ code: 'network', retryable: true });
    expect(recoveries.length).to.equal(MAX_RETRIES);
  });

  it('timeout: a server that never answers', async () => {
    const hlsConfig = {
      manifestLoadPolicy: {
        default: { maxTimeToFirstByteMs: 50, maxLoadTimeMs: 50, timeoutRetry: null, errorRetry: null },
      },
    };
    create({ hlsConfig });
    expect(await failure(player.load(`${ORIGIN}/bad/slow.m3u8`))).to.include({ code: 'timeout', retryable: true });
  });

  it('plays the next source after each', async () => {
    create();
    for (const bad of ['not-found', 'html', 'garbage-segments']) {
      await failure(player.load(`${ORIGIN}/bad/${bad}.m3u8`));
    }
    await player.load(vod);
    await until(({ hasFrame, error }) => hasFrame && error === null);
  });
});

describe('HlsPlayer and what passes', () => {
  it('tries a failing address again, after growing waits, and says so meanwhile', async () => {
    const clock = new FakeClock();
    create({ clock, random: () => 1 }, failing('master.m3u8', 3, SERVER_ERROR));
    const loading = player.load(vod);
    for (const [attempt, delayMs] of [
      [1, 1000],
      [2, 2000],
      [3, 4000],
    ] as const) {
      await until(({ recovery }) => recovery?.attempt === attempt);
      expect(state().recovery).to.include({ attempt, delayMs });
      expect(state().recovery!.error.code).to.equal('http');
      expect(state()).to.include({ phase: 'loading', error: null });
      expect(requested('master.m3u8').length).to.equal(attempt);
      await clock.advance(delayMs - 1);
      expect(requested('master.m3u8').length).to.equal(attempt);
      await clock.advance(1);
      expect(requested('master.m3u8').length).to.equal(attempt + 1);
    }
    await loading;
    await until(({ recovery }) => recovery === null);
    expect(clock.pending).to.equal(0);
  });

  it('heals one lost segment, and one lost playlist, without a word', async () => {
    for (const part of ['/1.m4s', 'p.m3u8']) {
      create({}, failing(part, 1, SERVER_ERROR));
      await player.load(vod);
      await player.play();
      await untilPosition((seconds) => seconds > 2.2);
      expect(recoveries).to.deep.equal([]);
      player.destroy();
      network.restore();
    }
  });

  it('comes through a longer failure of the segments, where it was', async () => {
    create({}, failing('.m4s', 12, SERVER_ERROR));
    await player.load(vod);
    await player.play();
    await untilPosition((seconds) => seconds > 1);
    expect(recoveries.length).to.be.within(1, 12);
    expect(state().recovery).to.equal(null);
  });

  it('counts anew after each success', async () => {
    create({}, ({ href }) =>
      /[13]\.m4s/.test(href) && requested(href).length < 4 ? { url: SERVER_ERROR } : undefined,
    );
    await player.load(vod);
    await player.play();
    await untilPosition((seconds) => seconds > 6.5);
    expect(Math.max(...recoveries.map(({ attempt }) => attempt))).to.be.at.most(2);
  });

  it('does not retry twice over: few requests for a segment that never comes', async () => {
    create({}, ({ href }) => (href.endsWith('/1.m4s') ? { url: SERVER_ERROR } : undefined));
    await player.load(vod);
    void player.play().catch(() => {});
    await until(({ phase }) => phase === 'error');
    expect(state().error!.code).to.equal('http');
    // Each try asks once more at once, then the other two renditions.
    expect(requested('/1.m4s').length).to.be.within(MAX_RETRIES, (MAX_RETRIES + 1) * 4);
    expect(recoveries.length).to.equal(MAX_RETRIES);
  });

  it('forgets a pending retry when it is told to do something else', async () => {
    for (const act of [
      () => void player.load(`${ORIGIN}/vod/south/master.m3u8`),
      () => player.setLifecycle('unloaded'),
      () => player.destroy(),
    ]) {
      const clock = new FakeClock();
      create({ clock, random: () => 1 }, failing('west/master.m3u8', 99, SERVER_ERROR));
      void player.load(vod);
      await until(({ recovery }) => recovery !== null);
      act();
      expect(clock.pending).to.equal(0);
      await clock.advance(60_000);
      expect(requested('west/master.m3u8').length).to.equal(1);
      player.destroy();
      network.restore();
    }
  });

  it('holds a retry back while it is suspended, and makes it on return', async () => {
    const clock = new FakeClock();
    create({ clock, random: () => 1 }, failing('master.m3u8', 1, SERVER_ERROR));
    const loading = player.load(vod);
    await until(({ recovery }) => recovery !== null);
    player.setLifecycle('suspended');
    expect(clock.pending).to.equal(0);
    expect(requested('master.m3u8').length).to.equal(1);
    player.setLifecycle('active');
    await loading;
  });
});

describe('HlsPlayer without a network', () => {
  let online: boolean;
  let comeBack: () => void;
  const status: NetworkStatus = {
    isOnline: () => online,
    onOnline(listener, signal) {
      comeBack = () => {
        online = true;
        if (!signal.aborted) listener();
      };
    },
  };

  beforeEach(() => {
    online = false;
  });

  it('waits for it, and begins at once when it is back', async () => {
    const clock = new FakeClock();
    create({ clock, network: status }, () => (online ? undefined : { url: 'http://127.0.0.1:9/' }));
    const loading = player.load(vod);
    await until(({ recovery }) => recovery !== null);
    expect(state().recovery).to.include({ attempt: 1, delayMs: Infinity });
    expect(state().recovery!.error.code).to.equal('offline');
    expect(clock.pending).to.equal(0);
    comeBack();
    await loading;
    await until(({ recovery }) => recovery === null);
  });

  it('goes on where it was when it went away in the middle', async () => {
    online = true;
    create({ network: status }, () => (online ? undefined : { url: 'http://127.0.0.1:9/' }));
    await player.load(vod);
    await player.play();
    await untilPosition((seconds) => seconds > 0.5);
    online = false;
    void player.seek(30);
    await until(({ recovery }) => recovery?.error.code === 'offline');
    expect(state().phase).to.equal('ready');
    comeBack();
    await untilPosition((seconds) => seconds > 30.5);
  });

  it('does not wait out a pending retry when it is back', async () => {
    online = true;
    const clock = new FakeClock();
    create({ clock, network: status, random: () => 1 }, failing('master.m3u8', 1, SERVER_ERROR));
    const loading = player.load(vod);
    await until(({ recovery }) => recovery !== null);
    comeBack();
    await loading;
    expect(clock.now()).to.equal(0);
    expect(clock.pending).to.equal(0);
  });
});

describe('HlsPlayer and damaged media', () => {
  it('plays on after a segment of noise', async () => {
    create({}, failing('/1.m4s', 1, GARBAGE));
    await player.load(vod);
    await player.play();
    await untilPosition((seconds) => seconds > 4.5);
    expect(state().error).to.equal(null);
  });

  it('reports a segment that is always noise, if nothing gets over it', async () => {
    create({}, ({ href }) => (href.endsWith('/1.m4s') ? { url: GARBAGE } : undefined));
    await player.load(vod);
    void player.play().catch(() => {});
    await Promise.race([until(({ phase }) => phase === 'error'), untilPosition((seconds) => seconds > 4.5)]);
  });
});

describe('HlsPlayer and a live stream that stumbles', () => {
  /** A live playlist made of a recording's segments, whose window a test moves. */
  class Channel {
    first = 0;
    /** Added to the numbers in the playlist: an encoder that starts anew counts from 0 again. */
    numbering = 100;
    segments = 4;
    broken: 'no' | 'missing' | 'empty' | 'html' = 'no';
    readonly url = `${ORIGIN}/channel/index.m3u8`;

    readonly rewrite: Rewrite = ({ href }) => {
      if (href !== this.url) return undefined;
      if (this.broken === 'missing') return { url: NOT_FOUND };
      if (this.broken === 'html') return { url: `${ORIGIN}/bad/html.m3u8` };
      return { body: this.playlist() };
    };

    playlist(): string {
      const segments = this.broken === 'empty' ? [] : Array.from({ length: this.segments }, (_, i) => this.first + i);
      return [
        '#EXTM3U',
        '#EXT-X-VERSION:7',
        '#EXT-X-TARGETDURATION:2',
        `#EXT-X-MEDIA-SEQUENCE:${this.first + this.numbering}`,
        `#EXT-X-MAP:URI="${ORIGIN}/vod/west/160p/init.mp4"`,
        ...segments.flatMap((n) => ['#EXTINF:2,', `${ORIGIN}/vod/west/160p/${n}.m4s?as=${n + this.numbering}`]),
        '',
      ].join('\n');
    }
  }

  let channel: Channel;

  beforeEach(async () => {
    channel = new Channel();
    create({}, channel.rewrite);
    await player.load(channel.url);
    await player.play();
    await until(({ hasFrame }) => hasFrame);
  });

  const edge = (): number => player.seekable.end(0);

  it('comes back when its playlist was missing for a while', async () => {
    channel.broken = 'missing';
    await until(({ recovery }) => recovery?.error.code === 'not-found' && recovery.attempt === 2);
    expect(state()).to.include({ phase: 'ready', error: null });
    channel.broken = 'no';
    channel.first = 4;
    await untilPosition((seconds) => seconds > 9);
    expect(state().recovery).to.equal(null);
  });

  it('comes back when its playlist was empty, or a web page', async () => {
    for (const broken of ['empty', 'html'] as const) {
      channel.broken = broken;
      await until(({ recovery }) => recovery !== null);
      channel.broken = 'no';
      channel.first += 2;
      await until(({ recovery }) => recovery === null);
    }
    expect(state()).to.include({ phase: 'ready', error: null });
  });

  it('gives up in the end, and comes back by retry()', async () => {
    channel.broken = 'missing';
    await until(({ phase }) => phase === 'error');
    expect(state().error).to.include({ code: 'not-found', retryable: true });
    channel.broken = 'no';
    await player.retry();
    await until(({ hasFrame, paused }) => hasFrame && !paused);
  });

  it('goes on when the encoder starts anew, and counts from zero again', async () => {
    channel.first = 0;
    channel.numbering = 0;
    const restarted = channel.playlist();
    expect(restarted).to.include('MEDIA-SEQUENCE:0');
    await until(({ hasFrame, phase }) => phase === 'ready' && hasFrame);
    while (!requested('as=3').length) await new Promise((resolve) => setTimeout(resolve, 50));
    await until(({ hasFrame, paused, phase }) => phase === 'ready' && hasFrame && !paused);
    channel.first = 2;
    await untilPosition((seconds) => seconds > 2);
  });

  it('returns from a long suspension to the live edge, and calls that its own doing', async () => {
    await untilPosition((seconds) => seconds > 2.2);
    player.setLifecycle('suspended');
    channel.first = 14;
    const seeks: string[] = [];
    player.addEventListener('seeking', ({ origin }) => seeks.push(String(origin)));
    player.setLifecycle('active');
    await player.play({ origin: 'visibility' });
    await until(({ seeking }) => !seeking);
    await untilPosition(() => player.seekable.length > 0 && edge() > 20 && player.currentTime > edge() - 8);
    const from = player.currentTime;
    await untilPosition((seconds) => seconds > from + 0.5);
    expect(seeks.length).to.be.greaterThan(0);
    expect(seeks.filter((origin) => origin !== 'live')).to.deep.equal([]);
  });

  it('returns from a short suspension without a jump', async () => {
    await untilPosition((seconds) => seconds > 2.2);
    const seeks: string[] = [];
    player.addEventListener('seeking', ({ origin }) => seeks.push(String(origin)));
    player.setLifecycle('suspended');
    channel.first = 1;
    player.setLifecycle('active');
    await player.play({ origin: 'visibility' });
    const from = player.currentTime;
    await untilPosition((seconds) => seconds > from + 0.5);
    expect(seeks).to.deep.equal([]);
  });

  it('stays where a viewer has paused it, while that is still to be had', async () => {
    channel.segments = 8;
    await untilPosition((seconds) => seconds > 2.2);
    player.pause();
    const position = player.currentTime;
    player.setLifecycle('suspended');
    channel.first = 1;
    channel.segments = 15;
    player.setLifecycle('active');
    while (edge() < 20) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(player.currentTime).to.be.closeTo(position, 0.1);
  });
});
