import { expect } from 'chai';
import { T333Error } from '../errors.ts';
import type { Rendition } from '../player/player.ts';
import type { SegmentRequest } from '../player/segment-scheduler.ts';
import { FakeClock, FakePlayer } from '../testing/index.ts';
import type { Pressure } from './decode-budget.ts';
import { LEVELS } from './fixtures/tiles.ts';
import type { Box } from './ladder.ts';
import { QualityManager, type QualityManagerOptions } from './quality-manager.ts';
import type { TileQuality } from './quality-state.ts';

const SMALL = { width: 320, height: 180 };
const LARGE = { width: 1280, height: 720 };

/** A wall of fake players on a link of our own. */
class Stage {
  readonly clock = new FakeClock();
  readonly players: FakePlayer[] = [];
  readonly sizes: ((box: Box) => void)[] = [];
  readonly places: ((ratio: number) => void)[] = [];
  readonly page = Object.assign(new EventTarget(), { hidden: false });
  readonly stopped: string[] = [];
  tellPressure: (pressure: Pressure) => void = () => {};
  tellBattery: (onBattery: boolean) => void = () => {};
  savesData = false;
  devicePixelRatio = 1;
  readonly manager: QualityManager;

  constructor(options: Partial<QualityManagerOptions> = {}) {
    this.manager = new QualityManager({
      clock: this.clock,
      signals: {
        pressure: (report) => {
          this.tellPressure = report;
          return () => this.stopped.push('pressure');
        },
        battery: (report) => {
          this.tellBattery = report;
          return () => this.stopped.push('battery');
        },
        savesData: () => this.savesData,
        cores: () => 8,
        devicePixelRatio: () => this.devicePixelRatio,
        size: (_element, report) => {
          this.sizes.push(report);
          return () => this.stopped.push('size');
        },
      },
      visibility: {
        page: this.page,
        observe: (_element, _ratio, report) => {
          this.places.push(report);
          return () => this.stopped.push('place');
        },
      },
      ...options,
    });
  }

  /** Adds a playing player, in a small box. */
  async add({ box = SMALL, renditions = LEVELS } = {}): Promise<FakePlayer> {
    const player = new FakePlayer({
      clock: this.clock,
      find: () => ({ durationSeconds: 3600 }),
      capabilities: { renditions: 'levels', scheduling: true },
    });
    await this.take(player, box, renditions);
    return player;
  }

  async take(player: FakePlayer, box: Box, renditions: readonly Rendition[]): Promise<void> {
    this.players.push(player);
    this.manager.add(player, { element: document.createElement('div') });
    this.sizes.at(-1)!(box);
    this.places.at(-1)!(1);
    void player.load('https://example.com/stream.m3u8');
    void player.play();
    await this.clock.advance(20);
    player.set({ renditions });
    await this.clock.advance(0);
  }

  /** Segments that come at this rate for one of them, as long as time goes on. */
  async pass(seconds: number, megabits = 6): Promise<void> {
    for (let passed = 0; passed < seconds; passed += 0.5) {
      const { clock } = this;
      const beganMs = clock.now();
      const request: SegmentRequest = {
        rendition: null,
        startSeconds: 0,
        durationSeconds: 2,
        get loadedBytes() {
          return (megabits * 1e3 * (clock.now() - beganMs)) / 8;
        },
        totalBytes: 0,
        firstByteMs: 0,
        start() {},
      };
      const counter = this.players.find(({ scheduler }) => scheduler)?.scheduler;
      counter?.enqueue(request);
      await this.clock.advance(500);
      counter?.settle(request);
    }
  }

  tile(index: number): TileQuality {
    return this.manager.state.getSnapshot().tiles[index]!;
  }

  get targets(): string {
    return this.manager.state
      .getSnapshot()
      .tiles.map(({ target }) => target)
      .join(' ');
  }

  destroy(): void {
    this.manager.destroy();
    for (const player of this.players) player.destroy();
  }
}

let stage: Stage;

