import { expect } from 'chai';
import { T333Error } from '../errors.ts';
import { LARGE, QualityStage, SMALL } from './fixtures/quality-stage.ts';
import { LEVELS } from './fixtures/tiles.ts';

let stage: QualityStage;

describe('QualityManager', () => {
  beforeEach(() => {
    stage = new QualityStage();
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

  it('lets only the focused of several load parts, and one that is alone', async () => {
    const a = await stage.add({ box: LARGE });
    const allowed = (): boolean[] => stage.players.map(({ isLowLatencyAllowed }) => isLowLatencyAllowed);
    expect(allowed()).to.deep.equal([true]);
    const b = await stage.add({ box: LARGE });
    expect(allowed()).to.deep.equal([false, false]);
    stage.manager.setFocus(b);
    expect(allowed()).to.deep.equal([false, true]);
    stage.manager.remove(a);
    stage.manager.setFocus(null);
    expect(allowed()).to.deep.equal([true, true]);
  });

  it('hurries what was asked for just before the click, and lies behind what is buffered', async () => {
    const [a, b] = [await stage.add({ box: LARGE }), await stage.add({ box: LARGE })];
    stage.manager.setFocus(a);
    await stage.pass(6, 0.4);
    expect(stage.targets).to.equal('160p 160p');
    await stage.pass(6, 20);
    expect(stage.targets).to.equal('720p 720p');
    // What was buffered before is still on the screen.
    b.set({ rendition: '160p' });
    b.renditionRequests.length = 0;
    stage.manager.setFocus(b);
    await stage.pass(2, 20);
    expect(b.renditionRequests).to.deep.equal([{ id: '720p', origin: 'quality', when: 'soon' }]);
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

  it('replaces what is buffered for the focused tile only where that cost little', async () => {
    const a = await stage.add({ box: LARGE });
    stage.manager.setFocus(a);
    await stage.pass(8, 0.2);
    const last = (): string => a.renditionRequests.map(({ id, when }) => `${id} ${when}`).at(-1)!;
    // 360p has more than three times the bits.
    await stage.pass(8, 1);
    expect(last()).to.equal('360p next-segment');
    a.set({ rendition: '480p' });
    await stage.pass(12, 20);
    expect(last()).to.equal('720p next-segment');
    await stage.pass(12, 1);
    expect(last()).to.equal('360p next-segment');
    a.set({ rendition: '160p' });
    await stage.pass(12, 50);
    expect(last()).to.equal('720p soon');
  });

  it('hurries after a seek of the viewer’s, to where something smaller is buffered', async () => {
    const [a, b] = [await stage.add({ box: LARGE }), await stage.add({ box: LARGE })];
    stage.manager.setFocus(a);
    await stage.pass(12, 20);
    expect(stage.targets).to.equal('720p 720p');
    for (const player of [a, b]) {
      player.renditionRequests.length = 0;
      void player.seek(30);
      player.set({ rendition: '360p' });
    }
    await stage.pass(2, 20);
    expect(a.renditionRequests).to.deep.equal([{ id: '720p', origin: 'quality', when: 'soon' }]);
    expect(b.renditionRequests).to.deep.equal([]);
    void a.seek(31, { origin: 'live' });
    await stage.pass(2, 20);
    expect(a.renditionRequests.length).to.equal(1);
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
    const budget = stage.manager.state.getSnapshot().decodeBudget;
    for (let seconds = 0; seconds < 6; seconds += 2) {
      for (const { fake } of players) fake.countFrames(60, 20);
      await stage.pass(2, 100);
    }
    expect(stage.tile(0).target).to.equal('720p');
    expect(stage.tile(3).target).not.to.equal('720p');
    expect(stage.manager.state.getSnapshot().decodeBudget).to.be.lessThan(budget);
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
    await stage.add();
    const player = await stage.embed(LARGE, names);
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
    await stage.embed(LARGE, names);
    await stage.clock.advance(40_000);
    expect(stage.targets).to.equal('720p');
  });

  it('lets them climb beside one that is measured, and does not hold them to a link that nobody measures any more', async () => {
    const names = ['160p', '360p', '720p'].map((id) => ({ id, label: id }));
    const measured = await stage.add();
    await stage.embed(LARGE, names);
    await stage.pass(60, 20);
    expect(stage.targets).to.equal('360p 720p');
    await stage.pass(60, 0.6);
    expect(stage.targets).to.equal('160p 160p');
    stage.manager.remove(measured);
    await stage.clock.advance(60_000);
    expect(stage.targets).to.equal('720p');
  });

  it('charges a playlist without a description for the picture it shows', async () => {
    const camera = await stage.add({ renditions: [{ id: 'Source/0/', label: 'Source' }] });
    camera.set({ videoWidth: 320, videoHeight: 180 });
    await stage.add({ box: LARGE });
    await stage.pass(6, 6);
    expect(stage.tile(0).bitrateBps).to.be.lessThan(0.5e6);
    expect(stage.tile(1).target).to.equal('720p');
  });

  it('goes on where the rendition that plays is there no more', async () => {
    const player = await stage.add({ box: LARGE });
    await stage.pass(6, 20);
    expect(stage.targets).to.equal('720p');
    player.set({ renditions: LEVELS.filter(({ id }) => id !== '720p') });
    await stage.pass(6, 20);
    expect(stage.targets).to.equal('1080p');
  });

  it('tries what lies far beyond what the machine has shown', async () => {
    const renditions = [720, 2160].map((height) => ({
      id: `${height}p`,
      label: `${height}p60`,
      height,
      bitrateBps: 2e6,
    }));
    const player = await stage.add({ box: { width: 3840, height: 2160 }, renditions });
    for (let seconds = 0; seconds < 30; seconds += 2) {
      player.fake.countFrames(120, 0);
      await stage.pass(2, 100);
    }
    expect(stage.targets).to.equal('2160p');
  });

  it('takes seeks for no stalls, and names nobody who has the least already', async () => {
    const player = await stage.add({ box: LARGE });
    const other = await stage.add({ box: LARGE });
    await stage.pass(3, 20);
    player.set({ seeking: true, buffering: true });
    await stage.clock.advance(2000);
    player.set({ seeking: false, buffering: false });
    stage.tellBattery(true);
    stage.manager.setFocus(other);
    stage.manager.optimize();
    await stage.pass(4, 20);
    const { advice } = stage.manager.state.getSnapshot();
    expect(advice.map(({ code, action }) => [code, action?.kind])).to.deep.equal([['battery', undefined]]);
  });

  it('shares by its own policy when one of the page fails, and reports that', async () => {
    const reported: unknown[] = [];
    const { reportError } = globalThis;
    globalThis.reportError = (error) => void reported.push(error);
    try {
      await stage.add({ box: LARGE });
      const mistake = new Error('mine');
      stage.manager.policy = () => {
        throw mistake;
      };
      expect([reported, stage.manager.policy]).to.deep.equal([[mistake], 'utility']);
      await stage.pass(6, 20);
      expect(stage.targets).to.equal('720p');
    } finally {
      globalThis.reportError = reportError;
    }
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
