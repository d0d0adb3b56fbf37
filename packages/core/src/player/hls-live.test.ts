import { expect } from 'chai';
import { HlsStage, poll } from './fixtures/hls-stage.ts';
import type { Rewrite } from './fixtures/rewrite-requests.ts';

const ORIGIN = `${location.origin}/origin`;
/** Until then hls.js does not ask for a playlist again. */
const TARGET_DURATION_MS = 2000;
const NOT_FOUND = `${ORIGIN}/bad/not-found.m3u8`;

let stage: HlsStage;

afterEach(() => stage.destroy());

/** A live playlist made of a recording's segments, whose window a test moves. */
class Channel {
  first = 0;
  /** Added to the numbers in the playlist: an encoder that starts anew counts from 0 again. */
  numbering = 100;
  segments = 4;
  broken: 'no' | 'missing' | 'empty' | 'html' = 'no';
  readonly url = `${ORIGIN}/channel/index.m3u8`;

  readonly rewrite: Rewrite = ({ href }) => {
    if (href !== this.url) return undefined;
    if (this.broken === 'missing') return { url: NOT_FOUND };
    if (this.broken === 'html') return { url: `${ORIGIN}/bad/html.m3u8` };
    return { body: this.playlist() };
  };

  playlist(): string {
    const segments = this.broken === 'empty' ? [] : Array.from({ length: this.segments }, (_, i) => this.first + i);
    return [
      '#EXTM3U',
      '#EXT-X-VERSION:7',
      '#EXT-X-TARGETDURATION:2',
      `#EXT-X-MEDIA-SEQUENCE:${this.first + this.numbering}`,
      `#EXT-X-MAP:URI="${ORIGIN}/vod/west/160p/init.mp4"`,
      ...segments.flatMap((n) => ['#EXTINF:2,', `${ORIGIN}/vod/west/160p/${n}.m4s?as=${n + this.numbering}`]),
      '',
    ].join('\n');
  }
}

describe('HlsPlayer and a live stream that stumbles', () => {
  let channel: Channel;

  beforeEach(async () => {
    channel = new Channel();
    stage = new HlsStage({}, channel.rewrite);
    await stage.player.load(channel.url);
    await stage.player.play();
    await stage.until(({ hasFrame }) => hasFrame);
  });

  const edge = (): number => stage.player.seekable.end(0);

  it('comes back when its playlist was missing for a while', async () => {
    channel.broken = 'missing';
    await stage.until(({ recovery }) => recovery?.error.code === 'not-found' && recovery.attempt === 2);
    expect(stage.state).to.include({ phase: 'ready', error: null });
    channel.broken = 'no';
    channel.first = 4;
    await stage.untilPosition((seconds) => seconds > 9);
    expect(stage.state.recovery).to.equal(null);
  });

  it('comes back when its playlist was empty, or a web page', async () => {
    for (const broken of ['empty', 'html'] as const) {
      channel.broken = broken;
      await stage.until(({ recovery }) => recovery !== null);
      channel.broken = 'no';
      channel.first += 2;
      await stage.until(({ recovery }) => recovery === null);
    }
    expect(stage.state).to.include({ phase: 'ready', error: null });
  });

  it('gives up in the end, and comes back by retry()', async () => {
    channel.broken = 'missing';
    await stage.until(({ phase }) => phase === 'error');
    expect(stage.state.error).to.include({ code: 'not-found', retryable: true });
    channel.broken = 'no';
    await stage.player.retry();
    await stage.until(({ hasFrame, paused }) => hasFrame && !paused);
  });

  it('goes on when the encoder starts anew, and counts from zero again', async () => {
    channel.first = 0;
    channel.numbering = 0;
    const restarted = channel.playlist();
    expect(restarted).to.include('MEDIA-SEQUENCE:0');
    await stage.until(({ hasFrame, phase }) => phase === 'ready' && hasFrame);
    await poll(() => stage.requested('as=3').length > 0);
    await stage.until(({ hasFrame, paused, phase }) => phase === 'ready' && hasFrame && !paused);
    channel.first = 2;
    await stage.untilPosition((seconds) => seconds > 2);
  });

  /** Suspends for so long that the playlist is out of date, returns as the visibility manager does, and plays on a little. */
  async function beAway(meanwhile: () => void): Promise<{ seeks: string[]; left: number; shown: number[] }> {
    const { player } = stage;
    const [seeks, shown]: [string[], number[]] = [[], []];
    const lastPlaylist = performance.now();
    player.setLifecycle('suspended');
    const left = player.currentTime;
    const edgeBefore = edge();
    meanwhile();
    await poll(() => performance.now() - lastPlaylist > TARGET_DURATION_MS);
    player.addEventListener('seeking', ({ origin }) => seeks.push(String(origin)));
    player.addEventListener('timeupdate', () => shown.push(player.currentTime));
    player.setLifecycle('active');
    await player.play({ origin: 'visibility' });
    await poll(() => edge() > edgeBefore);
    const before = shown.length;
    await poll(() => shown.length > before + 3 && !player.state.getSnapshot().seeking);
    return { seeks, left, shown };
  }

  it('returns to the live edge when its place is gone, and calls that its own doing', async () => {
    await stage.untilPosition((seconds) => seconds > 2.2);
    const { seeks, left, shown } = await beAway(() => (channel.first = 14));
    expect(stage.player.currentTime).to.be.within(edge() - 8, edge());
    // It does not first play out what it still has of the past.
    expect(shown.filter((seconds) => seconds > left + 1 && seconds < 20)).to.deep.equal([]);
    expect([...new Set(seeks)]).to.deep.equal(['live']);
  });

  it('returns to the live edge, since that is where the viewer was', async () => {
    await stage.untilPosition((seconds) => seconds > 2.2);
    const { seeks } = await beAway(() => (channel.segments = 16));
    expect(stage.player.currentTime).to.be.within(edge() - 8, edge());
    expect([...new Set(seeks)]).to.deep.equal(['live']);
  });

  it('returns to the past, if the viewer was there', async () => {
    channel.segments = 16;
    await poll(() => edge() > 30);
    await stage.player.seek(1);
    await stage.untilPosition((seconds) => seconds > 1.2);
    const { seeks, left } = await beAway(() => (channel.segments = 17));
    expect(stage.player.currentTime).to.be.at.least(left);
    expect(seeks, 'no jump').to.deep.equal([]);
  });

  it('goes on without a jump after a short while', async () => {
    await stage.untilPosition((seconds) => seconds > 3.5);
    const { seeks, left } = await beAway(() => (channel.first = 1));
    expect(stage.player.currentTime).to.be.at.least(left);
    expect(seeks, 'no jump').to.deep.equal([]);
  });

  it('stays where a viewer has paused it, while that is still to be had', async () => {
    channel.segments = 8;
    await stage.untilPosition((seconds) => seconds > 2.2);
    stage.player.pause();
    const position = stage.player.currentTime;
    stage.player.setLifecycle('suspended');
    channel.first = 1;
    channel.segments = 15;
    stage.player.setLifecycle('active');
    await poll(() => edge() > 20);
    expect(stage.player.currentTime).to.be.closeTo(position, 0.1);
  });
});
