import { QualityManager } from '@t333/core/quality';
import { SyncGroup } from '@t333/core/sync';
import { FakeClock, FakePlayer } from '@t333/core/testing';
import { expect } from 'chai';
import { installFakeTwitch, type FakeTwitch, type FakeTwitchKnobs } from '../testing/fake-embed.ts';
import { TwitchPlayer } from './twitch-player.ts';

/** As good as pushes of four a second allow. */
const NEAR_MS = 300;

let clock: FakeClock;
let twitch: FakeTwitch;
let container: HTMLElement;
let embed: TwitchPlayer;
let video: FakePlayer;

function create(knobs: Partial<FakeTwitchKnobs> = {}): void {
  clock = new FakeClock();
  twitch = installFakeTwitch(window, { clock, find: () => ({ durationSeconds: 600 }), ...knobs });
  container = document.createElement('div');
  container.style.cssText = 'inline-size: 480px; block-size: 300px';
  document.body.append(container);
  embed = new TwitchPlayer({ container, clock });
  video = new FakePlayer({ clock, habits: { startLagMs: 50 }, find: () => ({ durationSeconds: 600 }) });
}

afterEach(async () => {
  embed.destroy();
  video.destroy();
  await clock.advance(10);
  expect(clock.pending, 'timers left').to.equal(0);
  twitch.uninstall();
  container.remove();
});

describe('SyncGroup with TwitchPlayer', () => {
  let group: SyncGroup;
  let told: string[];

  const really = (): number => twitch.embeds.at(-1)!.media.currentTime;
  /** How far the embed is ahead, truly. */
  const aheadMs = (offset = 0): number => (really() - offset - video.currentTime) * 1000;

  const together = async (offset = 0, knobs: Partial<FakeTwitchKnobs> = {}): Promise<void> => {
    create(knobs);
    group = new SyncGroup({ clock });
    told = [];
    group.add(video, { offset: 0 }, 'video');
    group.add(embed, { offset }, 'embed');
    video.load('https://example.com/1.m3u8').catch(() => {});
    embed.load('twitch:v123').catch(() => {});
    await clock.advance(1000);
    void group.play();
    await clock.advance(12_000);
    group.addEventListener('timelinechange', ({ origin }) => told.push(String(origin)));
  };

  afterEach(() => group.destroy());

  it('keeps an embed near, by holds and jumps', async () => {
    await together();
    for (let second = 0; second < 30; second++) {
      await clock.advance(1000);
      expect(aheadMs(), `after ${second} s`).to.be.within(-NEAR_MS, NEAR_MS);
    }
    expect(told).to.deep.equal([]);
    expect(group.state.getSnapshot().members.map(({ status }) => status)).to.deep.equal(['playing', 'playing']);
  });

  it('brings it to its offset, and after a seek of the group', async () => {
    await together(120);
    expect(aheadMs(120)).to.be.within(-NEAR_MS, NEAR_MS);
    void group.seek(200);
    await clock.advance(12_000);
    expect(video.currentTime).to.be.closeTo(212, 3);
    expect(aheadMs(120)).to.be.within(-NEAR_MS, NEAR_MS);
  });

  it('follows a click on the embed’s own timeline, once', async () => {
    await together();
    twitch.embeds.at(-1)!.viewer.seek(300);
    await clock.advance(12_000);
    // To stop there, and to go on.
    expect(told).to.deep.equal(['user', 'user']);
    expect(video.currentTime).to.be.closeTo(312, 3);
    expect(aheadMs()).to.be.within(-NEAR_MS, NEAR_MS);
  });

  it('pauses all when its viewer pauses the embed, and plays all when it is played', async () => {
    await together();
    twitch.embeds.at(-1)!.viewer.pause();
    await clock.advance(1500);
    expect(video.state.getSnapshot().paused).to.equal(true);
    twitch.embeds.at(-1)!.viewer.play();
    await clock.advance(8000);
    expect(video.state.getSnapshot().paused).to.equal(false);
    expect(aheadMs()).to.be.within(-NEAR_MS, NEAR_MS);
    const count = told.length;
    await clock.advance(8000);
    expect(told.length, 'no echo').to.equal(count);
  });

  it('comes back to the others after an advertisement', async () => {
    await together(0, { adSeconds: 5 });
    await clock.advance(10_000);
    expect(aheadMs()).to.be.within(-NEAR_MS, NEAR_MS);
  });
});

describe('QualityManager with TwitchPlayer', () => {
  it('chooses among the names, pins one, and leaves the embed to itself', async () => {
    create();
    const quality = new QualityManager({ clock });
    quality.add(embed, { element: container, id: 'embed' });
    quality.add(video, { element: document.body, id: 'video' });
    embed.load('twitch:night_owl').catch(() => {});
    embed.play().catch(() => {});
    await clock.advance(5000);
    const asked = (): string[] => twitch.embeds[0]!.commands.filter((command) => command.startsWith('setQuality'));
    expect(asked().length).to.be.at.least(1);
    const { rendition, selectedRendition, renditions } = embed.state.getSnapshot();
    expect(renditions.map(({ id }) => id)).to.include(rendition);
    expect(selectedRendition).to.equal('auto');
    quality.pin(embed, 'chunked');
    await clock.advance(1000);
    expect(asked().at(-1)).to.equal('setQuality chunked');
    expect(embed.state.getSnapshot().rendition).to.equal('chunked');
    quality.pin(embed, null);
    quality.remove(embed);
    await clock.advance(10);
    expect(asked().at(-1)).to.equal('setQuality auto');
    quality.destroy();
  });
});
