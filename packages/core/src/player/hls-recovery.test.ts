import { expect } from 'chai';
import type { T333Error } from '../errors.ts';
import type { NetworkStatus } from '../resilience/network-status.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { HlsStage, poll } from './fixtures/hls-stage.ts';
import type { Rewrite } from './fixtures/rewrite-requests.ts';
import { MAX_RETRIES } from './recovery.ts';

const ORIGIN = `${location.origin}/origin`;
const vod = `${ORIGIN}/vod/west/master.m3u8`;

let stage: HlsStage;

afterEach(() => stage.destroy());

const failure = (promise: Promise<unknown>): Promise<T333Error> =>
  promise.then(
    () => expect.fail('it did not fail'),
    (error: unknown) => error as T333Error,
  );

/** Sends the first so many requests for `part` to an address that fails as `bad` does. */
function failing(part: string, times: number, bad: string): Rewrite {
  let left = times;
  return ({ href }) => (href.includes(part) && left-- > 0 ? { url: bad } : undefined);
}

/** Waits until this much is there to be played, in seconds. */
const untilBuffered = (seconds: number): Promise<void> =>
  poll(() => {
    const { buffered } = stage.player;
    return buffered.length > 0 && buffered.end(buffered.length - 1) > seconds;
  });

const SERVER_ERROR = `${ORIGIN}/bad/server-error.m3u8`;
const GARBAGE = `${ORIGIN}/bad/garbage/0.m4s`;

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
      stage = new HlsStage();
      const source = `${ORIGIN}/${path}`;
      const error = await failure(stage.player.load(source));
      expect(error).to.include({ code, retryable: true });
      expect(error.message, 'it names the address').to.include(`${ORIGIN}/${path.split('/')[0]}`);
      expect(stage.state).to.include({ phase: 'error', error, recovery: null, source });
      expect(stage.requested(source).length, 'requests for it').to.equal(requests);
    });
  }

  it('not-found: segments that are all gone', async () => {
    stage = new HlsStage();
    expect(await failure(stage.player.load(`${ORIGIN}/bad/missing-segments.m3u8`))).to.include({ code: 'not-found' });
  });

  it('media-decode: segments of noise', async () => {
    stage = new HlsStage();
    const error = await failure(stage.player.load(`${ORIGIN}/bad/garbage-segments.m3u8`));
    expect(error.code).to.be.oneOf(['media-decode', 'media-unsupported']);
  });

  it('cors: another origin that does not allow it', async () => {
    const { otherOrigin } = (await (await fetch('/test-env.json')).json()) as { otherOrigin: string };
    stage = new HlsStage();
    const error = await failure(stage.player.load(`${otherOrigin}/bad/no-cors.m3u8`));
    expect(error).to.include({ code: 'cors', retryable: true });
  });

  it('plays from another origin that does allow it', async () => {
    const { otherOrigin } = (await (await fetch('/test-env.json')).json()) as { otherOrigin: string };
    stage = new HlsStage();
    await stage.player.load(`${otherOrigin}/vod/west/master.m3u8`);
  });

  it('network: nobody there', async () => {
    stage = new HlsStage();
    const error = await failure(stage.player.load('http://127.0.0.1:9/a.m3u8'));
    expect(error).to.include({ code: 'network', retryable: true });
    expect(stage.recoveries.length).to.equal(MAX_RETRIES);
  });

  it('timeout: a server that never answers', async () => {
    const hlsConfig = {
      manifestLoadPolicy: {
        default: { maxTimeToFirstByteMs: 50, maxLoadTimeMs: 50, timeoutRetry: null, errorRetry: null },
      },
    };
    stage = new HlsStage({ hlsConfig });
    expect(await failure(stage.player.load(`${ORIGIN}/bad/slow.m3u8`))).to.include({
      code: 'timeout',
      retryable: true,
    });
  });

  it('plays the next source after each', async () => {
    stage = new HlsStage();
    for (const bad of ['not-found', 'html', 'garbage-segments']) {
      await failure(stage.player.load(`${ORIGIN}/bad/${bad}.m3u8`));
    }
    await stage.player.load(vod);
    await stage.until(({ hasFrame, error }) => hasFrame && error === null);
  });
});

