import { decodeCmcd, validateCmcdEvents } from '@svta/cml-cmcd';
import { expect } from 'chai';
import { T333Error } from '../errors.ts';
import type { LiveState } from '../player/live-control.ts';
import { Store } from '../state/store.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { FakePlayer } from '../testing/fake-player.ts';
import { encodeReports } from './encode-reports.ts';
import type { PlaybackReport } from './playback-report.ts';
import { PlaybackReporter, type PlaybackReporterOptions } from './playback-reporter.ts';

let clock: FakeClock;
let reporter: PlaybackReporter;
let reports: PlaybackReport[];
const players: FakePlayer[] = [];

function open(options: Partial<PlaybackReporterOptions> = {}): void {
  reporter = new PlaybackReporter({
    target: (batch) => void reports.push(...batch),
    consent: true,
    sessionId: 's',
    clock,
    random: () => 1,
    ...options,
  });
}

function makePlayer(): FakePlayer {
  const player = new FakePlayer({ clock });
  players.push(player);
  return player;
}

/** What was told, as `ps p` and the like. */
const told = async (): Promise<string[]> => {
  await reporter.flush();
  await clock.advance(0);
  return reports
    .splice(0)
    .map(({ e, sta, br, ec }) => [e, e === 'ps' && sta, e === 'bc' && br, ec].filter(Boolean).join(' '));
};

const all = async (): Promise<PlaybackReport[]> => {
  await reporter.flush();
  await clock.advance(0);
  return reports.splice(0);
};

