import type { LiveControl, LiveState } from '@t333/core/live';
import { Store } from '@t333/core/state';
import { FakeClock, FakePlayer } from '@t333/core/testing';
import { Wall } from '@t333/core/wall';
import { expect } from 'chai';
import { EqualLatency, type EqualizedGrid } from './equal-latency.ts';
import { until } from './multi-stream-grid.harness.ts';

/** A player that needs so many seconds for itself, and remembers what its wall asked of it. */
class LivePlayer extends FakePlayer {
  readonly asked: (number | null)[] = [];

  constructor(needSeconds: number) {
    super({ clock: new FakeClock() });
    const state = new Store({
      mode: 'following',
      latencySource: 'date',
      latencySeconds: needSeconds,
      ownTargetLatencySeconds: needSeconds,
    } as LiveState);
    const setGroupTarget = (seconds: number | null): unknown => this.asked.push(seconds);
    this.liveControl = { state, setGroupTarget } as unknown as LiveControl;
  }

  get target(): number | null {
    return this.asked.at(-1) ?? null;
  }

  goLive(isLive = true): void {
    this.set({ streamType: isLive ? 'live' : 'on-demand' });
  }
}

describe('EqualLatency', () => {
  let grid: EqualizedGrid;
  let latency: EqualLatency;
  let players: LivePlayer[];
  let told: unknown[];

  /** Tiles that need so many seconds, by their places. */
  function open(needs: readonly number[], isLive = true): void {
    players = needs.map((need) => new LivePlayer(need));
    for (const [index, player] of players.entries()) {
      if (isLive) player.goLive();
      latency.set(`${index}`, player);
    }
  }

  const want = (wanted = true): void => {
    grid.toggleAttribute('equal-latency', wanted);
    latency.follow();
  };
  const targets = (): (number | null)[] => players.map(({ target }) => target);
  const common = (): number | null | undefined => grid.equalizer?.state.getSnapshot().latencySeconds;

  beforeEach(() => {
    grid = Object.assign(document.createElement('div'), { wall: new Wall(), equalizer: null });
    told = [];
    grid.addEventListener('equalizerchange', () => told.push(grid.equalizer));
    latency = new EqualLatency(grid);
  });
  afterEach(() => {
    latency.destroy();
    for (const player of players) player.destroy();
  });

  it('brings all to what the slowest needs, and tells of it', async () => {
    want();
    open([2, 6, 3]);
    await until(() => grid.equalizer);
    expect(targets()).to.deep.equal([6, 6, 6]);
    expect(grid.equalizer!.state.getSnapshot()).to.deep.equal({ latencySeconds: 6, spreadSeconds: 4 });
    expect(told).to.deep.equal([grid.equalizer]);
  });

  it('leaves all alone as long as nobody asks, fetches nothing for recordings, and lets go when nobody asks any more', async () => {
    open([2, 6], false);
    want();
    const { equalizer } = grid;
    // Whoever would be fetched is there by then.
    await import('./latency-equalizer.ts');
    expect([equalizer, grid.equalizer]).to.deep.equal([null, null]);
    players[0]!.goLive();
    players[1]!.goLive();
    await until(() => grid.equalizer);
    expect(targets()).to.deep.equal([6, 6]);
    const gone = grid.equalizer!;
    want(false);
    expect([targets(), grid.equalizer, told]).to.deep.equal([[null, null], null, [gone, null]]);
    expect(() => gone.add(players[0]!.live!))
      .to.throw()
      .with.property('code', 'destroyed');
    want();
    await until(() => grid.equalizer);
    expect(targets()).to.deep.equal([6, 6]);
  });

  it('takes in and lets go of tiles as they come, go, are swapped, and are live', async () => {
    want();
    open([2, 4]);
    await until(() => grid.equalizer);
    const [first, second] = players as [LivePlayer, LivePlayer];
    const third = new LivePlayer(8);
    players.push(third);
    latency.set('2', third);
    expect(targets(), 'not live yet').to.deep.equal([4, 4, null]);
    third.goLive();
    await until(() => first.target === 8);
    expect(targets()).to.deep.equal([8, 8, 8]);
    third.goLive(false);
    await until(() => third.target === null);
    third.goLive();
    await until(() => third.target === 8);
    const swapped = new LivePlayer(10);
    swapped.goLive();
    players.push(swapped);
    latency.set('2', swapped);
    expect(targets()).to.deep.equal([10, 10, null, 10]);
    const before = third.asked.length;
    third.goLive(false);
    await Promise.resolve();
    expect(third.asked.length, 'it is nobody’s business any more').to.equal(before);
    latency.set('2', null);
    expect(swapped.target).to.equal(null);
    latency.set('1', null);
    expect([first.target, second.target, common()], 'one has nobody to be together with').to.deep.equal([
      null,
      null,
      null,
    ]);
  });

  it('takes in a player only once its control is there', async () => {
    want();
    open([2, 4]);
    await until(() => grid.equalizer);
    const late = new LivePlayer(6);
    const { liveControl } = late;
    late.liveControl = null;
    players.push(late);
    late.goLive();
    latency.set('2', late);
    expect(common()).to.equal(4);
    late.liveControl = liveControl;
    late.set({ hasFrame: true });
    await until(() => common() === 6);
  });

  it('ends with the grid, whatever is on its way', async () => {
    want();
    open([2, 6]);
    latency.destroy();
    await import('./latency-equalizer.ts');
    await Promise.resolve();
    expect([grid.equalizer, told]).to.deep.equal([null, []]);
  });
});
