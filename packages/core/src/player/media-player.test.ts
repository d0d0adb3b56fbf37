import { expect } from 'chai';
import { FakeClock } from '../testing/fake-clock.ts';
import { FakeMedia } from '../testing/fake-media.ts';
import { FakePlayer } from '../testing/fake-player.ts';
import { describePlayer, type ConformanceSubject } from '../testing/player-conformance.ts';
import { silence } from './fixtures/silence.ts';
import { videoSubject } from './fixtures/video-subject.ts';
import { MediaPlayer } from './media-player.ts';
import type { PlayerEvent, PlayerState } from './player.ts';

const file = (stream: string, query = ''): string => `/origin/files/${stream}/160p.mp4${query}`;

let sessions = 0;

const subject = (): ConformanceSubject => videoSubject((media) => new MediaPlayer({ media }));

const faults = {
  missingSource: '/origin/files/nowhere/160p.mp4',
  missingCode: 'not-found',
  healingSource: () => file('west', `?fail-first=1&error=404&session=media-player-${sessions++}-${performance.now()}`),
} as const;

/** From memory: what a busy network does to a file is no matter of the contract. */
const inMemory = async (stream: string): Promise<string> =>
  URL.createObjectURL(await (await fetch(file(stream))).blob());

/** WebKitGTK takes the first piece of a fragmented file for the whole of it. */
async function readsFragmentedFiles(): Promise<boolean> {
  const video = document.createElement('video');
  const known = new Promise((resolve) => video.addEventListener('canplaythrough', resolve, { once: true }));
  video.muted = true;
  video.src = file('west');
  await known;
  return video.duration > 20;
}

if (await readsFragmentedFiles()) {
  describePlayer('MediaPlayer with MP4 on a <video>', {
    create: subject,
    goodSource: await inMemory('west'),
    otherSource: await inMemory('south'),
    ...faults,
  });
}

describePlayer('MediaPlayer with a sound file on a <video>', {
  create: subject,
  goodSource: URL.createObjectURL(silence(30)),
  otherSource: URL.createObjectURL(silence(40)),
  ...faults,
});

