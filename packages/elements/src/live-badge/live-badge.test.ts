import type { LiveState } from '@t333/core/player/contract';
import { Store } from '@t333/core/state';
import { FakeClock, FakePlayer } from '@t333/core/testing';
import { expect } from 'chai';
import { axeFaults } from '../base/axe.harness.ts';
import { registerLocale } from '../i18n/localize.ts';
import './define.ts';
import { HOLD_MS } from './badge-kind.ts';
import type { LiveBadge } from './live-badge.ts';

let badge: LiveBadge;
let clock: FakeClock;
const players: FakePlayer[] = [];

const LIVE: LiveState = {
  mode: 'following',
  latencySeconds: 2,
  latencySource: 'edge',
  targetLatencySeconds: 2,
  ownTargetLatencySeconds: 2,
  driftSeconds: 0,
  isAtEdge: true,
  behindSeconds: 0,
  window: null,
  latencyModes: [],
  latencyMode: 'low',
};

const pass = async (byMs = 0): Promise<void> => {
  await clock.advance(byMs);
  await badge.updateComplete;
};

async function open(properties: Partial<LiveBadge> = {}): Promise<void> {
  badge = document.createElement('live-badge');
  Object.assign(badge, { clock, ...properties });
  document.body.append(badge);
  await pass();
}

/** A player of a live stream, with what keeps it live. */
function livePlayer(): { player: FakePlayer; live: Store<LiveState> } {
  const player = new FakePlayer({ clock });
  players.push(player);
  const live = new Store(LIVE);
  Object.defineProperty(player, 'live', { value: { state: live } });
  player.set({ phase: 'ready', streamType: 'live' });
  return { player, live };
}

const said = (): string =>
  badge.shadowRoot!.querySelector('[part=badge]')?.textContent.replace(/\s+/g, ' ').trim() ?? '';
const told = (): string => badge.shadowRoot!.querySelector('[aria-live]')!.textContent;

describe('<live-badge>', () => {
  beforeEach(() => {
    clock = new FakeClock();
  });

  afterEach(async () => {
    badge.remove();
    for (const player of players.splice(0)) player.destroy();
    await Promise.resolve();
    document.body.removeAttribute('style');
  });

  it('says nothing while nothing is known', async () => {
    await open();
    expect([said(), badge.kind]).to.deep.equal(['', null]);
  });

  for (const [status, words] of [
    ['live', 'Live'],
    ['upcoming', 'Starts soon'],
    ['ended', 'Ended'],
    ['offline', 'Offline'],
  ] as const) {
    it(`says what it is told: ${status}`, async () => {
      await open({ status });
      expect([said(), told()]).to.deep.equal([words, '']);
    });
  }

  it('says how many watch, in few digits, while it is live', async () => {
    await open({ status: 'live', viewers: 1234 });
    expect(said()).to.match(/^Live 1[.,]2\S* watching$/);
    badge.viewers = NaN;
    await pass();
    expect(said()).to.equal('Live');
    Object.assign(badge, { status: 'offline', viewers: 12 });
    await pass();
    expect(said()).to.equal('Offline');
  });

  it('counts down, a second each second, and runs out', async () => {
    await open({ startsAt: new Date(clock.wallTime() + 62_500).toISOString() });
    expect(said()).to.equal('Starts in 1:03');
    await pass(500);
    expect(said()).to.equal('Starts in 1:02');
    await pass(61_000);
    expect(said()).to.equal('Starts in 0:01');
    badge.status = 'upcoming';
    await pass(1000);
    expect(said()).to.equal('Starts soon');
    expect(clock.pending).to.equal(0);
    expect(told(), 'a countdown is not read out').to.equal('');
  });

  it('follows a player, by its id too, through an element that comes later', async () => {
    await open({ htmlFor: 'later' });
    const { player, live } = livePlayer();
    const holder = Object.assign(document.createElement('div'), { id: 'later', player });
    document.body.append(holder);
    await pass();
    expect(said()).to.equal('Live');
    live.update({ isAtEdge: false, behindSeconds: 42.4 });
    await pass();
    expect([said(), told()]).to.deep.equal(['0:42 behind live', 'Behind live']);
    Object.assign(holder, { player: null });
    holder.dispatchEvent(new Event('playerchange'));
    await pass(HOLD_MS);
    await pass();
    expect(said()).to.equal('');
    holder.remove();
  });

  it('does not go to and fro', async () => {
    const { player, live } = livePlayer();
    await open({ player });
    live.update({ isAtEdge: false, behindSeconds: 42.1 });
    await pass();
    for (const behindSeconds of [41.9, 42.2, 41.8, 42.9]) {
      live.update({ behindSeconds });
      await pass();
      expect(said()).to.equal('0:42 behind live');
    }
    live.update({ isAtEdge: true });
    await pass();
    player.set({ phase: 'error' });
    await pass(HOLD_MS - 1);
    expect(said(), 'a short loss').to.equal('Live');
    player.set({ phase: 'ready' });
    await pass(HOLD_MS);
    expect(said()).to.equal('Live');
    player.set({ phase: 'error' });
    await pass();
    await pass(HOLD_MS);
    expect([said(), told()]).to.deep.equal(['Offline', 'Offline']);
    player.set({ phase: 'ready' });
    await pass();
    expect([said(), told()]).to.deep.equal(['Live', 'Live']);
    player.set({ phase: 'ended' });
    await pass();
    expect(said()).to.equal('Ended');
  });

  it('shows a snapshot that it is given', async () => {
    await open({ state: { ...LIVE, mode: 'time-shifted', isAtEdge: false, behindSeconds: 65 } });
    expect(said()).to.equal('1:05 behind live');
    badge.state = LIVE;
    await pass();
    expect(said()).to.equal('Live');
  });

  it('leaves nothing running when it is gone', async () => {
    const { player, live } = livePlayer();
    await open({ player, startsAt: new Date(clock.wallTime() + 5000).toISOString() });
    player.set({ phase: 'error' });
    await pass();
    badge.remove();
    await pass();
    live.update({ isAtEdge: false });
    player.destroy();
    await pass();
    expect(clock.pending).to.equal(0);
  });

  it('speaks other languages', async () => {
    registerLocale('x-test', { 'badge.live': 'En direct' });
    await open({ status: 'live', lang: 'x-test' });
    expect(said()).to.equal('En direct');
  });

  for (const scheme of ['light', 'dark']) {
    it(`has nothing for axe to complain about, ${scheme}`, async () => {
      Object.assign(document.body.style, { colorScheme: scheme, background: 'light-dark(#fff, #111)' });
      await open({ viewers: 12 });
      for (const status of ['live', 'upcoming', 'ended', 'offline'] as const) {
        badge.status = status;
        await pass();
        expect(await axeFaults(badge)).to.deep.equal([]);
      }
    });
  }
});
