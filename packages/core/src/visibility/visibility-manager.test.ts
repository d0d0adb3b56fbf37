import { expect } from 'chai';
import { T333Error } from '../errors.ts';
import {
  PlayerEvent,
  type CommandOptions,
  type Lifecycle,
  type PlayerEvents,
  type PlayerState,
} from '../player/player.ts';
import { Store } from '../state/store.ts';
import { TypedEventTarget } from '../state/typed-event-target.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { isTold, VisibilityManager, type VisibilityManagerOptions, type VisiblePlayer } from './visibility-manager.ts';

/** Does what it is told, and writes it down. */
class StubPlayer extends TypedEventTarget<PlayerEvents> implements VisiblePlayer {
  readonly state = new Store<PlayerState>({ playRequested: true, error: null, phase: 'ready' } as PlayerState);
  readonly commands: string[] = [];
  refusal: Error | null = null;

  async play({ origin }: CommandOptions = {}): Promise<void> {
    this.commands.push(`play by ${origin}`);
    if (this.refusal) throw this.refusal;
  }

  pause({ origin }: CommandOptions = {}): void {
    this.commands.push(`pause by ${origin}`);
  }

  setLifecycle(lifecycle: Lifecycle, { origin }: CommandOptions = {}): void {
    this.commands.push(`${lifecycle} by ${origin}`);
  }

  /** What it was told since the last time. */
  told(): string[] {
    return this.commands.splice(0);
  }
}

class FakePage extends EventTarget {
  hidden = false;

  set(hidden: boolean): void {
    this.hidden = hidden;
    this.dispatchEvent(new Event('visibilitychange'));
  }
}

const PAUSE = ['pause by visibility'];
const SUSPEND = ['pause by visibility', 'suspended by visibility'];
const UNLOAD = ['pause by visibility', 'unloaded by visibility'];
const RETURN = ['active by visibility', 'play by visibility'];

function setUp(options: VisibilityManagerOptions = {}) {
  const clock = new FakeClock();
  const page = new FakePage();
  const reports = new Map<Element, (ratio: number) => void>();
  const manager = new VisibilityManager({
    clock,
    page,
    observe(element, _ratio, report) {
      reports.set(element, report);
      return () => void reports.delete(element);
    },
    ...options,
  });
  const add = () => {
    const player = new StubPlayer();
    const element = document.createElement('div');
    manager.add(player, element);
    return { player, show: (ratio: number) => reports.get(element)?.(ratio), stage: () => stageOf(player) };
  };
  const stageOf = (player: VisiblePlayer) => manager.state.getSnapshot().stages.get(player);
  return { clock, page, reports, manager, add, stageOf };
}

const addMany = (add: ReturnType<typeof setUp>['add'], count: number) => Array.from({ length: count }, add);

function expectError(code: string, act: () => void): void {
  expect(act).to.throw(T333Error).with.property('code', code);
}