describe('MediaPlayer', () => {
  let clock: FakeClock;
  let player: FakePlayer;
  let events: string[];

  const state = (): Readonly<PlayerState> => player.state.getSnapshot();

  beforeEach(() => {
    clock = new FakeClock();
    player = new FakePlayer({ clock, find: (src) => ({ durationSeconds: src === 'live' ? Infinity : 60 }) });
    events = [];
    for (const type of ['play', 'pause', 'seeking', 'seeked', 'ratechange'] as const) {
      player.addEventListener(type, (event: PlayerEvent) => events.push(`${type} ${event.origin}`));
    }
  });

  afterEach(async () => {
    player.destroy();
    await clock.advance(0);
    expect(clock.pending, 'timers left').to.equal(0);
  });

  const load = async (source = 'vod'): Promise<void> => {
    void player.load(source);
    await clock.advance(10);
  };

  it('adopts an element that plays already', async () => {
    const media = new FakeMedia({ clock });
    media.src = 'a';
    void media.play();
    await clock.advance(1000);
    const adopted = new MediaPlayer({ media });
    expect(adopted.state.getSnapshot()).to.include({
      source: 'a',
      phase: 'ready',
      paused: false,
      playRequested: true,
      hasFrame: true,
      duration: 60,
      streamType: 'on-demand',
    });
    adopted.pause();
    await clock.advance(0);
    expect(media.paused).to.equal(true);
    adopted.destroy();
    expect(media.src).to.equal('');
    await clock.advance(0);
  });

  it('knows a live stream, and tells its capabilities anew', async () => {
    const before = state().capabilities;
    await load('live');
    expect(state()).to.include({ streamType: 'live', duration: Infinity });
    expect(state().capabilities).not.to.equal(before);
  });

  it('comes back to the live edge, not to the old place', async () => {
    await load('live');
    await player.play();
    await clock.advance(5000);
    player.setLifecycle('unloaded');
    await clock.advance(60_000);
    player.setLifecycle('active');
    await clock.advance(10);
    expect(events.filter((event) => event.startsWith('seek'))).to.deep.equal([]);
  });

  it('keeps a place that was never reached, over unloading and failing', async () => {
    void player.load('vod');
    void player.seek(33, { origin: 'sync' });
    player.setLifecycle('unloaded');
    player.setLifecycle('active');
    await clock.advance(20);
    expect(player.currentTime).to.equal(33);
    expect(events).to.deep.equal(['seeking sync', 'seeked sync']);
  });

  it('comes back to the place of a failure by retry(), as nobody’s seek', async () => {
    await load();
    await player.play();
    await clock.advance(10_000);
    player.fake.break(3);
    await clock.advance(0);
    expect(state()).to.include({ phase: 'error', playRequested: true });
    events.length = 0;
    void player.retry();
    await clock.advance(20);
    expect(player.currentTime).to.be.closeTo(10, 0.1);
    expect(events).to.include('seeked null');
    expect(state()).to.include({ phase: 'ready', paused: false, error: null });
  });

  it('rejects a seek that a failure, another source or the end overtakes', async () => {
    for (const [overtake, code] of [
      [() => player.fake.break(2), 'network'],
      [() => void player.load('b'), 'aborted'],
      [() => player.destroy(), 'destroyed'],
    ] as const) {
      await load();
      const seek = player.seek(20).catch((error: unknown) => error);
      overtake();
      await clock.advance(20);
      expect(await seek).to.include({ code });
    }
  });

  it('does not take the reset of the rate by a new source for anybody’s wish', async () => {
    await load();
    player.setRate(2);
    player.setRate(1.01, { origin: 'sync' });
    await clock.advance(0);
    await load('b');
    expect(player.fake.playbackRate).to.be.closeTo(2.02, 1e-9);
    expect(state().rate).to.be.closeTo(2.02, 1e-9);
    player.setRate(null, { origin: 'sync' });
    await clock.advance(0);
    expect(events).to.deep.equal(['ratechange user', 'ratechange sync', 'ratechange sync']);
  });

  it('takes a rate set on the element itself for the user’s, in place of all requests', async () => {
    await load();
    player.setRate(1.04, { origin: 'sync' });
    await clock.advance(0);
    player.fake.playbackRate = 1.75;
    await clock.advance(0);
    expect(events).to.deep.equal(['ratechange sync', 'ratechange user']);
    player.setRate(1.02, { origin: 'sync' });
    await clock.advance(0);
    expect(state().rate).to.be.closeTo(1.785, 1e-9);
  });

  it('applies a rate that was set while nothing was loaded', async () => {
    player.setRate(1.5);
    await load();
    expect(state().rate).to.equal(1.5);
    expect(player.fake.playbackRate).to.equal(1.5);
  });

  it('is buffering while it should play and cannot', async () => {
    await load();
    player.fake.stall();
    await clock.advance(0);
    expect(state().buffering, 'paused').to.equal(false);
    player.fake.resume();
    await player.play();
    await clock.advance(100);
    player.fake.stall();
    await clock.advance(0);
    expect(state().buffering).to.equal(true);
    player.fake.resume();
    await clock.advance(0);
    expect(state().buffering).to.equal(false);
  });

  it('says that autoplay was refused, and by whom the later play was', async () => {
    await load();
    player.fake.autoplay = 'blocked';
    const error = await player.play({ origin: 'sync' }).catch((reason: unknown) => reason);
    expect(error).to.include({ code: 'autoplay-blocked' });
    expect(state()).to.include({ autoplayBlocked: true, paused: true, playRequested: true });
    player.fake.autoplay = 'allowed';
    void player.fake.play();
    await clock.advance(0);
    expect(events).to.deep.equal(['play user']);
    expect(state().autoplayBlocked).to.equal(false);
  });

  it('says that it stayed muted where the browser forbids sound, and plays on', async () => {
    player.fake.autoplay = 'muted';
    player.setMuted(true);
    await load();
    await player.play();
    const told: unknown[] = [];
    player.addEventListener('volumechange', ({ origin }) => told.push(origin, state().muted));
    player.setMuted(false, { origin: 'visibility' });
    await clock.advance(0);
    expect(told).to.deep.equal(['visibility', true]);
    expect(state()).to.include({ muted: true, paused: false, autoplayBlocked: false, playRequested: true });
  });

  it('does not call it the user’s pause when the element leaves the document', async () => {
    await load();
    await player.play();
    await clock.advance(0);
    player.fake.isConnected = false;
    player.fake.pause();
    await clock.advance(0);
    expect(events).to.deep.equal(['play user', 'pause null']);
    expect(state()).to.include({ paused: true, playRequested: true });
  });

  it('does not call it the user’s pause when the browser stops what is silent on a hidden page', async () => {
    await load();
    await player.play();
    await clock.advance(0);
    const page = { ownerDocument: { hidden: true }, getRootNode: () => ({ pictureInPictureElement: null }) };
    Object.assign(player.fake, page, { muted: true });
    player.fake.pause();
    await clock.advance(0);
    expect(events).to.deep.equal(['play user', 'pause visibility']);
    expect(state()).to.include({ paused: true, playRequested: true });
    player.pause();
    expect(state().playRequested).to.equal(false);
  });

  it('says once what was paused by unloading', async () => {
    await load();
    await player.play();
    await clock.advance(0);
    player.setLifecycle('unloaded', { origin: 'quality' });
    await clock.advance(10);
    expect(events).to.deep.equal(['play user', 'pause quality']);
  });

  it('does not play after unloading until it is told, whoever wanted it before', async () => {
    await load();
    await player.play();
    player.setLifecycle('unloaded');
    player.setLifecycle('active');
    await clock.advance(20);
    expect(state()).to.include({ paused: true, playRequested: true, phase: 'ready' });
    await player.play({ origin: 'visibility' });
    await clock.advance(0);
    expect(events.at(-1)).to.equal('play visibility');
  });

  it('asks its subclass to load once a return, and to stop', async () => {
    await load();
    player.setLifecycle('suspended');
    player.setLifecycle('suspended');
    player.setLifecycle('active');
    player.setLifecycle('active');
    player.setLifecycle('unloaded');
    player.setLifecycle('active');
    expect(player.loading).to.deep.equal({ suspended: 1, resumed: 1, attached: 2, detached: 1 });
    await clock.advance(10);
  });

  it('leaves no unhandled rejection behind a load that nobody waits for', async () => {
    const unhandled: unknown[] = [];
    const sentinel = new Error('rejected later');
    const all = new Promise<void>((resolve) => {
      const note = (event: PromiseRejectionEvent): void => {
        event.preventDefault();
        if (event.reason !== sentinel) return void unhandled.push(event.reason);
        window.removeEventListener('unhandledrejection', note);
        resolve();
      };
      window.addEventListener('unhandledrejection', note);
    });
    void player.load('a');
    void player.load('b');
    void player.seek(3);
    player.fake.break(4);
    await clock.advance(10);
    void player.load('c');
    player.destroy();
    await clock.advance(0);
    void Promise.reject(sentinel);
    await all;
    expect(unhandled).to.deep.equal([]);
  });
});
