import { expect } from 'chai';
import { FakeClock } from './fake-clock.ts';
import { timeRanges } from '../player/time-ranges.ts';
import { FakeMedia, type FakeSource } from './fake-media.ts';

describe('FakeMedia', () => {
  let clock: FakeClock;
  let media: FakeMedia;
  let events: string[];

  const make = (source?: FakeSource): void => {
    clock = new FakeClock();
    media = new FakeMedia({ clock, ...(source && { find: () => source }) });
    events = [];
    for (const type of [
      'emptied',
      'play',
      'playing',
      'pause',
      'waiting',
      'seeking',
      'seeked',
      'ended',
      'error',
      'ratechange',
      'loadedmetadata',
    ]) {
      media.addEventListener(type, () => events.push(type));
    }
  };

  const start = async (source?: FakeSource): Promise<void> => {
    make(source);
    media.src = 'a';
    await clock.advance(5);
    void media.play();
    await clock.advance(0);
    events.length = 0;
  };

  beforeEach(() => make());

  it('moves with its clock, at its rate, while it plays', async () => {
    await start();
    await clock.advance(2000);
    expect(media.currentTime).to.equal(2);
    media.playbackRate = 1.5;
    await clock.advance(2000);
    expect(media.currentTime).to.equal(5);
    media.pause();
    await clock.advance(2000);
    expect(media.currentTime).to.equal(5);
    expect(events).to.deep.equal(['ratechange', 'pause']);
  });

  it('keeps a pending play() until there is something to play', async () => {
    media.src = 'a';
    let playing = false;
    const play = media.play().then(() => (playing = true));
    expect(media.paused).to.equal(false);
    await clock.advance(4);
    expect(playing).to.equal(false);
    await clock.advance(1);
    await play;
    await clock.advance(0);
    expect(events).to.deep.equal(['play', 'waiting', 'loadedmetadata', 'playing']);
  });

  it('cancels a pending play() by pause(), and by the next source', async () => {
    for (const cancel of [() => media.pause(), () => (media.src = 'b')]) {
      media.src = 'a';
      const play = media.play();
      cancel();
      const error = await play.catch((reason: unknown) => reason);
      expect(error).to.be.instanceOf(DOMException).and.include({ name: 'AbortError' });
    }
  });

  it('takes its time to seek, and stands still meanwhile', async () => {
    await start();
    media.latencyMs = 100;
    media.currentTime = 30;
    expect([media.seeking, media.currentTime]).to.deep.equal([true, 30]);
    await clock.advance(99);
    expect([media.seeking, media.currentTime]).to.deep.equal([true, 30]);
    await clock.advance(1001);
    expect([media.seeking, media.currentTime]).to.deep.equal([false, 31]);
    expect(events).to.deep.equal(['seeking', 'seeked', 'playing']);
  });

  it('ends, and begins again', async () => {
    await start({ durationSeconds: 1 });
    await clock.advance(1300);
    expect(media).to.include({ ended: true, paused: true, currentTime: 1 });
    expect(events).to.deep.equal(['pause', 'ended']);
    void media.play();
    await clock.advance(10);
    expect(media).to.include({ ended: false, paused: false });
    expect(media.currentTime).to.be.below(0.1);
  });

  it('has a live edge that moves on', async () => {
    await start({ durationSeconds: Infinity, windowSeconds: 20 });
    expect(media.duration).to.equal(Infinity);
    expect([media.seekable.start(0), media.currentTime, media.seekable.end(0)]).to.deep.equal([0, 17, 20]);
    await clock.advance(10_000);
    expect([media.seekable.start(0), media.currentTime, media.seekable.end(0)]).to.deep.equal([10, 27, 30]);
    media.currentTime = 1;
    expect(media.currentTime).to.equal(10);
  });

  it('stalls and goes on', async () => {
    await start();
    await clock.advance(1000);
    media.stall();
    await clock.advance(1000);
    expect([media.currentTime, media.readyState]).to.deep.equal([1, 2]);
    media.resume();
    await clock.advance(1000);
    expect(media.currentTime).to.equal(2);
    expect(events).to.deep.equal(['waiting', 'playing']);
  });

  it('breaks, and is well again with the next source', async () => {
    await start();
    media.break(3, 'damaged');
    await clock.advance(1000);
    expect([media.error?.code, media.currentTime]).to.deep.equal([3, 0]);
    expect(events).to.deep.equal(['error']);
    media.src = 'b';
    await clock.advance(5);
    expect([media.error, media.readyState]).to.deep.equal([null, 4]);
  });

  it('leaves no timer behind once it is empty', async () => {
    await start();
    media.removeAttribute('src');
    media.load();
    await clock.advance(0);
    expect(clock.pending).to.equal(0);
  });
});

describe('timeRanges', () => {
  it('throws where there is no range, as the platform does', () => {
    const ranges = timeRanges([1, 2]);
    expect([ranges.length, ranges.start(0), ranges.end(0)]).to.deep.equal([1, 1, 2]);
    expect(() => ranges.start(1)).to.throw(DOMException);
  });
});
