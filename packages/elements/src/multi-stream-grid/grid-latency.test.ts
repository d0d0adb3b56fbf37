import type { LiveState } from '@t333/core/live';
import { expect } from 'chai';
import { captureClockStrip } from '../../../../examples/media/clock-strip.mjs';
import { GridHarness, until } from './multi-stream-grid.harness.ts';
import type { MultiStreamGrid } from './multi-stream-grid.ts';

const FRAME_RATE = 30;
/** Rates that nobody hears, for whom nobody does: see decision 17. */
const RATES = [0.9, 1.15] as const;

const live = (stream: string): string => new URL(`/origin/live/${stream}/master.m3u8?dvr=30`, location.href).href;

describe('<multi-stream-grid equal-latency>', function () {
  this.timeout(60_000);
  let harness: GridHarness;
  afterEach(() => harness.remove());

  const states = (): (LiveState | undefined)[] => harness.tiles.map(({ player }) => player?.live?.state.getSnapshot());
  const follow = (state: LiveState | undefined): boolean =>
    state?.mode === 'following' && state.latencySource === 'date';

  /** A wall of cameras, the last of which its page wants to be so many seconds late. */
  async function open(
    streams: readonly string[],
    lastSeconds: number,
    prepare: (grid: MultiStreamGrid) => void = () => {},
  ) {
    harness = await GridHarness.create((grid) => {
      for (const [index, stream] of streams.entries()) {
        const player = document.createElement('live-player');
        player.autoplay = player.defaultMuted = true;
        if (index === streams.length - 1) player.targetLatency = lastSeconds;
        player.src = live(stream);
        grid.append(player);
      }
      prepare(grid);
    });
    await until(() => harness.tiles.length === streams.length && states().every(follow));
  }

  /** The frames of the event that the pictures show, and the rates at which they go on. */
  const context = new OffscreenCanvas(280, 8).getContext('2d', { willReadFrequently: true })!;
  const frames = (): number[] =>
    harness.tiles.flatMap((_, index) => {
      const video = harness.video(index);
      return (
        captureClockStrip(video, video.videoWidth, video.videoHeight, context as unknown as CanvasRenderingContext2D) ??
        []
      );
    });
  const spread = (values: readonly number[]): number => Math.max(...values) - Math.min(...values);

  it('shows one moment on all tiles, that of the slowest: in its state and in the pixels', async () => {
    await open(['north', 'east', 'south'], 9, (grid) => (grid.equalLatency = true));
    const { grid } = harness;
    await until(() => grid.equalizer);
    // More where one has stalled.
    await until(() => states().every((state) => (state?.targetLatencySeconds ?? 0) > 8.5));
    expect(grid.equalizer!.state.getSnapshot().latencySeconds).to.be.above(8.5);
    await until(() => states().every(follow) && grid.equalizer!.state.getSnapshot().spreadSeconds < 0.2);
    // Three looks that agree: a picture may be on its way, and the event begins again once in a while.
    for (let agreed = 0; agreed < 3;) {
      const shown = frames();
      agreed = shown.length === 3 && spread(shown) <= 0.3 * FRAME_RATE ? agreed + 1 : 0;
      for (const index of shown.keys()) expect(harness.video(index).playbackRate).to.be.within(...RATES);
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  });

  it('lets all go when it is switched off, by attribute and property, and when it leaves the page', async () => {
    await open(['north', 'east'], 9);
    const { grid } = harness;
    const own = (): boolean =>
      states().every((state) => state?.targetLatencySeconds === state?.ownTargetLatencySeconds);
    expect([grid.equalizer, own()]).to.deep.equal([null, true]);
    const told: boolean[] = [];
    grid.addEventListener('equalizerchange', ({ state }) => {
      expect(state).to.equal(grid.wall.state.getSnapshot());
      told.push(grid.equalizer !== null);
    });
    grid.setAttribute('equal-latency', '');
    expect(grid.equalLatency).to.equal(true);
    await until(() => grid.equalizer && !own());
    grid.equalLatency = false;
    await until(() => !grid.equalizer && own());
    expect(grid.hasAttribute('equal-latency')).to.equal(false);
    grid.equalLatency = true;
    await until(() => grid.equalizer && !own());
    grid.remove();
    await until(() => !grid.equalizer);
    expect(told).to.deep.equal([true, false, true, false]);
  });

  it('keeps recordings out of it', async () => {
    harness = await GridHarness.withStreams(2, (grid) => (grid.equalLatency = true));
    await harness.framesAdvance();
    expect(harness.grid.equalizer).to.equal(null);
  });
});