describe('HlsPlayer and what passes', () => {
  it('tries a failing address again, after growing waits, and says so meanwhile', async () => {
    const clock = new FakeClock();
    stage = new HlsStage({ clock, random: () => 1 }, failing('master.m3u8', 3, SERVER_ERROR));
    const loading = stage.player.load(vod);
    for (const [attempt, delayMs] of [
      [1, 1000],
      [2, 2000],
      [3, 4000],
    ] as const) {
      await stage.until(({ recovery }) => recovery?.attempt === attempt);
      expect(stage.state.recovery).to.include({ attempt, delayMs });
      expect(stage.state.recovery!.error.code).to.equal('http');
      expect(stage.state).to.include({ phase: 'loading', error: null });
      expect(stage.requested('master.m3u8').length).to.equal(attempt);
      await clock.advance(delayMs - 1);
      expect(stage.requested('master.m3u8').length).to.equal(attempt);
      await clock.advance(1);
      expect(stage.requested('master.m3u8').length).to.equal(attempt + 1);
    }
    await loading;
    await stage.until(({ recovery }) => recovery === null);
    expect(clock.pending).to.equal(0);
  });

  it('heals one lost segment, and one lost playlist, without a word', async () => {
    for (const part of ['/1.m4s', 'p.m3u8']) {
      stage = new HlsStage({}, failing(part, 1, SERVER_ERROR));
      await stage.player.load(vod);
      await untilBuffered(5);
      expect(stage.recoveries).to.deep.equal([]);
      stage.destroy();
    }
  });

  it('comes through a longer failure of the segments, where it was', async () => {
    stage = new HlsStage({}, failing('.m4s', 12, SERVER_ERROR));
    await stage.player.load(vod);
    await untilBuffered(1);
    await stage.until(({ recovery }) => recovery === null);
    expect(stage.recoveries.length).to.be.within(1, 12);
    expect(stage.state).to.include({ phase: 'ready', error: null });
  });

  it('passes over a segment that a live stream has lost', async () => {
    let lost = '';
    stage = new HlsStage({ random: () => 0.5 }, ({ href }) => {
      const [name] = /\/\d+\.(?=.*m4s)/.exec(href) ?? [];
      if (name && !lost && player.currentTime > 0 && stage.state.hasFrame && !stage.state.paused) lost = name;
      return name && name === lost ? { url: `${ORIGIN}/bad/missing/0.m4s` } : undefined;
    });
    const { player } = stage;
    await player.load(`${ORIGIN}/live/west/master.m3u8?ll=on`);
    await player.play();
    await poll(() => stage.events.includes('seeking live') && stage.recoveries.length > 0);
    const from = player.currentTime;
    await stage.untilPosition((seconds) => seconds > from + 1);
    expect(stage.recoveries[0]!.error.code).to.equal('not-found');
    expect(stage.state).to.include({ error: null, recovery: null });
  });

  it('counts anew after each success', async () => {
    stage = new HlsStage({}, ({ href }) =>
      /[13]\.m4s/.test(href) && stage.requested(href).length < 4 ? { url: SERVER_ERROR } : undefined,
    );
    await stage.player.load(vod);
    await untilBuffered(9);
    expect(Math.max(...stage.recoveries.map(({ attempt }) => attempt))).to.be.at.most(2);
  });

  it('does not retry twice over: few requests for a segment that never comes', async () => {
    stage = new HlsStage({}, ({ href }) => (href.endsWith('/1.m4s') ? { url: SERVER_ERROR } : undefined));
    await stage.player.load(vod);
    void stage.player.play().catch(() => {});
    await stage.until(({ phase }) => phase === 'error');
    expect(stage.state.error!.code).to.equal('http');
    // Each try asks once more at once, then the other two renditions.
    expect(stage.requested('/1.m4s').length).to.be.within(MAX_RETRIES, (MAX_RETRIES + 1) * 4);
    expect(stage.recoveries.length).to.equal(MAX_RETRIES);
  });

  it('forgets a pending retry when it is told to do something else', async () => {
    for (const act of [
      () => void stage.player.load(`${ORIGIN}/vod/south/master.m3u8`),
      () => stage.player.setLifecycle('unloaded'),
      () => stage.player.destroy(),
    ]) {
      const clock = new FakeClock();
      stage = new HlsStage({ clock, random: () => 1 }, failing('west/master.m3u8', 99, SERVER_ERROR));
      void stage.player.load(vod);
      await stage.until(({ recovery }) => recovery !== null);
      act();
      expect(clock.pending).to.equal(0);
      await clock.advance(60_000);
      expect(stage.requested('west/master.m3u8').length).to.equal(1);
      stage.destroy();
    }
  });

  it('holds a retry back while it is suspended, and makes it on return', async () => {
    const clock = new FakeClock();
    stage = new HlsStage({ clock, random: () => 1 }, failing('master.m3u8', 1, SERVER_ERROR));
    const loading = stage.player.load(vod);
    await stage.until(({ recovery }) => recovery !== null);
    stage.player.setLifecycle('suspended');
    expect(clock.pending).to.equal(0);
    expect(stage.requested('master.m3u8').length).to.equal(1);
    stage.player.setLifecycle('active');
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
    stage = new HlsStage({ clock, network: status }, () => (online ? undefined : { url: 'http://127.0.0.1:9/' }));
    const loading = stage.player.load(vod);
    await stage.until(({ recovery }) => recovery !== null);
    expect(stage.state.recovery).to.include({ attempt: 1, delayMs: Infinity });
    expect(stage.state.recovery!.error.code).to.equal('offline');
    expect(clock.pending).to.equal(0);
    comeBack();
    await loading;
    await stage.until(({ recovery }) => recovery === null);
  });

  it('goes on where it was when it went away in the middle', async () => {
    online = true;
    const hlsConfig = { maxBufferLength: 4, maxMaxBufferLength: 4 };
    stage = new HlsStage({ network: status, hlsConfig }, () => (online ? undefined : { url: 'http://127.0.0.1:9/' }));
    await stage.player.load(vod);
    await stage.until(({ hasFrame }) => hasFrame);
    online = false;
    const seek = stage.player.seek(30);
    await stage.until(({ recovery }) => recovery?.error.code === 'offline');
    expect(stage.state.phase).to.equal('ready');
    comeBack();
    await seek;
    expect(stage.player.currentTime).to.be.closeTo(30, 0.3);
  });

  describe('while hls.js waits for it by itself', () => {
    beforeEach(() => {
      online = true;
      Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => online });
    });

    afterEach(() => {
      delete (navigator as { onLine?: boolean }).onLine;
    });

    for (const path of ['vod', 'live']) {
      it(`says so when the media runs out, until more arrives (${path})`, async () => {
        const hlsConfig = { maxBufferLength: 2, maxMaxBufferLength: 2 };
        stage = new HlsStage({ hlsConfig }, () => (online ? undefined : { url: 'http://127.0.0.1:9/' }));
        await stage.player.load(`${ORIGIN}/${path}/west/master.m3u8`);
        await stage.player.play();
        await stage.until(({ hasFrame }) => hasFrame);
        online = false;
        await stage.until(({ recovery }) => recovery !== null);
        expect(stage.state.recovery).to.include({ attempt: 1, delayMs: Infinity });
        expect(stage.state.recovery!.error.code).to.equal('offline');
        expect(stage.state).to.include({ phase: 'ready', error: null, buffering: true });
        online = true;
        dispatchEvent(new Event('online'));
        await stage.until(({ recovery, buffering }) => recovery === null && !buffering);
      });
    }

    it('takes that back when playback goes on with what is here', async () => {
      const hlsConfig = { maxBufferLength: 2, maxMaxBufferLength: 2 };
      stage = new HlsStage({ hlsConfig }, () => (online ? undefined : { url: 'http://127.0.0.1:9/' }));
      await stage.player.load(vod);
      await stage.until(({ hasFrame }) => hasFrame);
      online = false;
      const ahead = stage.player.seek(30);
      await stage.until(({ recovery }) => recovery?.error.code === 'offline');
      await stage.player.seek(0.5);
      await ahead;
      await stage.until(({ recovery }) => recovery === null);
    });
  });

  it('does not wait out a pending retry when it is back', async () => {
    online = true;
    const clock = new FakeClock();
    stage = new HlsStage({ clock, network: status, random: () => 1 }, failing('master.m3u8', 1, SERVER_ERROR));
    const loading = stage.player.load(vod);
    await stage.until(({ recovery }) => recovery !== null);
    comeBack();
    await loading;
    expect(clock.now()).to.equal(0);
    expect(clock.pending).to.equal(0);
  });
});

describe('HlsPlayer and damaged media', () => {
  for (const [how, times] of [
    ['once', 1],
    ['always', Infinity],
  ] as const) {
    it(`plays over a segment that is ${how} noise, which is nobody’s seek`, async () => {
      stage = new HlsStage({}, failing('/1.m4s', times, GARBAGE));
      await stage.player.load(vod);
      await stage.player.seek(1.5, { origin: 'sync' });
      await stage.player.play();
      await stage.untilPosition((seconds) => seconds > 4.2);
      expect(stage.state).to.include({ phase: 'ready', error: null, playRequested: true });
      expect(stage.events.filter((event) => event.startsWith('seek') && event.endsWith('user'))).to.deep.equal([]);
    });
  }
});
