import { expect } from 'chai';
import { HlsStage, watchBuilds } from '../fixtures/hls-stage.ts';
import { rewriteRequests } from '../fixtures/rewrite-requests.ts';
import { createPrimer } from './primer.ts';
import { prime } from './prime.ts';

const ORIGIN = `${location.origin}/origin`;
const RECORDING = `${ORIGIN}/vod/west/master.m3u8`;
const FIRST = ['/master.m3u8', '160p.m3u8', '160p/init.mp4', '160p/0.m4s'];

describe('prime', () => {
  let stage: HlsStage;

  afterEach(() => {
    stage.destroy();
    globalThis.t333Prime = undefined;
  });

  async function playsWithoutAsking(source: string): Promise<void> {
    await stage.player.load(source);
    await stage.until(({ hasFrame }) => hasFrame);
    for (const part of FIRST) expect(stage.requested(part), part).to.deep.equal([]);
    expect(stage.state.error).to.equal(null);
  }

  it('fetches what the player then does not ask for', async () => {
    stage = new HlsStage();
    await prime(RECORDING);
    await playsWithoutAsking(RECORDING);
    await stage.player.play();
    await stage.untilPosition((seconds) => seconds > 2.5);
  });

  it('does so while it is still on its way, and by an address without the host', async () => {
    stage = new HlsStage();
    void prime('/origin/vod/west/master.m3u8');
    await playsWithoutAsking('/origin/vod/west/master.m3u8');
  });

  it('lets the player begin with what is primed, where the master lists another first', async () => {
    const master = `${ORIGIN}/vod/west/middle.m3u8`;
    const level = (name: string, bandwidth: number): string[] => [
      `#EXT-X-STREAM-INF:BANDWIDTH=${bandwidth},RESOLUTION=2x2,CODECS="avc1.64000c,mp4a.40.2"`,
      `${name}.m3u8`,
    ];
    const body = ['#EXTM3U', ...level('360p', 170_000), ...level('160p', 110_000), ...level('720p', 290_000)].join(
      '\n',
    );
    globalThis.t333Prime = createPrimer({
      now: () => performance.now(),
      after: () => () => {},
      fetch: (url, init) => (url === master ? Promise.resolve(new Response(body)) : fetch(url, init)),
    });
    stage = new HlsStage();
    await prime(master);
    await playsWithoutAsking(master);
  });

  it('has the build that is needed loaded at once', async () => {
    const { builds, hlsConfig } = await watchBuilds();
    const captioned = new URL('../fixtures/captioned.m3u8', import.meta.url).href;
    stage = new HlsStage({ hlsConfig });
    await prime(captioned);
    await stage.player.load(captioned);
    await stage.until(({ hasFrame }) => hasFrame);
    expect(stage.requested('captioned.m3u8')).to.deep.equal([]);
    expect(builds).to.deep.equal(['full']);
  });

  it('leaves failures to the player', async () => {
    stage = new HlsStage();
    const missing = `${ORIGIN}/bad/not-found.m3u8`;
    await prime(missing);
    const error = await stage.player.load(missing).catch((reason: unknown) => reason);
    expect(error).to.include({ code: 'not-found' });
  });

  it('is nothing to a player of another source', async () => {
    stage = new HlsStage();
    await prime(RECORDING);
    await stage.player.load(`${ORIGIN}/vod/east/master.m3u8`);
    await stage.until(({ hasFrame }) => hasFrame);
    expect(globalThis.t333Prime!.has(RECORDING)).to.equal(true);
  });

  it('lets the stream in focus go first', async () => {
    stage = new HlsStage();
    let arrived = false;
    const asked: boolean[] = [];
    stage.network.restore();
    const network = rewriteRequests(() => void asked.push(arrived));
    void prime(RECORDING, { first: true }).then(() => (arrived = true));
    await stage.player.load(`${ORIGIN}/vod/east/master.m3u8`);
    network.restore();
    expect(asked[0]).to.equal(true);
  });

  it('plays a live stream near its edge', async () => {
    const live = `${ORIGIN}/live/west/master.m3u8`;
    stage = new HlsStage();
    await prime(live);
    const isSegment = ({ name }: PerformanceEntry): boolean => /\/live\/west\/160p\/\d+\.m4s/.test(name);
    const segment = performance.getEntriesByType('resource').findLast(isSegment)!.name;
    expect(globalThis.t333Prime!.has(segment)).to.equal(true);
    await stage.player.load(live);
    await stage.player.play();
    await stage.until(({ hasFrame, streamType }) => hasFrame && streamType === 'live');
    expect(stage.requested('/master.m3u8')).to.deep.equal([]);
    expect(stage.requested('160p/init.mp4')).to.deep.equal([]);
    expect(stage.requested(segment)).to.deep.equal([]);
    expect(globalThis.t333Prime!.has(segment), 'it was what the player begins with').to.equal(false);
  });

  it('takes nothing once the player is gone', async () => {
    stage = new HlsStage();
    void prime(RECORDING);
    const loading = stage.player.load(RECORDING).catch((reason: unknown) => reason);
    stage.destroy();
    expect(await loading).to.include({ code: 'destroyed' });
    expect(stage.requested('.m3u8')).to.deep.equal([]);
  });
});
