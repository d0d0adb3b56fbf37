import { expect } from 'chai';
import { FakeClock, FakePlayer } from '../testing/index.ts';
import { QualityManager } from '../quality/quality-manager.ts';
import { WallPlayers } from './wall-players.ts';
import { Wall } from './wall.ts';

/** A wall of two tiles with a player each, all on the screen. */
function setUp() {
  const clock = new FakeClock();
  const wall = new Wall();
  wall.setTiles([
    { id: 'a', source: 'https://example.com/a.m3u8' },
    { id: 'b', source: 'https://example.com/b.m3u8', volume: 0.5 },
  ]);
  const reports: ((ratio: number) => void)[] = [];
  const quality = new QualityManager({
    clock,
    visibility: {
      page: Object.assign(new EventTarget(), { hidden: false }),
      observe: (_element, _ratio, report) => {
        reports.push(report);
        return () => {};
      },
    },
  });
  const { visibility } = quality;
  const players = new WallPlayers(wall, quality);
  const a = new FakePlayer({ clock });
  const b = new FakePlayer({ clock });
  const element = document.createElement('div');
  players.set('a', a, element);
  players.set('b', b, element);
  return { clock, wall, quality, visibility, players, a, b, element, reports };
}

const muted = (player: FakePlayer): boolean => player.state.getSnapshot().muted;

describe('WallPlayers', () => {
  it('mutes all players of a silent wall and gives each its volume', async () => {
    const { clock, a, b } = setUp();
    await clock.advance(0);
    expect([muted(a), muted(b)]).to.deep.equal([true, true]);
    expect(b.state.getSnapshot().volume).to.equal(0.5);
  });

  it('lets only the audible tile be heard', async () => {
    const { clock, wall, a, b } = setUp();
    wall.setAudible('a');
    await clock.advance(0);
    expect([muted(a), muted(b)]).to.deep.equal([false, true]);
    wall.setAudible('b');
    await clock.advance(0);
    expect([muted(a), muted(b)]).to.deep.equal([true, false]);
  });

  it('puts the focused player first, else the large one, else the one that is heard', async () => {
    const { clock, wall, quality } = setUp();
    const focused = async (): Promise<string | undefined> => {
      await clock.advance(0);
      return quality.state.getSnapshot().tiles.find((tile) => tile.focused)?.id;
    };
    expect(await focused()).to.equal(undefined);
    wall.setAudible('b');
    expect(await focused()).to.equal('b');
    wall.setLayout('focus');
    expect(await focused()).to.equal('a');
    wall.focus('b');
    expect(await focused()).to.equal('b');
  });

  it('follows a viewer who unmutes a player by its own controls', async () => {
    const { clock, wall, a, b } = setUp();
    wall.setAudible('a');
    await clock.advance(0);
    b.setMuted(false);
    await clock.advance(0);
    expect(wall.state.getSnapshot().audibleId).to.equal('b');
    expect([muted(a), muted(b)]).to.deep.equal([true, false]);
  });

  it('follows a volume set on a player', async () => {
    const { clock, wall, a } = setUp();
    await clock.advance(0);
    a.setVolume(0.25);
    await clock.advance(0);
    expect(wall.state.getSnapshot().tiles[0]?.volume).to.equal(0.25);
  });

  it('hands tile and care to another player', async () => {
    const { clock, wall, visibility, players, a, element } = setUp();
    wall.setAudible('a');
    const other = new FakePlayer({ clock });
    players.set('a', other, element);
    await clock.advance(0);
    expect(muted(other)).to.equal(false);
    expect([...visibility.state.getSnapshot().stages.keys()])
      .to.include(other)
      .and.not.include(a);
    a.setMuted(false);
    a.setVolume(0.1);
    await clock.advance(0);
    expect(wall.state.getSnapshot().tiles[0]?.volume).to.equal(1);
  });

  it('lets go of the player of a tile that was removed', async () => {
    const { clock, wall, visibility, players, a } = setUp();
    wall.remove('a');
    await clock.advance(0);
    expect(players.get('a')).to.equal(undefined);
    expect([...visibility.state.getSnapshot().stages.keys()]).to.not.include(a);
  });

  it('pauses a player that leaves the screen', async () => {
    const { clock, a, reports } = setUp();
    void a.load('https://example.com/a.m3u8');
    void a.play();
    await clock.advance(100);
    expect(a.state.getSnapshot().paused).to.equal(false);
    reports[0]?.(0);
    await clock.advance(0);
    expect(a.state.getSnapshot().paused).to.equal(true);
    expect(a.state.getSnapshot().playRequested).to.equal(true);
  });

  it('keeps the picture where the browser forbids the sound of a shared link, and says so', async () => {
    const { clock, wall, a } = setUp();
    a.fake.autoplay = 'muted';
    a.setMuted(true);
    void a.load('https://example.com/a.m3u8');
    void a.play();
    await clock.advance(100);
    wall.setAudible('a');
    await clock.advance(100);
    expect(a.state.getSnapshot().paused).to.equal(false);
    expect(a.state.getSnapshot().playRequested).to.equal(true);
    expect(muted(a)).to.equal(true);
    expect(wall.state.getSnapshot().audibleId).to.equal(null);
  });

  it('lets go of everything', async () => {
    const { clock, wall, visibility, players, a } = setUp();
    players.destroy();
    visibility.destroy();
    wall.setAudible('a');
    await clock.advance(0);
    expect(muted(a)).to.equal(true);
    expect(players.get('a')).to.equal(undefined);
    expect(clock.pending).to.equal(0);
  });
});
