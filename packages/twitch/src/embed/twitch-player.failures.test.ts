import { expect } from 'chai';
import { PLAYING_TIMEOUT_MS, READY_TIMEOUT_MS } from './embed-state.ts';
import { CHANNEL, codeOf, VIDEO, TwitchStage } from './fixtures/twitch-stage.ts';

describe('TwitchPlayer, when something fails', () => {
  let stage: TwitchStage;
  afterEach(() => stage.leave());

  it('gives up a player that never gets ready, as with a wrong parent', async () => {
    stage = new TwitchStage({ domains: ['example.com'] });
    const loading = codeOf(stage.player.load(VIDEO));
    await stage.clock.advance(READY_TIMEOUT_MS - 1);
    expect(loading.code).to.equal(null);
    await stage.clock.advance(300);
    expect(loading.code).to.equal('timeout');
    expect(stage.state.error).to.include({ retryable: true });
    // What tells of it must not lie upon an iframe.
    expect(stage.container.querySelector('iframe')).to.equal(null);
  });

  for (const tellsBlocked of [true, false]) {
    it(`notices that the browser refuses to play, ${tellsBlocked ? 'told' : 'not told'}`, async () => {
      stage = new TwitchStage({ autoplay: 'blocked', tellsBlocked });
      stage.player.load(CHANNEL).catch(() => {});
      const playing = codeOf(stage.player.play());
      await stage.clock.advance(PLAYING_TIMEOUT_MS + 600);
      expect(playing.code).to.equal('autoplay-blocked');
      expect(stage.state).to.include({ autoplayBlocked: true, paused: true, playRequested: true, error: null });
      stage.events = [];
      stage.embed.viewer.play();
      await stage.clock.advance(600);
      expect(stage.events).to.deep.equal(['play user']);
      expect(stage.state).to.include({ autoplayBlocked: false, paused: false });
    });
  }

  it('plays muted where only that is allowed', async () => {
    stage = new TwitchStage({ autoplay: 'muted' });
    stage.player.setMuted(true);
    await stage.play(CHANNEL);
    expect(stage.state.muted).to.equal(true);
  });

  it('tells that a stream has ended, and goes on when the channel is back', async () => {
    stage = new TwitchStage();
    await stage.play(CHANNEL);
    stage.embed.goOffline();
    await stage.clock.advance(100);
    expect(stage.events).to.deep.equal(['pause null', 'ended null']);
    expect(stage.state).to.include({ phase: 'ended', playRequested: true });
    stage.embed.goOnline();
    await stage.clock.advance(1000);
    expect(stage.state).to.include({ phase: 'ready', paused: false });
    expect(stage.events.at(-1)).to.equal('play live');
  });

  it('waits, out of sight, for a channel that is offline', async () => {
    let online = false;
    stage = new TwitchStage({ find: () => (online ? { durationSeconds: Infinity } : undefined) });
    const loading = codeOf(stage.player.load(CHANNEL));
    stage.player.play().catch(() => {});
    await stage.clock.advance(1000);
    expect(loading.code).to.equal('empty-playlist');
    expect(stage.container.querySelector('iframe')!.checkVisibility({ visibilityProperty: true })).to.equal(false);
    online = true;
    stage.embed.goOnline();
    await stage.clock.advance(1000);
    expect(stage.state).to.include({ phase: 'ready', paused: false, error: null });
    expect(stage.container.querySelectorAll('iframe').length).to.equal(1);
  });

  for (const [code, expected] of [
    [1, 'forbidden'],
    [2, 'media-unsupported'],
    [6, 'forbidden'],
    [509, 'rate-limited'],
    [1000, 'network'],
    [2000, 'network'],
    [2001, 'rate-limited'],
    [3000, 'media-decode'],
    [4000, 'media-unsupported'],
    [5000, 'not-found'],
    [6000, 'media-decode'],
    [8001, 'network'],
    [8002, 'empty-playlist'],
    [8003, 'unauthorized'],
    [12_345, 'network'],
  ] as const) {
    it(`makes ${expected} of the code ${code}`, async () => {
      stage = new TwitchStage();
      await stage.play(CHANNEL);
      stage.embed.fail(code);
      await stage.clock.advance(0);
      expect(stage.state.error).to.include({ code: expected });
      expect(stage.events).to.deep.equal(['error null']);
    });
  }

  it('is tried again from where it was, with what it was asked for', async () => {
    stage = new TwitchStage();
    await stage.play();
    stage.player.setRendition('360p30');
    stage.player.seek(20).catch(() => {});
    await stage.clock.advance(2000);
    stage.embed.fail(2000);
    await stage.clock.advance(0);
    expect(stage.container.querySelector('iframe')).to.equal(null);
    stage.player.retry().catch(() => {});
    await stage.clock.advance(2000);
    expect(stage.embed.options.time).to.equal('0h0m21s');
    expect(stage.player.currentTime).to.be.closeTo(23.5, 0.8);
    expect(stage.state).to.include({ paused: false, error: null, rendition: '360p30', selectedRendition: '360p30' });
  });

  for (const [source, code] of [
    ['https://clips.twitch.tv/AwkwardHelplessSalamander', 'unsupported'],
    ['twitch:no', 'unknown-source'],
  ] as const) {
    it(`refuses ${source}, without an iframe`, async () => {
      stage = new TwitchStage();
      const loading = codeOf(stage.player.load(source));
      await stage.clock.advance(0);
      expect(loading.code).to.equal(code);
      expect(stage.fake.embeds).to.deep.equal([]);
    });
  }
});
