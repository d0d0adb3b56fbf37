import { expect } from 'chai';
import { T333Error } from '../errors.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { FakePlayer } from '../testing/fake-player.ts';
import { autoplay } from './autoplay.ts';

describe('autoplay', () => {
  let clock: FakeClock;
  let player: FakePlayer;

  beforeEach(async () => {
    clock = new FakeClock();
    player = new FakePlayer({ clock });
    void player.load('a');
    await clock.advance(10);
  });

  afterEach(() => player.destroy());

  const state = (): { muted: boolean; paused: boolean; autoplayBlocked: boolean } => player.state.getSnapshot();

  it('plays with sound where it may', async () => {
    expect(await autoplay(player)).to.equal('playing');
    await clock.advance(1);
    expect(state()).to.include({ muted: false, paused: false, autoplayBlocked: false });
  });

  it('plays muted where sound needs a gesture', async () => {
    player.fake.autoplay = 'muted';
    expect(await autoplay(player)).to.equal('muted');
    await clock.advance(1);
    expect(state()).to.include({ muted: true, paused: false, autoplayBlocked: false });
  });

  it('says when even that is blocked, and leaves the sound as it was', async () => {
    player.fake.autoplay = 'blocked';
    expect(await autoplay(player)).to.equal('blocked');
    await clock.advance(1);
    expect(state()).to.include({ muted: false, paused: true, autoplayBlocked: true });
  });

  it('does not try twice when it is muted already', async () => {
    player.setMuted(true);
    await clock.advance(1);
    player.fake.autoplay = 'blocked';
    expect(await autoplay(player)).to.equal('blocked');
    await clock.advance(1);
    expect(state().muted).to.equal(true);
  });

  it('plays by a later gesture', async () => {
    player.fake.autoplay = 'blocked';
    await autoplay(player);
    player.fake.autoplay = 'allowed';
    await player.play();
    await clock.advance(1);
    expect(state()).to.include({ paused: false, autoplayBlocked: false });
  });

  it('begins with what is still loading', async () => {
    void player.load('b');
    player.fake.autoplay = 'muted';
    const result = autoplay(player);
    await clock.advance(20);
    expect(await result).to.equal('muted');
    expect(state().paused).to.equal(false);
  });

  it('passes on other failures', async () => {
    const failed = player.load('b').catch(() => {});
    player.fake.break(3, 'damaged');
    await clock.advance(1);
    await failed;
    const error = await autoplay(player).catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(T333Error).and.include({ code: 'media-decode' });
  });
});
