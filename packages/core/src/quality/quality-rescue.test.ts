import { expect } from 'chai';
import { LARGE, QualityStage, request, rescues } from './fixtures/quality-stage.ts';

let stage: QualityStage;

describe('QualityManager, where segments do not come', () => {
  beforeEach(() => {
    stage = new QualityStage();
  });
  afterEach(() => stage.destroy());

  /** A player at 720p that has nothing ahead. */
  async function starved() {
    const player = await stage.add({ box: LARGE });
    await stage.pass(8, 20);
    expect(stage.targets).to.equal('720p');
    player.fake.stall();
    player.renditionRequests.length = 0;
    return player;
  }

  it('asks again for what hangs, ever more rarely as long as nothing comes', async () => {
    const player = await stage.add();
    await stage.pass(3);
    player.fake.stall();
    const counts: number[] = [];
    for (let seconds = 0; seconds < 24; seconds += 3) {
      const asked = request(player);
      await stage.clock.advance(3000);
      player.scheduler!.settle(asked);
      counts.push(rescues(player).length);
    }
    expect(counts.at(-1)).to.be.within(2, 5);
  });

  it('lets a player that has gone keep what it asked for', async () => {
    const player = await stage.add();
    await stage.pass(3);
    player.fake.stall();
    request(player);
    await stage.clock.advance(300);
    stage.manager.remove(player);
    await stage.add();
    player.renditionRequests.length = 0;
    await stage.clock.advance(10_000);
    expect(player.renditionRequests).to.deep.equal([]);
  });

  it('asks again also when it was steered elsewhere meanwhile', async () => {
    const player = await starved();
    request(player, { rendition: '720p' });
    stage.sizes[0]!({ width: 160, height: 90 });
    await stage.clock.advance(1400);
    expect(stage.targets).to.equal('160p');
    await stage.clock.advance(1000);
    expect(rescues(player)).to.deep.equal(['160p']);
  });

  it('gives up what is too large for a link that became slow, also after a step down', async () => {
    const player = await starved();
    request(player, { rendition: '720p', loadedBytes: 20_000, totalBytes: 2e6, firstByteMs: 50 });
    stage.sizes[0]!({ width: 640, height: 360 });
    await stage.clock.advance(1400);
    expect(rescues(player)).to.deep.equal(['160p']);
  });

  it('gives up nothing for a viewer who has paused', async () => {
    const player = await starved();
    player.pause();
    request(player, { rendition: '720p', loadedBytes: 20_000, totalBytes: 2e6, firstByteMs: 50 });
    await stage.clock.advance(1400);
    expect(rescues(player)).to.deep.equal([]);
  });

  it('waits with the viewer for what the viewer has chosen', async () => {
    const player = await starved();
    stage.manager.pin(player, '1080p');
    request(player, { rendition: '1080p', loadedBytes: 20_000, totalBytes: 2e6, firstByteMs: 50 });
    await stage.clock.advance(1400);
    expect(rescues(player)).to.deep.equal([]);
  });

  it('never takes a dearer one in its place', async () => {
    const player = await stage.add({
      box: { width: 1920, height: 1080 },
      renditions: [
        { id: 'avc480', label: '480p', height: 480, bitrateBps: 1e6 },
        { id: 'avc720', label: '720p', height: 720, bitrateBps: 3.5e6 },
        { id: 'hevc1080', label: '1080p', height: 1080, bitrateBps: 3e6 },
      ],
    });
    await stage.pass(8, 20);
    expect(stage.targets).to.equal('hevc1080');
    player.fake.stall();
    request(player, { rendition: 'hevc1080', loadedBytes: 20_000, totalBytes: 1e6, firstByteMs: 50 });
    await stage.clock.advance(1000);
    expect(rescues(player)).to.deep.equal(['avc480']);
  });
});
