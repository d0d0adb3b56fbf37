import type { SyncGroup, SyncMemberState } from '@t333/core/sync';
import type { TileInput } from '@t333/core/wall';
import { expect } from 'chai';
import { GridHarness, streams, until } from './multi-stream-grid.harness.ts';
import type { MultiStreamGrid } from './multi-stream-grid.ts';

const OFFSETS = [0, -1.2, -3.4];

/** Three cameras of one event, with their true offsets. */
const cameras = (): TileInput[] =>
  streams(3).map((stream, index) => Object.assign(stream, { offset: OFFSETS[index] as number }));

const liveStream = (): string => new URL('/origin/live/west/master.m3u8', location.href).href;

describe('<multi-stream-grid sync>', function () {
  this.timeout(40_000);
  let harness: GridHarness;
  afterEach(() => harness.remove());
  const { pathname, search } = location;
  afterEach(() => history.replaceState(null, '', pathname + search));

  const grid = (): MultiStreamGrid => harness.grid;
  const group = (): SyncGroup => grid().group as SyncGroup;
  const members = (): readonly SyncMemberState[] => grid().group?.state.getSnapshot().members ?? [];
  const statuses = (): string[] => members().map(({ status }) => status);
  const player = (index: number) => harness.tiles[index]!.player!;

  async function open(tiles: TileInput[], prepare: (grid: MultiStreamGrid) => void = () => {}): Promise<void> {
    harness = await GridHarness.create((made) => {
      made.sync = true;
      made.streams = tiles;
      prepare(made);
    });
  }

  /** All of these many members play. */
  const playing = (count: number): Promise<void> =>
    until(() => statuses().filter((status) => status === 'playing').length === count && members().length === count);

  /** The group stands still, and everybody where it should. */
  async function standing(): Promise<void> {
    await until(() => !group().state.getSnapshot().playing && statuses().every((status) => status === 'ready'));
  }

  /** Where each player is on the group's timeline, in milliseconds. */
  const times = (): number[] =>
    members().map(({ id, offset }) => Math.round((group().positionOf(id) - offset.seconds) * 1000));

  /** Everybody stands at one moment. @returns which, in seconds */
  function expectOneMoment(): number {
    const [first = NaN] = times();
    for (const time of times()) expect(time).to.be.closeTo(first, 2);
    expect(first / 1000).to.be.closeTo(group().currentTime, 0.002);
    return first / 1000;
  }

  it('plays recordings at one moment, and tells so on each tile', async () => {
    await open(cameras());
    await playing(3);
    group().pause();
    await standing();
    expect(expectOneMoment()).to.be.greaterThan(0);
    expect(members().map(({ offset }) => offset.seconds)).to.deep.equal(OFFSETS);
    await harness.ready();
    for (const [index, tile] of harness.tiles.entries()) {
      const meter = tile.shadowRoot!.querySelector('sync-meter')!;
      expect(meter.assignedSlot, 'shown').not.to.equal(null);
      expect([meter.member, meter.label]).to.deep.equal([tile.tile.id, harness.titles[index]]);
    }
  });

  it('is moved by an act on any of its tiles', async () => {
    await open(cameras());
    await playing(3);
    harness.video(1).pause();
    await standing();
    await player(2).seek(6.6);
    await standing();
    expect(expectOneMoment()).to.be.closeTo(10, 0.001);
    await player(0).play();
    await playing(3);
  });

  it('knows places by start times, whatever is loaded first', async () => {
    const [first, second] = cameras();
    const at = (tile: TileInput | undefined, startsAt: number): TileInput => ({
      ...tile!,
      offset: undefined,
      startsAt,
    });
    await open([at(first, 1_700_000_005_000), at(second, 1_700_000_002_000)]);
    await playing(2);
    expect(members().map(({ offset }) => [offset.seconds, offset.source])).to.deep.equal([
      [0, 'start-time'],
      [3, 'start-time'],
    ]);
    expect(group().state.getSnapshot().epochMs).to.equal(1_700_000_005_000);
  });

  it('takes the dates in playlists', async () => {
    const dated = streams(2).map(({ id, source }) => ({ id, source: `${source}&pdt=on`, programDateTime: true }));
    await open(dated);
    await playing(2);
    const [first, second] = members();
    expect(second!.offset.source).to.equal('program-date-time');
    expect(second!.offset.seconds - first!.offset.seconds).to.be.closeTo(-1.2, 0.05);
  });

  it('leaves live streams alone', async () => {
    await open([...cameras().slice(0, 2), { id: 'live', source: liveStream(), title: 'Live' }]);
    await playing(2);
    await harness.framesAdvance([2]);
    group().pause();
    await standing();
    expect(members().map(({ id }) => id)).to.deep.equal(['s1', 's2']);
    expect(harness.video(2).paused).to.equal(false);
  });

  it('leaves a live stream paused that its viewer has paused before', async () => {
    harness = await GridHarness.create((made) => {
      made.streams = [cameras()[0]!, { id: 'live', source: liveStream(), title: 'Live' }];
    });
    await harness.framesAdvance();
    player(1).pause();
    await until(() => harness.video(1).paused);
    grid().sync = true;
    await playing(1);
    expect([harness.video(1).paused, player(1).state.getSnapshot().playRequested]).to.deep.equal([true, false]);
  });

  it('keeps going while tiles come, go and move', async () => {
    await open(cameras().slice(0, 2));
    await playing(2);
    grid().wall.add(cameras()[2]!);
    await playing(3);
    grid().wall.move('s3', 0);
    grid().wall.remove('s1');
    await playing(2);
    group().pause();
    await standing();
    expectOneMoment();
    expect(grid().streams.map(({ id }) => id)).to.deep.equal(['s3', 's2']);
  });

  it('gives what comes to a place the offset of what was there', async () => {
    await open(cameras());
    await playing(3);
    group().setOffset('s2', { seconds: -1.25, source: 'sound', certainty: 0.9 });
    grid().wall.replace('s2', streams(4)[3]!.source);
    const shows = () => player(1).state.getSnapshot().source === grid().streams[1]?.source;
    await until(shows);
    await playing(3);
    expect(members()[1]!.offset).to.deep.equal({ seconds: -1.25, source: 'sound', certainty: 0.9 });
    grid().wall.replace('s2', { source: grid().streams[1]!.source, offset: 2 });
    await until(() => members()[1]!.offset.seconds === 2);
  });

  it('does not lose offsets to a list that is set again', async () => {
    await open(cameras());
    await playing(3);
    group().setOffset('s2', -1);
    grid().streams = cameras();
    await harness.settled();
    await until(() => members().length === 3);
    expect(members()[1]!.offset.seconds).to.equal(-1);
  });

  it('waits for who plays when another tile comes into a group that stands', async () => {
    await open(cameras().slice(0, 2));
    await playing(2);
    group().pause();
    await group().seek(5);
    grid().wall.add(cameras()[2]!);
    await until(() => members().length === 3);
    await standing();
    expectOneMoment();
  });

  it('takes tiles in again that have been off the screen', async () => {
    await open(cameras());
    await playing(3);
    grid().style.translate = '0 -5000px';
    await until(() => statuses().every((status) => status === 'parked'));
    expect(harness.tiles.every((_, index) => harness.video(index).paused)).to.equal(true);
    grid().style.translate = '';
    await playing(3);
    group().pause();
    await standing();
    expectOneMoment();
  });

  it('begins as it was told before it could', async () => {
    await open(cameras());
    await until(() => grid().group);
    await group().seek(8);
    expect(members()).to.deep.equal([]);
    await until(() => members().length === 3);
    await standing();
    expect(expectOneMoment()).to.equal(8);
  });

  it('leaves nothing behind when it is switched off, and goes on from there when it is switched on', async () => {
    await open(cameras());
    await playing(3);
    group().setOffset('s3', -3);
    await group().seek(12);
    await playing(3);
    const before = group();
    const changes: (SyncGroup | null)[] = [];
    grid().addEventListener('groupchange', () => changes.push(grid().group));
    grid().sync = false;
    await until(() => changes.length === 1);
    expect(changes).to.deep.equal([null]);
    expect(() => before.pause()).to.throw();
    expect(harness.tiles.map((tile) => tile.shadowRoot!.querySelector('sync-meter'))).to.deep.equal([null, null, null]);
    expect(
      harness.tiles.every((tile) => tile.player),
      'players stay',
    ).to.equal(true);
    const paused = new Promise((resolve) => player(0).addEventListener('pause', resolve, { once: true }));
    player(0).pause();
    await paused;
    expect(harness.video(1).paused, 'alone again').to.equal(false);
    grid().sync = true;
    await playing(3);
    expect(members().map(({ offset }) => offset.seconds)).to.deep.equal([0, -1.2, -3]);
    expect(group().currentTime).to.be.greaterThan(11);
  });

  it('comes back where it was when it has left the page', async () => {
    await open(cameras());
    await playing(3);
    group().pause();
    await group().seek(7);
    await standing();
    grid().remove();
    await until(() => !grid().group);
    document.body.append(grid());
    await playing(3);
    expect(group().currentTime).to.be.within(7, 40);
    expect(group()).not.to.equal(null);
  });

  it('shares the moment and the offsets', async () => {
    await open(cameras());
    await playing(3);
    group().setOffset('s2', { seconds: -1.2345, source: 'sound', certainty: 0.9 });
    group().pause();
    await group().seek(9.5);
    await standing();
    const link = await grid().shareUrl();
    expect(link).to.include('m=9.5').and.include('o=-1.234s');
    harness.remove();
    history.replaceState(null, '', link);
    await open([], (made) => (made.urlState = true));
    await playing(3);
    expect(members().map(({ offset }) => [offset.seconds, offset.source])).to.deep.equal([
      [0, 'manual'],
      [-1.234, 'sound'],
      [-3.4, 'manual'],
    ]);
    expect(group().currentTime).to.be.within(9.5, 40);
    group().pause();
    await standing();
    expect(expectOneMoment()).to.be.within(9.5, 40);
  });

  it('begins at the moment of a simple link, where it is kept in the address', async () => {
    history.replaceState(null, '', `${pathname}${search}${search ? '&' : '?'}t=9.5`);
    const origins: string[] = [];
    const watch = (made: MultiStreamGrid): void =>
      made.addEventListener('groupchange', () =>
        made.group?.addEventListener('timelinechange', ({ origin }) => origins.push(origin)),
      );
    await open(cameras(), (made) => {
      made.urlState = true;
      watch(made);
    });
    await playing(3);
    expect(group().currentTime).to.be.within(9.5, 40);
    expect(origins, 'nobody has asked for it').to.not.include('user');
    group().pause();
    await group().seek(7);
    await standing();
    grid().sync = false;
    await until(() => !grid().group);
    grid().sync = true;
    await until(() => members().length === 3 && statuses().every((status) => status === 'ready'));
    expect(group().currentTime, 'only once').to.be.closeTo(7, 0.01);
    harness.remove();
    history.replaceState(null, '', `${pathname}${search}${search ? '&' : '?'}t=9.5`);
    await open(cameras());
    await playing(3);
    expect(group().currentTime, 'not without').to.be.lessThan(9);
  });

  it('moves nobody who is together already by a link', async () => {
    await open(cameras(), (made) => made.wall.setTime(12));
    await until(() => grid().group);
    const origins: string[] = [];
    group().addEventListener('timelinechange', ({ origin }) => origins.push(origin));
    group().follow({ position: 5, rate: 1, playing: false, atMs: performance.now() });
    await until(() => members().length === 3);
    await standing();
    expect(expectOneMoment()).to.equal(5);
    expect(origins).to.not.include('user');
    expect(grid().wall.state.getSnapshot().time).to.equal(null);
  });

  it('goes on with the next video of a channel, and back', async () => {
    const [first, second, other] = cameras();
    const next = [{ source: other!.source, startsAfter: 50, duration: 40 }];
    await open([Object.assign({}, first, { next }), second!]);
    await playing(2);
    group().pause();
    const channel = () => members().find(({ id }) => id === 's1');
    const source = (): string | null => player(0).state.getSnapshot().source;
    await group().seek(60);
    await until(() => source() === other!.source && channel()?.status === 'ready');
    expect(channel()!.coverage.map(({ start }) => start)).to.deep.equal([0, 50]);
    expect(player(0).currentTime).to.be.closeTo(10, 0.05);
    const link = await grid().shareUrl();
    expect(link).to.not.include(encodeURIComponent('startsAfter'));

    grid().sync = false;
    await until(() => !grid().group);
    grid().sync = true;
    await until(() => members().length === 2);
    expect(source()).to.equal(first!.source);
    await until(() => channel()!.coverage.length === 2);
    group().pause();
    await group().seek(60);
    await until(() => source() === other!.source && channel()?.status === 'ready');
    await group().seek(8);
    await until(() => source() === first!.source && channel()?.status === 'ready');
    expect(player(0).currentTime).to.be.closeTo(8, 0.05);

    grid().streams = [first!, second!];
    await until(() => channel()!.coverage.length === 1);
    expect(channel()!.offset.seconds).to.equal(0);
  });

  it('keeps the address with the moment that somebody has chosen', async () => {
    await open(cameras(), (made) => (made.urlState = true));
    await playing(3);
    group().pause();
    await group().seek(11.125);
    await until(() => location.hash.includes('m=11.125'));
    group().setOffset('s3', -3);
    await until(() => location.hash.includes('-3,') || location.hash.endsWith('-3'));
    // The same moment again, from a link in the page.
    const { hash } = location;
    await group().seek(3);
    await until(() => location.hash.includes('m=3'));
    location.hash = hash;
    await until(() => group().currentTime === 11.125);
  });

  it('is driven by keys', async () => {
    await open(cameras());
    await playing(3);
    await harness.ready();
    harness.tiles[0]!.focus();
    await harness.press(' ');
    await standing();
    const before = group().currentTime;
    await harness.press('ArrowRight');
    await standing();
    expect(group().currentTime).to.be.closeTo(before + 5, 0.001);
    await harness.press('ArrowLeft');
    await standing();
    expect(expectOneMoment()).to.be.closeTo(before, 0.01);
    await harness.press('ArrowDown');
    expect(harness.keyboardOn).to.equal('Camera 2');
    await harness.press('ArrowUp');
    expect(harness.keyboardOn).to.equal('Camera 1');
    await harness.press(' ');
    await playing(3);
  });

  it('takes places from the attributes of children', async () => {
    harness = await GridHarness.create((made) => {
      made.sync = true;
      for (const [index, { source, title }] of streams(2).entries()) {
        const child = document.createElement('live-player');
        child.src = source;
        child.label = title;
        child.defaultMuted = true;
        child.setAttribute('starts-at', index === 0 ? '2023-11-14T22:13:25Z' : '1700000002000');
        made.append(child);
      }
    });
    await until(() => members().length === 2);
    await standing();
    expect(members().map(({ offset }) => offset.seconds)).to.deep.equal([0, 3]);
    expect(group().state.getSnapshot().playing, 'nobody asked them to').to.equal(false);
  });

  it('tells of a place that is none, and plays anyway', async () => {
    const errors: string[] = [];
    const [first, second] = cameras();
    await open([first!, { ...second!, offset: NaN }], (made) =>
      made.addEventListener('griderror', ({ error }) => errors.push(error.code)),
    );
    await playing(2);
    expect(errors).to.deep.equal(['invalid-argument']);
    expect(members()[1]!.offset.source).to.equal('none');
  });
});