describe('VisibilityManager', () => {
  it('leaves a tile alone until it knows where it is', async () => {
    const { clock, add } = setUp();
    const tile = add();
    await clock.advance(60_000);
    expect(tile.stage()).to.equal('waiting');
    tile.show(1);
    expect(tile.stage()).to.equal('playing');
    expect(tile.player.told()).to.deep.equal([]);
  });

  it('parks a tile that proves to be off screen', () => {
    const tile = setUp().add();
    tile.show(0);
    expect(tile.stage()).to.equal('paused');
    expect(tile.player.told()).to.deep.equal(PAUSE);
  });

  it('pauses at once, suspends after 10 s and unloads after 30 s, with seven streams', async () => {
    const { clock, add } = setUp();
    const [tile, ...others] = addMany(add, 7);
    if (!tile) throw new Error();
    for (const other of others) other.show(1);
    tile.show(1);
    tile.show(0.05);
    expect(tile.player.told()).to.deep.equal(PAUSE);
    await clock.advance(9_999);
    expect(tile.player.told()).to.deep.equal([]);
    await clock.advance(1);
    expect(tile.stage()).to.equal('suspended');
    expect(tile.player.told()).to.deep.equal(SUSPEND);
    await clock.advance(19_999);
    expect(tile.player.told()).to.deep.equal([]);
    await clock.advance(1);
    expect(tile.stage()).to.equal('unloaded');
    expect(tile.player.told()).to.deep.equal(UNLOAD);
    expect(clock.pending).to.equal(0);
    tile.show(0.1);
    expect(tile.stage()).to.equal('playing');
    expect(tile.player.told()).to.deep.equal(RETURN);
    expect(others.flatMap((other) => other.player.told())).to.deep.equal([]);
  });

  it('has one timer for each tile and cancels it on return', async () => {
    const { clock, add } = setUp();
    const tiles = addMany(add, 7);
    for (const tile of tiles) tile.show(0);
    expect(clock.pending).to.equal(7);
    await clock.advance(8_000);
    for (const tile of tiles) tile.show(1);
    expect(clock.pending).to.equal(0);
    await clock.advance(60_000);
    expect(tiles[0]?.player.told()).to.deep.equal([...PAUSE, ...RETURN]);
  });

  it('counts from the last leaving', async () => {
    const { clock, add } = setUp();
    const tile = add();
    tile.show(0);
    await clock.advance(9_000);
    tile.show(1);
    tile.show(0);
    await clock.advance(9_000);
    expect(tile.stage()).to.equal('paused');
    await clock.advance(1_000);
    expect(tile.stage()).to.equal('suspended');
  });

  it('does not start what nobody wants to play', () => {
    const tile = setUp().add();
    tile.show(0);
    tile.player.state.update({ playRequested: false });
    tile.show(1);
    expect(tile.player.told()).to.deep.equal([...PAUSE, 'active by visibility']);
  });

  it('never unloads six streams, and makes up for it when a seventh comes', async () => {
    const { clock, add } = setUp();
    const tiles = addMany(add, 6);
    for (const tile of tiles) tile.show(0);
    await clock.advance(40_000);
    expect(tiles.map((tile) => tile.stage())).to.deep.equal(Array(6).fill('suspended'));
    add().show(1);
    expect(tiles.map((tile) => tile.stage())).to.deep.equal(Array(6).fill('unloaded'));
  });

  it('keeps suspended tiles when the seventh leaves before their time', async () => {
    const { clock, add, manager } = setUp();
    const [seventh, ...tiles] = addMany(add, 7);
    for (const tile of tiles) tile.show(0);
    await clock.advance(20_000);
    if (seventh) manager.remove(seventh.player);
    await clock.advance(60_000);
    expect(tiles.map((tile) => tile.stage())).to.deep.equal(Array(6).fill('suspended'));
    expect(clock.pending).to.equal(0);
  });

  it('takes a hidden page for off screen, but for the audible tile', async () => {
    const { clock, page, manager, add } = setUp();
    const [heard, silent] = [add(), add()];
    manager.setAudible(heard.player);
    heard.show(1);
    silent.show(1);
    page.set(true);
    await clock.advance(10_000);
    expect([heard.stage(), silent.stage()]).to.deep.equal(['playing', 'suspended']);
    manager.setAudible(silent.player);
    expect([heard.stage(), silent.stage()]).to.deep.equal(['paused', 'playing']);
    page.set(false);
    expect([heard.stage(), silent.stage()]).to.deep.equal(['playing', 'playing']);
    expect(heard.player.told()).to.deep.equal([...PAUSE, ...RETURN]);
    expect(silent.player.told()).to.deep.equal([...PAUSE, ...SUSPEND, ...RETURN]);
  });

  it('shows no far tile as playing when a page that was hidden from the start is shown', () => {
    const { page, add } = setUp();
    page.hidden = true;
    const tile = add();
    expect(tile.stage()).to.equal('paused');
    page.set(false);
    expect(tile.stage()).to.equal('waiting');
    expect(tile.player.told()).to.deep.equal([...PAUSE, ...RETURN]);
    tile.show(0);
    expect(tile.player.told()).to.deep.equal(PAUSE);
  });

  it('keeps picture-in-picture playing, wherever its tile is', () => {
    const { page, manager, add } = setUp();
    const tile = add();
    tile.show(1);
    manager.setPictureInPicture(tile.player);
    tile.show(0);
    page.set(true);
    expect(tile.player.told()).to.deep.equal([]);
    manager.setPictureInPicture(null);
    expect(tile.player.told()).to.deep.equal(PAUSE);
  });

  it('parks again what somebody starts off screen', async () => {
    const { clock, add } = setUp();
    const tile = add();
    tile.player.dispatchEvent(new PlayerEvent('play', 'user'));
    expect(tile.player.told()).to.deep.equal([]);
    tile.show(0);
    await clock.advance(10_000);
    tile.player.told();
    tile.player.dispatchEvent(new PlayerEvent('play', 'sync'));
    expect(tile.player.told()).to.deep.equal(SUSPEND);
  });

  it('obeys its policy', async () => {
    const { clock, add } = setUp({
      policy: { visibleRatio: 0.5, suspendAfterMs: 100, unloadAfterMs: 200, unloadAboveCount: 0 },
    });
    const tile = add();
    tile.show(0.49);
    await clock.advance(100);
    expect(tile.stage()).to.equal('suspended');
    await clock.advance(100);
    expect(tile.stage()).to.equal('unloaded');
  });

  it('waits in steps that browsers can count', async () => {
    const { clock, add } = setUp({ policy: { suspendAfterMs: 2 ** 31 + 5 } });
    const delays: number[] = [];
    const after = clock.after.bind(clock);
    clock.after = (delayMs, run) => (delays.push(delayMs), after(delayMs, run));
    const tile = add();
    tile.show(0);
    await clock.advance(2 ** 31 + 4);
    expect(tile.stage()).to.equal('paused');
    await clock.advance(1);
    expect(tile.stage()).to.equal('suspended');
    expect(delays).to.deep.equal([2 ** 31 - 1, 6]);
  });

  it('keeps its snapshot while nothing changes, and tells of changes once', async () => {
    const { manager, add } = setUp();
    let calls = 0;
    manager.state.subscribe(() => calls++);
    const tiles = addMany(add, 3);
    for (const tile of tiles) tile.show(1);
    await Promise.resolve();
    expect(calls).to.equal(1);
    const before = manager.state.getSnapshot();
    for (const tile of tiles) tile.show(0.9);
    expect(manager.state.getSnapshot()).to.equal(before);
    expect([...before.stages.values()]).to.deep.equal(['playing', 'playing', 'playing']);
  });

  it('refuses a player twice', () => {
    const { manager, add } = setUp();
    const { player } = add();
    expectError('invalid-argument', () => manager.add(player, document.createElement('div')));
  });

  it('lets go of a removed player, and of late reports about it', async () => {
    const { clock, manager, reports, add } = setUp();
    const tile = add();
    const late = [...reports.values()][0];
    tile.show(0);
    tile.player.told();
    manager.remove(tile.player);
    manager.remove(tile.player);
    expect([clock.pending, reports.size, tile.stage()]).to.deep.equal([0, 0, undefined]);
    late?.(1);
    tile.player.dispatchEvent(new PlayerEvent('play', 'user'));
    await clock.advance(60_000);
    expect(tile.player.told()).to.deep.equal([]);
  });

  it('leaves nothing behind when it is destroyed', async () => {
    const { clock, page, manager, reports, add } = setUp();
    const tiles = addMany(add, 7);
    for (const tile of tiles) tile.show(0);
    for (const tile of tiles) tile.player.told();
    manager.destroy();
    manager.destroy();
    expect([clock.pending, reports.size, manager.state.getSnapshot().stages.size]).to.deep.equal([0, 0, 0]);
    page.set(true);
    await clock.advance(60_000);
    expect(tiles.flatMap((tile) => tile.player.told())).to.deep.equal([]);
    expectError('destroyed', () => add());
    expectError('destroyed', () => manager.remove(new StubPlayer()));
    expectError('destroyed', () => manager.setAudible(null));
    expectError('destroyed', () => manager.setPictureInPicture(null));
  });

  it('keeps quiet when the browser refuses to play on return, since the state tells', async () => {
    const { clock, add } = setUp();
    const tile = add();
    tile.show(0);
    tile.player.refusal = new T333Error('autoplay-blocked', '');
    tile.player.state.update({ autoplayBlocked: true });
    tile.show(1);
    await clock.advance(0);
    expect(tile.stage()).to.equal('playing');
  });
});

describe('isTold', () => {
  const known = new T333Error('not-found', 'Gone.');
  const SILENT = { error: null, autoplayBlocked: false, phase: 'ready' } as const;
  const rows: [what: string, error: unknown, state: Partial<PlayerState>, expected: boolean][] = [
    ['the browser wants a gesture', new T333Error('autoplay-blocked', ''), { autoplayBlocked: true }, true],
    ['the source is gone', known, { error: known, phase: 'error' }, true],
    ['the cause is still being looked for', new T333Error('media-unsupported', ''), { phase: 'loading' }, true],
    ['a newer call came', new T333Error('aborted', ''), {}, true],
    ['the state knows nothing of it', new T333Error('destroyed', ''), {}, false],
    ['a fault in the player', new TypeError('x is undefined'), { error: known }, false],
  ];
  for (const [what, error, state, expected] of rows) {
    it(`${what}: ${expected}`, () => expect(isTold(error, { ...SILENT, ...state })).to.equal(expected));
  }
});
