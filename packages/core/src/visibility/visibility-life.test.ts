import { expect } from 'chai';
import { FakeClock } from '../testing/fake-clock.ts';
import { FakePlayer } from '../testing/fake-player.ts';
import type { VisibilityPolicy } from './policy.ts';
import { VisibilityManager } from './visibility-manager.ts';

function setUp(policy: Partial<VisibilityPolicy> = {}) {
  const clock = new FakeClock();
  const player = new FakePlayer({ clock });
  let show: (ratio: number) => void = () => {};
  const manager = new VisibilityManager({
    clock,
    policy,
    observe(_element, _ratio, report) {
      show = report;
      return () => {};
    },
  });
  manager.add(player, document.createElement('div'));
  return { clock, player, show, state: () => player.state.getSnapshot() };
}

describe('VisibilityManager with whole players', () => {
  it('plays, suspends, unloads, and plays on from where it was', async () => {
    const { clock, player, show, state } = setUp({ unloadAboveCount: 0 });
    show(1);
    void player.load('a');
    void player.play();
    await clock.advance(5_000);
    expect(state()).to.include({ paused: false, lifecycle: 'active' });
    show(0);
    const leftAt = player.currentTime;
    expect(leftAt).to.be.above(4);
    await clock.advance(10_000);
    expect(state()).to.include({ paused: true, lifecycle: 'suspended', playRequested: true });
    await clock.advance(20_000);
    expect(state()).to.include({ paused: true, lifecycle: 'unloaded', phase: 'idle', playRequested: true });
    show(1);
    await clock.advance(1_000);
    expect(state()).to.include({ paused: false, lifecycle: 'active', phase: 'ready' });
    expect(player.currentTime).to.be.within(leftAt, leftAt + 1);
    expect(player.loading).to.include({ attached: 2, suspended: 1, resumed: 0 });
  });

  it('keeps a player paused that was still loading when it left', async () => {
    const { clock, player, show, state } = setUp();
    void player.load('a');
    // It is called off when the tile leaves.
    player.play().catch(() => {});
    show(0);
    await clock.advance(1_000);
    expect(state()).to.include({ paused: true, playRequested: true, phase: 'ready' });
    show(1);
    await clock.advance(1_000);
    expect(state()).to.include({ paused: false });
  });

  it('leaves what its viewer has paused', async () => {
    const { clock, player, show, state } = setUp();
    show(1);
    void player.load('a');
    void player.play();
    await clock.advance(1_000);
    player.pause();
    show(0);
    await clock.advance(20_000);
    show(1);
    await clock.advance(1_000);
    expect(state()).to.include({ paused: true, playRequested: false, lifecycle: 'active' });
  });

  it('lets a viewer start a suspended player, which plays when it is seen', async () => {
    const { clock, player, show, state } = setUp();
    void player.load('a');
    show(0);
    await clock.advance(20_000);
    expect(state()).to.include({ lifecycle: 'suspended' });
    player.play().catch(() => {});
    await clock.advance(1_000);
    expect(state()).to.include({ paused: true, lifecycle: 'suspended', playRequested: true });
    show(1);
    await clock.advance(1_000);
    expect(state()).to.include({ paused: false, lifecycle: 'active' });
  });
});

describe('VisibilityManager in a real scrolling container', () => {
  it('plays what is scrolled into view and pauses what is scrolled out', async () => {
    const container = document.createElement('div');
    container.style.cssText = 'width: 200px; height: 200px; overflow: auto';
    const elements = [0, 1, 2].map(() => {
      const element = document.createElement('div');
      element.style.height = '200px';
      container.append(element);
      return element;
    });
    document.body.prepend(container);
    const clock = new FakeClock();
    const manager = new VisibilityManager({ clock });
    const players = elements.map((element) => {
      const player = new FakePlayer({ clock });
      manager.add(player, element);
      player.load('a').catch(() => {});
      player.play().catch(() => {});
      return player;
    });
    const paused = async (): Promise<boolean[]> => {
      await clock.advance(100);
      return players.map((player) => player.state.getSnapshot().paused);
    };
    const stages = (): string => [...manager.state.getSnapshot().stages.values()].join(' ');
    const until = (expected: string): Promise<void> =>
      new Promise((resolve) => {
        const check = (): void => {
          if (stages() === expected) resolve();
        };
        manager.state.subscribe(check);
        check();
      });
    // In a frame of its own: WebKit misses a scroll that an intersection report itself causes.
    const scrollTo = async (top: number): Promise<void> => {
      await new Promise(requestAnimationFrame);
      container.scrollTop = top;
    };
    try {
      expect(stages()).to.equal('waiting waiting waiting');
      await until('playing paused paused');
      expect(await paused()).to.deep.equal([false, true, true]);
      await scrollTo(400);
      await until('paused paused playing');
      // 15 % of the middle tile.
      await scrollTo(370);
      await until('paused playing playing');
      expect(await paused()).to.deep.equal([true, false, false]);
      // 5 % of it: below the threshold.
      await scrollTo(390);
      await until('paused paused playing');
      container.style.display = 'none';
      await until('paused paused paused');
      expect(await paused()).to.deep.equal([true, true, true]);
    } finally {
      manager.destroy();
      container.remove();
    }
  });
});
