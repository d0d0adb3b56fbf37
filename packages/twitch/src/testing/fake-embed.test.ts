import { FakeClock } from '@t333/core/testing';
import { expect } from 'chai';
import type { EmbedEventType, EmbedOptions, EmbedPlayer } from '../embed/embed-api.ts';
import { installFakeTwitch, type FakeEmbed, type FakeTwitch, type FakeTwitchKnobs } from './fake-embed.ts';

type Holder = { Twitch?: { Player: new (host: string | HTMLElement, options: EmbedOptions) => EmbedPlayer } };

const EVENTS: readonly EmbedEventType[] = [
  'ready',
  'play',
  'playing',
  'pause',
  'ended',
  'online',
  'offline',
  'playbackBlocked',
  'seek',
  'error',
];

describe('installFakeTwitch', () => {
  let clock: FakeClock;
  let twitch: FakeTwitch;
  let host: HTMLElement;
  let embed: FakeEmbed;
  let events: string[];

  const create = (knobs: Partial<FakeTwitchKnobs> = {}, options: Partial<EmbedOptions> = { video: 'v123' }): void => {
    clock = new FakeClock();
    twitch = installFakeTwitch(window, { clock, ...knobs });
    host = document.createElement('div');
    document.body.append(host);
    const { Player } = (window as Holder).Twitch!;
    expect(new Player(host, { width: 400, height: 300, parent: [location.hostname], ...options })).to.be.an('object');
    embed = twitch.embeds[0]!;
    events = [];
    for (const type of EVENTS) embed.addEventListener(type, () => events.push(type));
  };

  afterEach(async () => {
    twitch.uninstall();
    await clock.advance(0);
    expect(clock.pending, 'timers left').to.equal(0);
    expect(host.childElementCount).to.equal(0);
    expect((window as Holder).Twitch).to.equal(undefined);
    host.remove();
  });

  it('makes its iframe at once, and tells Twitch the page', () => {
    create({}, { channel: 'night_owl' });
    expect(embed.iframe.parentElement).to.equal(host);
    const query = new URL(embed.url).searchParams;
    expect(query.get('channel')).to.equal('night_owl');
    expect(query.get('parent')).to.equal(location.hostname);
    expect(query.get('referrer')).to.equal(location.href);
  });

  it('throws without anything to play', () => {
    create();
    const { Player } = (window as Holder).Twitch!;
    expect(() => new Player(host, { width: 1, height: 1 }))
      .to.throw()
      .with.property('name', 'MissingParameterError');
  });

  it('drops what comes before it is ready, and then plays', async () => {
    create({ seeksOnLoad: false, spuriousSeek: false }, { video: 'v123', autoplay: false });
    embed.play();
    await clock.advance(1000);
    expect(events).to.deep.equal(['ready']);
    embed.play();
    expect(events, 'a command has no answer').to.deep.equal(['ready']);
    await clock.advance(1000);
    expect(events).to.deep.equal(['ready', 'play', 'playing']);
  });

  it('says what it pushed last, whatever has happened since', async () => {
    create({ pushEveryMs: 1000 });
    expect(embed.getQualities()).to.deep.equal([]);
    await clock.advance(1900);
    const told = embed.getCurrentTime();
    await clock.advance(90);
    expect(embed.getCurrentTime()).to.equal(told);
    expect(embed.media.currentTime).to.be.greaterThan(told + 0.5);
    await clock.advance(1000);
    expect(embed.getCurrentTime()).to.be.greaterThan(told);
  });

  it('stays silent where `parent` does not name the page', async () => {
    create({}, { video: 'v123', parent: ['example.com'] });
    await clock.advance(60_000);
    expect(events).to.deep.equal([]);
  });

  it('seeks, with a stale state and events of its own', async () => {
    create();
    await clock.advance(1900);
    expect(events).to.deep.equal(['seek', 'ready', 'play', 'playing', 'seek']);
    events = [];
    embed.seek(30);
    await clock.advance(200);
    expect(events).to.deep.equal(['seek', 'playing']);
    expect(embed.getCurrentTime()).to.be.lessThan(3);
    await clock.advance(300);
    expect(embed.getCurrentTime()).to.be.greaterThan(30);
    events = [];
    embed.seek(0);
    await clock.advance(300);
    expect(events).to.deep.equal([]);
    embed.viewer.seek(10);
    await clock.advance(300);
    expect(events).to.deep.equal(['pause', 'seek', 'play', 'playing']);
  });

  it('goes on to another video near the end, and knows a length only once it has played', async () => {
    create({}, { video: 'v123', autoplay: false });
    await clock.advance(600);
    expect(embed.getDuration()).to.equal(0);
    embed.play();
    await clock.advance(600);
    expect(embed.getDuration()).to.equal(60);
    embed.seek(55);
    await clock.advance(600);
    expect(embed.getVideo()).to.equal('v999999999');
  });

  it('drops the time of setVideo, and keeps it where it is told to', async () => {
    create();
    await clock.advance(600);
    embed.setVideo('v5', 20);
    await clock.advance(600);
    expect(embed.media.currentTime).to.be.below(1);
    twitch.knobs.setVideoDropsTime = false;
    embed.setVideo('v5', 20);
    await clock.advance(600);
    expect(embed.media.currentTime).to.be.above(20);
  });

  it('resumes a live stream at its edge', async () => {
    create({}, { channel: 'night_owl' });
    await clock.advance(600);
    embed.pause();
    await clock.advance(600);
    const before = embed.media.currentTime;
    await clock.advance(8000);
    embed.play();
    await clock.advance(100);
    expect(embed.media.currentTime - before).to.be.above(7);
  });

  it('leaves a listener behind, but not for ever', async () => {
    create();
    expect(twitch.listeners).to.equal(2);
    embed.destroy();
    expect(twitch.listeners).to.equal(1);
    twitch.uninstall();
    expect(twitch.listeners).to.equal(0);
  });

  it('says why there is nothing', async () => {
    create({ find: () => undefined });
    await clock.advance(200);
    expect(events).to.include('error').and.not.include('playing');
    twitch.uninstall();
    host.remove();
    create({ find: () => undefined }, { channel: 'night_owl' });
    await clock.advance(200);
    expect(events).to.include('offline').and.not.include('playing');
  });

  it('plays a real video, to be looked at', async () => {
    create();
    twitch.uninstall();
    host.remove();
    const video = document.createElement('video');
    video.muted = true;
    twitch = installFakeTwitch(window, { media: () => video });
    host = document.createElement('div');
    document.body.append(host);
    const { Player } = (window as Holder).Twitch!;
    const real = new Player(host, { width: 400, height: 300, parent: [location.hostname], video: 'v1', muted: true });
    const plays = new Promise<void>((resolve) => real.addEventListener('playing', () => resolve()));
    const { iframe } = twitch.embeds[0]!;
    await new Promise((resolve) => requestAnimationFrame(resolve));
    video.src = new URL('/origin/files/west/160p.mp4', location.href).href;
    await plays;
    expect(video.ownerDocument).to.equal(iframe.contentDocument);
    while (!(real.getCurrentTime() > 0.2)) await new Promise((resolve) => requestAnimationFrame(resolve));
  });
});