describe('QualityManager', () => {
  beforeEach(() => {
    stage = new Stage();
  });

  afterEach(() => stage.destroy());

  it('begins with the lowest of all, and shares as soon as it knows the link', async () => {
    for (let i = 0; i < 3; i++) await stage.add({ box: LARGE });
    await stage.clock.advance(500);
    expect(stage.targets).to.equal('160p 160p 160p');
    expect(stage.manager.state.getSnapshot()).to.include({ bandwidthBps: null, budgetBps: null });
    await stage.pass(6);
    expect(stage.targets).to.equal('720p 720p 480p');
    expect(stage.manager.state.getSnapshot().bandwidthBps).to.be.closeTo(6e6, 1000);
    expect(stage.manager.state.getSnapshot().budgetBps).to.be.closeTo(5.4e6, 1000);
  });

  it('never gives a tile more than its size is worth', async () => {
    await stage.add({ box: SMALL });
    await stage.add({ box: { width: 640, height: 360 } });
    await stage.pass(8, 100);
    expect(stage.targets).to.equal('360p 360p');
    expect(stage.tile(0)).to.include({ cap: '360p', reason: 'size' });
  });

  it('gives the focused tile what it can, soon, and takes it from the one before', async () => {
    const [a, b] = [await stage.add({ box: LARGE }), await stage.add({ box: LARGE })];
    stage.manager.setFocus(a);
    await stage.pass(6, 3);
    expect(stage.targets).to.equal('720p 360p');
    b.renditionRequests.length = 0;
    stage.manager.setFocus(b);
    expect(b.renditionRequests).to.deep.equal([{ id: '720p', origin: 'quality', when: 'soon' }]);
    await stage.pass(1, 3);
    expect(stage.targets).to.equal('360p 720p');
  });

  it('sharpens the focused tile soon when its box has grown, and another in its time', async () => {
    const [a, b] = [await stage.add(), await stage.add()];
    stage.manager.setFocus(a);
    await stage.pass(8, 20);
    for (const report of stage.sizes) report(LARGE);
    expect(a.renditionRequests.at(-1)).to.deep.equal({ id: '720p', origin: 'quality', when: 'soon' });
    await stage.pass(2, 20);
    expect(b.renditionRequests.at(-1)).to.deep.equal({ id: '720p', origin: 'quality', when: 'next-segment' });
  });

  it('leaves to the viewer what the viewer has chosen, and charges it', async () => {
    const [a, b] = [await stage.add({ box: LARGE }), await stage.add({ box: LARGE })];
    stage.manager.pin(b, '1080p');
    await stage.pass(6, 6);
    expect(stage.tile(1)).to.include({ reason: 'pinned', bitrateBps: 4e6 });
    expect(stage.tile(0).target).to.equal('480p');
    expect(a.state.getSnapshot().selectedRendition).to.equal('auto');
    stage.manager.pin(b, null);
    await stage.pass(6, 6);
    expect(stage.tile(1).reason).not.to.equal('pinned');
  });

  it('steps down when the link becomes slower, but not for a dip', async () => {
    await stage.add({ box: LARGE });
    await stage.pass(12, 6);
    expect(stage.tile(0).target).to.equal('720p');
    await stage.pass(0.5, 1);
    expect(stage.tile(0).target).to.equal('720p');
    await stage.pass(5, 1);
    expect(stage.tile(0).target).to.equal('360p');
  });

  it('spends nothing on what nobody sees', async () => {
    await stage.add({ box: LARGE });
    await stage.add({ box: LARGE });
    await stage.pass(6, 3);
    expect(stage.targets).to.equal('480p 480p');
    stage.places[1]!(0);
    await stage.pass(6, 3);
    expect(stage.tile(0).target).to.equal('720p');
    expect(stage.tile(1)).to.include({ reason: 'hidden', stage: 'paused' });
  });

  it('gives way when frames are dropped, the focused tile last', async () => {
    const players = [
      await stage.add({ box: LARGE }),
      await stage.add({ box: LARGE }),
      await stage.add({ box: LARGE }),
      await stage.add({ box: LARGE }),
    ];
    stage.manager.setFocus(players[0]!);
    await stage.pass(8, 100);
    expect(stage.targets).to.equal('720p 720p 720p 720p');
    for (let seconds = 0; seconds < 6; seconds += 2) {
      for (const { fake } of players) fake.countFrames(60, 20);
      await stage.pass(2, 100);
    }
    expect(stage.tile(0).target).to.equal('720p');
    expect(stage.tile(3).target).not.to.equal('720p');
    expect(stage.manager.state.getSnapshot().decodeBudget).to.be.lessThan(Infinity);
    expect(stage.manager.state.getSnapshot().advice.map(({ code }) => code)).to.include('dropping-frames');
  });

  it('saves data where the viewer wants that, as the browser or the page says', async () => {
    await stage.add({ box: LARGE });
    await stage.add({ box: LARGE });
    await stage.pass(6, 100);
    expect(stage.targets).to.equal('720p 720p');
    stage.manager.dataSaver = true;
    await stage.pass(2, 100);
    expect(stage.targets).to.equal('160p 160p');
    stage.manager.dataSaver = null;
    await stage.pass(6, 100);
    expect(stage.targets).to.equal('720p 720p');
    stage.savesData = true;
    await stage.pass(2, 100);
    expect(stage.targets).to.equal('160p 160p');
  });

  it('optimises until a player comes or goes', async () => {
    const [a] = [await stage.add({ box: LARGE }), await stage.add({ box: LARGE })];
    stage.manager.setFocus(a!);
    await stage.pass(6, 100);
    stage.manager.optimize();
    await stage.pass(2, 100);
    expect(stage.targets).to.equal('720p 160p');
    expect(stage.manager.state.getSnapshot().optimized).to.equal(true);
    expect(stage.tile(1).reason).to.equal('optimized');
    await stage.add();
    expect(stage.manager.state.getSnapshot().optimized).to.equal(false);
  });

  it('follows a policy by name or a function, and refuses what is none', async () => {
    for (let i = 0; i < 4; i++) await stage.add({ box: { width: 1920, height: 1080 } });
    stage.manager.policy = 'by-count';
    await stage.pass(6, 100);
    expect(stage.targets).to.equal('720p 720p 720p 720p');
    stage.manager.policy = (tiles) => tiles.map(({ id, ladder }) => ({ id, rendition: ladder[1]!.id }));
    await stage.pass(2, 100);
    expect(stage.targets).to.equal('360p 360p 360p 360p');
    expect(stage.manager.policy).to.equal('custom');
    expect(() => (stage.manager.policy = 'constructor' as 'utility')).to.throw(T333Error, 'no quality policy');
    expect(stage.manager.policy).to.equal('custom');
  });

  it('asks players that only know names to switch every half minute at most', async () => {
    const names = ['160p', '360p', '720p60', 'chunked'].map((id) => ({ id, label: id }));
    const player = await stage.add({ box: LARGE, renditions: names });
    player.set({
      capabilities: { ...player.state.getSnapshot().capabilities, renditions: 'named', scheduling: false },
    });
    await stage.pass(2, 0.6);
    player.renditionRequests.length = 0;
    for (let i = 0; i < 10; i++) {
      await stage.pass(2, 20);
      await stage.pass(4, 0.6);
    }
    expect(player.renditionRequests.length).to.be.within(1, 3);
  });

  it('lets players that tell nothing of the link have what their size is worth', async () => {
    const names = ['160p', '360p', '720p'].map((id) => ({ id, label: id }));
    const player = new FakePlayer({ clock: stage.clock, capabilities: { renditions: 'named', scheduling: false } });
    await stage.take(player, LARGE, names);
    await stage.clock.advance(40_000);
    expect(stage.targets).to.equal('720p');
  });

  it('charges a player without a choice for what it plays', async () => {
    const fixed = await stage.add({ renditions: [] });
    fixed.set({ videoWidth: 1280, videoHeight: 720 });
    await stage.add({ box: LARGE });
    await stage.pass(6, 2.5);
    expect(stage.tile(0)).to.include({ target: null, reason: 'only' });
    expect(stage.tile(0).bitrateBps).to.be.greaterThan(1e6);
    expect(stage.tile(1).target).to.equal('160p');
    expect(fixed.renditionRequests).to.deep.equal([]);
  });

  it('asks for larger buffers where somebody looks', async () => {
    const [a, b] = [await stage.add(), await stage.add()];
    stage.manager.setFocus(a);
    await stage.clock.advance(500);
    expect([a.bufferGoalSeconds, b.bufferGoalSeconds]).to.deep.equal([30, 10]);
  });

  /** Asks for a segment of what it plays, of which nothing comes. */
  const hang = (player: FakePlayer): SegmentRequest => {
    const request: SegmentRequest = {
      rendition: player.state.getSnapshot().rendition,
      startSeconds: 0,
      durationSeconds: 2,
      loadedBytes: 0,
      totalBytes: 0,
      firstByteMs: null,
      start() {},
    };
    player.scheduler!.enqueue(request);
    return request;
  };
  const asksAtOnce = (player: FakePlayer): number =>
    player.renditionRequests.filter(({ when }) => when === 'at-once').length;

  it('asks again for what hangs, ever more rarely as long as nothing comes', async () => {
    const player = await stage.add();
    await stage.pass(3);
    player.fake.stall();
    const counts: number[] = [];
    for (let seconds = 0; seconds < 24; seconds += 3) {
      const request = hang(player);
      await stage.clock.advance(3000);
      player.scheduler!.settle(request);
      counts.push(asksAtOnce(player));
    }
    expect(counts.at(-1)).to.be.within(2, 5);
  });

  it('lets a player that has gone keep what it asked for', async () => {
    const player = await stage.add();
    await stage.pass(3);
    player.fake.stall();
    hang(player);
    await stage.clock.advance(300);
    stage.manager.remove(player);
    await stage.add();
    player.renditionRequests.length = 0;
    await stage.clock.advance(10_000);
    expect(player.renditionRequests).to.deep.equal([]);
  });

  it('leaves a player that goes to itself, also one that was destroyed', async () => {
    const [a, b] = [await stage.add(), await stage.add()];
    await stage.pass(1);
    stage.manager.remove(a);
    expect([a.scheduler, a.bufferGoalSeconds]).to.deep.equal([null, null]);
    expect(a.renditionRequests.at(-1)).to.deep.equal({ id: 'auto', origin: 'quality' });
    b.destroy();
    stage.manager.remove(b);
    stage.manager.remove(b);
    expect(stage.manager.state.getSnapshot().tiles).to.deep.equal([]);
  });

  it('leaves nothing behind', async () => {
    await stage.add();
    await stage.add();
    await stage.pass(1);
    stage.manager.destroy();
    for (const player of stage.players) player.pause();
    await stage.clock.advance(1000);
    expect(stage.clock.pending).to.equal(0);
    expect(stage.stopped.toSorted()).to.deep.equal(['battery', 'place', 'place', 'pressure', 'size', 'size']);
    expect(() => stage.manager.setFocus(null)).to.throw(T333Error);
    expect(() => (stage.manager.policy = 'utility')).to.throw(T333Error);
    expect(() => (stage.manager.dataSaver = true)).to.throw(T333Error);
    stage.manager.destroy();
  });

  it('sees a display with more pixels, without a change of size', async () => {
    await stage.add({ box: { width: 640, height: 360 } });
    await stage.pass(6, 100);
    expect(stage.targets).to.equal('360p');
    stage.devicePixelRatio = 2;
    await stage.pass(6, 100);
    expect(stage.targets).to.equal('720p');
  });

  it('keeps its snapshot while nothing changes', async () => {
    await stage.add();
    await stage.clock.advance(5000);
    const before = stage.manager.state.getSnapshot();
    await stage.clock.advance(5000);
    expect(stage.manager.state.getSnapshot()).to.equal(before);
  });
});
