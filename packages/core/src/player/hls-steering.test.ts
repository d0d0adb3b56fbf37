import { expect } from 'chai';
import { HlsStage, poll } from './fixtures/hls-stage.ts';
import type { SegmentRequest, SegmentScheduler } from './segment-scheduler.ts';

const ORIGIN = `${location.origin}/origin`;
const vod = `${ORIGIN}/vod/west/master.m3u8`;
const live = `${ORIGIN}/live/west/master.m3u8?dvr=30`;

let stage: HlsStage;

afterEach(() => stage.destroy());

/** A scheduler that keeps what it is given, until it is told to let go. */
class Desk implements SegmentScheduler {
  bandwidthBps: number | null = 50e6;
  waiting: SegmentRequest[] = [];
  readonly settled: SegmentRequest[] = [];
  open = true;

  enqueue(request: SegmentRequest): void {
    if (this.open) request.start();
    else this.waiting.push(request);
  }

  settle(request: SegmentRequest): void {
    this.settled.push(request);
    this.waiting = this.waiting.filter((one) => one !== request);
  }
}

const idOf = (height: number): string => stage.state.renditions.find((one) => one.height === height)!.id;

const bufferEnd = (): number => stage.video.buffered.length && stage.video.buffered.end(0);

/** Plays the lowest rendition, with this much of it ahead. */
async function playLowest(source: string, aheadSeconds: number): Promise<void> {
  stage.player.setScheduler(new Desk());
  stage.player.setBufferGoal(6);
  await stage.player.load(source);
  stage.player.setRendition(idOf(160), { origin: 'quality' });
  await stage.player.play();
  await stage.until(({ hasFrame }) => hasFrame);
  await poll(() => bufferEnd() - stage.player.currentTime > aheadSeconds);
}