describe('PlaybackReporter', () => {
  beforeEach(() => {
    clock = new FakeClock();
    reports = [];
  });

  afterEach(() => {
    reporter.destroy();
    for (const player of players.splice(0)) player.destroy();
  });

  it('measures, keeps and sends nothing before somebody agrees, nor after', async () => {
    open({ consent: false });
    const player = makePlayer();
    reporter.watch(player);
    void player.load('a').then(() => player.play());
    await clock.advance(60_000);
    expect(reporter.state.getSnapshot()).to.deep.equal({ enabled: false, queued: 0, delivered: 0, dropped: 0 });
    expect(await told()).to.deep.equal([]);
    reporter.enable();
    await clock.advance(0);
    expect(reporter.state.getSnapshot()).to.include({ enabled: true });
    expect((await told())[0]).to.equal('c');
    player.pause();
    await clock.advance(0);
    expect(reporter.state.getSnapshot().queued).to.equal(1);
    reporter.disable();
    await clock.advance(60_000);
    expect(reporter.state.getSnapshot()).to.include({ enabled: false, queued: 0 });
    expect(await told()).to.deep.equal([]);
  });

  it('tells a playback from its start to its end', async () => {
    open();
    const player = makePlayer();
    reporter.watch(player);
    void player.load('https://a.example/stage.m3u8?token=secret');
    void player.play();
    await clock.advance(1000);
    player.fake.stall();
    await clock.advance(700);
    player.fake.resume();
    await clock.advance(1000);
    player.pause();
    await clock.advance(0);
    const list = await all();
    expect(list.map(({ e, sta }) => `${e} ${sta}`)).to.deep.equal(['c s', 'ps s', 'ps p', 'ps r', 'ps p', 'ps a']);
    expect(list.map(({ sn }) => sn)).to.deep.equal(list.map((_, n) => n));
    expect(new Set(list.map(({ cid, sid }) => `${sid} ${cid}`))).to.deep.equal(new Set(['s a.example/stage.m3u8']));
    expect(JSON.stringify(list)).to.not.include('secret');
    const begun = list.filter(({ msd }) => msd !== undefined);
    expect(begun).to.have.lengthOf(1);
    expect(begun[0]).to.include({ e: 'ps', sta: 'p' });
    const waits = list.find(({ sta }) => sta === 'r');
    expect(waits).to.deep.include({ bs: true, bsa: 1, bsda: 0 });
    const after = list.find(({ bsd }) => bsd);
    expect(after!.bsd).to.have.lengthOf(1);
    expect(after!.bsd![0]).to.be.closeTo(700, 50);
    expect(after!.bsda).to.equal(after!.bsd![0]);
    expect(list.at(-1)).to.not.have.property('bsd');
  });

  it('tells renditions, sound, failures, and the speed that a viewer has chosen', async () => {
    open();
    const player = makePlayer();
    reporter.watch(player, { contentId: 'the-stage' });
    void player.load('a');
    void player.play();
    await clock.advance(100);
    await all();
    player.set({
      renditions: [
        { id: '0', label: '360p', bitrateBps: 800_000 },
        { id: '1', label: '720p', bitrateBps: 2_400_000 },
      ],
      rendition: '0',
    });
    await clock.advance(0);
    player.set({ rendition: '1' });
    player.setMuted(true);
    await clock.advance(0);
    player.setRate(1.5);
    await clock.advance(0);
    player.setRate(1.03, { origin: 'live' });
    await clock.advance(0);
    player.set({ phase: 'error', error: new T333Error('network', 'gone') });
    await clock.advance(0);
    const list = await all();
    expect(list.map(({ e }) => e)).to.deep.equal(['bc', 'bc', 'm', 'pr', 'ps', 'e']);
    expect(list[1]).to.include({ br: 2400, tb: 2400, cid: 'the-stage' });
    expect(list[3]).to.include({ pr: 1.5 });
    expect(list.at(-1)!.ec).to.deep.equal(['network']);
  });

  it('tells how it stands now and then, while something goes on', async () => {
    open({ intervalSeconds: 10 });
    const player = makePlayer();
    const latency = new Store({ latencySeconds: 1.2345 } as LiveState);
    player.liveControl = { state: latency } as never;
    reporter.watch(player);
    void player.load('a');
    void player.play();
    await clock.advance(100);
    await all();
    player.fake.countFrames(100, 4);
    await clock.advance(10_000);
    const [report] = await all();
    expect(report).to.include({ e: 't', sta: 'p', ltc: 1235, dfa: 4 });
    expect(report!.pt).to.be.within(9000, 10_100);
    expect(report!.bl).to.be.above(0);
    player.pause();
    await clock.advance(0);
    await all();
    await clock.advance(30_000);
    expect(await told()).to.deep.equal([]);
  });

  it('has one queue for all players, and counts each for itself', async () => {
    open();
    for (const source of ['a', 'b', 'c']) {
      const player = makePlayer();
      reporter.watch(player);
      void player.load(source);
      void player.play();
    }
    await clock.advance(4000);
    expect(reports).to.deep.equal([]);
    await clock.advance(1000);
    expect(new Set(reports.map(({ cid }) => cid!.at(-1)))).to.deep.equal(new Set(['a', 'b', 'c']));
    expect(reports.filter(({ msd }) => msd !== undefined)).to.have.lengthOf(3);
  });

  it('tells when somebody leaves, and not where it was over', async () => {
    open();
    const [one, two] = [makePlayer(), makePlayer()];
    const life = new AbortController();
    const leave = reporter.watch(one);
    reporter.watch(two, { signal: life.signal });
    for (const player of [one, two]) {
      void player.load('a');
      void player.play();
    }
    await clock.advance(100);
    await all();
    two.set({ phase: 'ended' });
    await clock.advance(0);
    leave();
    leave();
    life.abort();
    expect(await told()).to.deep.equal(['ps e', 'ps q']);
    void one.load('b');
    await clock.advance(100);
    expect(await told()).to.deep.equal([]);
  });

  it('tells of a stream that was left what was known of it, and nothing of the next', async () => {
    open();
    const player = makePlayer();
    reporter.watch(player);
    void player.load('a');
    void player.play();
    await clock.advance(20_000);
    player.fake.countFrames(100, 4);
    player.fake.stall();
    await clock.advance(700);
    player.fake.resume();
    await clock.advance(0);
    player.set({ renditions: [{ id: '0', label: '360p', bitrateBps: 800_000 }], rendition: '0' });
    await all();
    player.fake.stall();
    await clock.advance(300);
    player.fake.resume();
    void player.load('b');
    await clock.advance(0);
    const [wait, left, next] = await all();
    expect(wait).to.include({ sta: 'r' });
    expect(left).to.deep.include({ e: 'ps', sta: 'q', cid: wait!.cid, br: 800, bsa: 2 });
    for (const figure of ['pt', 'bl', 'tb', 'ltc', 'dfa', 'st']) expect(left).to.not.have.property(figure);
    expect(next).to.include({ e: 'c' }).and.to.not.have.property('bsa');
  });

  it('tells that it is left with its page, and where it goes on when that comes back', async () => {
    open();
    const [one, two] = [makePlayer(), makePlayer()];
    for (const player of [one, two]) {
      reporter.watch(player);
      void player.load('a');
      void player.play();
    }
    await clock.advance(2000);
    two.set({ phase: 'ended' });
    await clock.advance(0);
    await all();
    dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
    await clock.advance(0);
    expect(reports, 'sent at once').to.have.lengthOf(1);
    const [left] = reports.splice(0);
    expect(left).to.include({ e: 'ps', sta: 'q' });
    expect(left!.pt).to.be.above(1000);
    one.pause({ origin: 'visibility' });
    await clock.advance(60_000);
    expect(await told(), 'nothing more of it').to.deep.equal([]);
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    expect(await told()).to.deep.equal(['ps a']);
  });

  it('tells a stream of low latency from others that are live', async () => {
    open();
    for (const [source, liveEdgeOffset] of [
      ['low', 1],
      ['usual', 6],
    ] as const) {
      const player = Object.assign(makePlayer(), { liveEdgeOffset, holdBack: 6 });
      player.set({ source, streamType: 'live', phase: 'ready' });
      reporter.watch(player, { contentId: source });
    }
    const list = await all();
    expect(Object.fromEntries(list.map(({ cid, st }) => [cid, st]))).to.deep.equal({ low: 'll', usual: 'l' });
  });

  it('tells when the page goes to the background, and sends what it has', async () => {
    open();
    const player = makePlayer();
    reporter.watch(player);
    void player.load('a');
    await clock.advance(10);
    Object.defineProperty(document, 'hidden', { configurable: true, value: true });
    document.dispatchEvent(new Event('visibilitychange'));
    await clock.advance(0);
    delete (document as { hidden?: boolean }).hidden;
    expect(reports.at(-1)).to.include({ e: 'b', bg: true });
    document.dispatchEvent(new Event('visibilitychange'));
    expect((await all()).at(-1)).to.include({ e: 'b', bg: false });
  });

  it('writes lines as the standard has them', async () => {
    open();
    const player = makePlayer();
    reporter.watch(player);
    void player.load('a');
    void player.play();
    await clock.advance(100);
    player.fake.stall();
    await clock.advance(300);
    player.fake.resume();
    await clock.advance(300);
    player.set({ rendition: '1', renditions: [{ id: '1', label: '720p', bitrateBps: 2_400_000 }] });
    await clock.advance(0);
    player.set({ phase: 'error', error: new T333Error('network', 'gone') });
    await clock.advance(30_000);
    const lines = encodeReports([...(await all()), { e: 'b', bg: false, ts: 1, sn: 99, sid: 's' }]);
    const { valid, issues } = validateCmcdEvents(lines.join('\n'));
    expect(valid, JSON.stringify(issues)).to.equal(true);
    expect(lines.at(-1)).to.equal('bg=?0,e=b,sf=h,sid="s",sn=99,ts=1,v=2');
    expect(lines.find((line) => line.includes('e=bc'))).to.include('br=(2400;av)');
    expect(decodeCmcd(lines[0]!)).to.include({ sid: 's', v: 2 });
  });

  it('leaves nothing running', async () => {
    open();
    const player = makePlayer();
    reporter.watch(player);
    player.set({ source: 'a', phase: 'ready', paused: true });
    await clock.advance(10);
    expect(clock.pending, 'a report, and the next look').to.equal(2);
    reporter.destroy();
    await clock.advance(0);
    expect(clock.pending).to.equal(0);
    player.set({ muted: true });
    await clock.advance(60_000);
    expect(reports.map(({ e }) => e)).to.deep.equal(['c', 'ps']);
  });

  it('refuses what it cannot do', () => {
    open();
    for (const intervalSeconds of [0, -1, NaN]) {
      expect(() => open({ intervalSeconds }), String(intervalSeconds))
        .to.throw()
        .with.property('code', 'invalid-argument');
    }
    reporter.destroy();
    expect(() => reporter.enable())
      .to.throw()
      .with.property('code', 'destroyed');
    expect(() => reporter.watch(makePlayer()))
      .to.throw()
      .with.property('code', 'destroyed');
  });
});