describe('HlsPlayer that is steered', () => {
  for (const [kind, source, ahead] of [
    ['a recording', vod, 5],
    ['a live stream', live, 3],
  ] as const) {
    it(`shows another rendition of ${kind} soon, in place of what it has ahead, without a stop`, async () => {
      stage = new HlsStage();
      await playLowest(source, ahead);
      expect(stage.video.videoHeight).to.equal(160);
      const stops: string[] = [];
      for (const type of ['waiting', 'stalled', 'seeking']) stage.video.addEventListener(type, () => stops.push(type));
      const endBefore = bufferEnd();
      stage.player.setRendition(idOf(720), { origin: 'quality', when: 'soon' });
      await poll(() => stage.video.videoHeight === 720);
      expect(stage.player.currentTime, 'before the end of what was there').to.be.lessThan(endBefore - 0.5);
      expect(stops).to.deep.equal([]);
      stage.player.setBufferGoal(null);
      const fetched = stage.requested('/720p/').filter((url) => url.includes('.m4s'));
      expect(new Set(fetched).size, 'no segment twice').to.equal(fetched.length);
      await poll(() => stage.player.currentTime > endBefore);
      expect(stops).to.deep.equal([]);
      expect(stage.state.selectedRendition).to.equal('auto');
    });
  }

  it('stays with what the viewer has chosen, and obeys again when the choice is withdrawn', async () => {
    stage = new HlsStage();
    await playLowest(vod, 1);
    stage.player.setRendition(idOf(360));
    stage.player.setRendition(idOf(720), { origin: 'quality' });
    await poll(() => stage.video.videoHeight === 360);
    expect(stage.requested('/720p/')).to.deep.equal([]);
    stage.player.setRendition('auto');
    await stage.player.seek(30);
    await poll(() => stage.video.videoHeight === 720);
  });

  it('shows soon what the viewer has chosen, whatever a manager asks for meanwhile', async () => {
    stage = new HlsStage({}, ({ href, pathname }) =>
      /720p\/\d+\.m4s$/.test(pathname) ? { url: `${href}?latency=800` } : undefined,
    );
    await playLowest(vod, 5);
    const endBefore = bufferEnd();
    stage.player.setRendition(idOf(720));
    await poll(() => stage.requested('/720p/').some((url) => url.includes('.m4s')));
    stage.player.setRendition(idOf(360), { origin: 'quality' });
    await poll(() => stage.video.videoHeight !== 160);
    expect(stage.video.videoHeight).to.equal(720);
    expect(stage.player.currentTime).to.be.lessThan(endBefore - 0.5);
  });

  it('begins with the lowest when its requests are scheduled', async () => {
    stage = new HlsStage();
    stage.player.setScheduler(new Desk());
    await stage.player.load(vod);
    await stage.until(({ hasFrame }) => hasFrame);
    expect(stage.video.videoHeight).to.equal(160);
  });

  it('begins also when another rendition is asked for while the first one is about to begin', async () => {
    let asked = false;
    stage = new HlsStage({}, ({ href, pathname }) => {
      if (!pathname.endsWith('/init.mp4') || asked) return undefined;
      asked = true;
      const { renditions } = stage.state;
      const other = pathname.includes('160p') ? renditions.at(-1)! : renditions[0]!;
      setTimeout(() => stage.player.setRendition(other.id, { origin: 'quality' }));
      return { url: `${href}?latency=1000` };
    });
    await stage.player.load(vod);
    await stage.until(({ hasFrame }) => hasFrame);
    await poll(() => bufferEnd() > 6);
  });

  for (const broken of ['/720p.m3u8', '/720p/'] as const) {
    it(`plays on with another rendition when ${broken} of the one that it was steered to is missing`, async () => {
      stage = new HlsStage({}, ({ pathname }) =>
        pathname.includes(broken) ? { url: `${ORIGIN}/bad/not-found.m3u8` } : undefined,
      );
      await playLowest(vod, 4);
      const stops: string[] = [];
      stage.video.addEventListener('waiting', () => stops.push('waiting'));
      stage.player.setRendition(idOf(720), { origin: 'quality', when: 'soon' });
      const endBefore = bufferEnd();
      await poll(() => stage.state.error !== null || stage.player.currentTime > endBefore + 1);
      expect([stage.state.error, stops]).to.deep.equal([null, []]);
    });
  }

  it('asks before it requests a segment, and tells what has come', async () => {
    stage = new HlsStage();
    const desk = new Desk();
    desk.open = false;
    stage.player.setScheduler(desk);
    void stage.player.load(vod);
    await poll(() => desk.waiting.length > 0);
    const [request] = desk.waiting;
    expect(stage.requested('.m4s').filter((url) => !url.includes('init'))).to.deep.equal([]);
    expect([request!.startSeconds, request!.durationSeconds, request!.loadedBytes]).to.deep.equal([0, 2, 0]);
    desk.open = true;
    request!.start();
    request!.start();
    await stage.until(({ hasFrame }) => hasFrame);
    expect(desk.settled[0]).to.equal(request);
    expect(request!.loadedBytes).to.be.greaterThan(1000);
    expect(request!.totalBytes).to.equal(request!.loadedBytes);
    expect(request!.firstByteMs).to.be.at.least(0);
    expect(request!.rendition).to.equal(idOf(160));
    expect(stage.requested('160p/0.m4s')).to.have.length(1);
  });

  it('takes back a request that nobody has let go, and goes on elsewhere', async () => {
    stage = new HlsStage();
    const desk = new Desk();
    stage.player.setScheduler(desk);
    await stage.player.load(vod);
    await stage.until(({ hasFrame }) => hasFrame);
    desk.open = false;
    await poll(() => desk.waiting.length > 0 || bufferEnd() > 19);
    void stage.player.seek(33);
    await poll(() => desk.waiting.some(({ startSeconds }) => startSeconds === 32));
    expect(desk.waiting).to.have.length(1);
    desk.open = true;
    desk.waiting[0]!.start();
    await stage.until(({ hasFrame, seeking }) => hasFrame && !seeking);
    expect(stage.player.currentTime).to.be.closeTo(33, 0.3);
  });

  it('gives up a segment that is too large when it is told to step down at once', async () => {
    stage = new HlsStage();
    const desk = new Desk();
    stage.player.setScheduler(desk);
    await stage.player.load(vod);
    await stage.until(({ hasFrame }) => hasFrame);
    desk.open = false;
    stage.player.setRendition(idOf(720), { origin: 'quality' });
    void stage.player.seek(30);
    await poll(() => desk.waiting.some(({ rendition }) => rendition === idOf(720)));
    stage.player.setRendition(idOf(160), { origin: 'quality', when: 'at-once' });
    await poll(() => desk.waiting.some(({ rendition }) => rendition === idOf(160)));
    expect(desk.waiting).to.have.length(1);
    expect(desk.waiting[0]!.startSeconds).to.equal(30);
  });

  it('holds as much ahead as it is told', async () => {
    stage = new HlsStage();
    stage.player.setBufferGoal(4);
    await stage.player.load(vod);
    await stage.until(({ hasFrame }) => hasFrame);
    await poll(() => bufferEnd() >= 4);
    stage.player.setBufferGoal(12);
    await poll(() => bufferEnd() >= 12);
    expect(bufferEnd()).to.be.lessThan(15);
  });
});
