import { expect } from 'chai';
import * as fc from 'fast-check';
import { T333Error } from '../errors.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { HealthMonitor, type HealthMonitorOptions } from './health-monitor.ts';
import { polledHealth } from './polled-health.ts';
import type { HealthReport } from './report.ts';
import type { HealthSink } from './source.ts';

fc.configureGlobal({ seed: 333 });

const GOOD: HealthReport = { bitrateBps: 6e6, activeFps: 60, dropRate: 0, viewerCount: 12 };
const TARGETS = { bitrateBps: 6e6, activeFps: 60 };

function open(options: HealthMonitorOptions = {}) {
  const clock = new FakeClock();
  const monitor = new HealthMonitor({ clock, targets: TARGETS, ...options });
  const changes: string[] = [];
  const errors: T333Error[] = [];
  monitor.addEventListener('statuschange', ({ previous, status }) => changes.push(`${previous} → ${status}`));
  monitor.addEventListener('error', ({ error }) => errors.push(error));
  const state = () => monitor.state.getSnapshot();
  return { clock, monitor, changes, errors, state };
}

/** With a source that the test speaks for. */
function told(options: HealthMonitorOptions = {}) {
  let sink!: HealthSink;
  let signal!: AbortSignal;
  const opened = open({ source: (to, until) => void ((sink = to), (signal = until)), ...options });
  return { ...opened, sink, signal };
}

describe('HealthMonitor', () => {
  it('knows nothing at first, and then what it is told', async () => {
    const { clock, monitor, state, changes } = open();
    expect(state()).to.include({ status: 'unknown', sample: null, isStale: false, link: 'open' });
    await clock.advance(1000);
    monitor.push(GOOD);
    expect(state()).to.deep.include({ status: 'healthy', issues: [] });
    expect(state().sample).to.deep.equal({ atMs: 1000, outputCongestion: null, ...GOOD });
    monitor.push({ ...GOOD, dropRate: 0.02 });
    expect(state().issues).to.have.length(1);
    expect(changes).to.deep.equal(['unknown → healthy', 'healthy → degraded']);
    expect(Object.isFrozen(state().samples)).to.equal(true);
    monitor.destroy();
  });

  it('is stale after two intervals, offline after six, and holds the last figures', async () => {
    const { clock, monitor, state, changes } = open();
    monitor.push(GOOD);
    await clock.advance(9999);
    expect(state()).to.include({ isStale: false, status: 'healthy' });
    await clock.advance(1);
    expect(state()).to.include({ isStale: true, status: 'healthy' });
    await clock.advance(20_000);
    expect(state()).to.include({ isStale: true, status: 'offline' });
    expect(state().sample).to.include(GOOD);
    expect(clock.pending).to.equal(0);
    monitor.push(GOOD);
    expect(state()).to.include({ isStale: false, status: 'healthy' });
    expect(changes).to.deep.equal(['unknown → healthy', 'healthy → offline', 'offline → healthy']);
    monitor.destroy();
  });

  it('begins anew after a silence', async () => {
    const { clock, monitor, state } = open();
    monitor.push({ ...GOOD, dropRate: 0.2 });
    await clock.advance(29_000);
    monitor.push(GOOD);
    expect(state().status).to.equal('starving');
    await clock.advance(30_000);
    monitor.push(GOOD);
    expect(state().status).to.equal('healthy');
    monitor.destroy();
  });

  it('is offline while the link is lost: the figures stay as they were', async () => {
    const { clock, sink, state, changes, monitor } = told();
    expect(state()).to.include({ status: 'unknown', link: 'connecting' });
    sink.link('open');
    expect(state()).to.include({ status: 'unknown', link: 'open' });
    sink.report(GOOD);
    await clock.advance(3000);
    const lost = new T333Error('network', 'It is lost.');
    sink.link('reconnecting', lost);
    expect(state()).to.deep.include({ status: 'offline', link: 'reconnecting', error: lost });
    expect(state().sample).to.include(GOOD);
    sink.link('open');
    expect(state()).to.include({ status: 'healthy', error: null, isStale: false });
    await clock.advance(7000);
    expect(state().isStale).to.equal(true);
    expect(changes).to.deep.equal(['unknown → healthy', 'healthy → offline', 'offline → healthy']);
    monitor.destroy();
  });

  it('judges anew what the encoder is set to', () => {
    const { monitor, state } = open({ targets: {} });
    monitor.push({ ...GOOD, bitrateBps: 2e6 });
    expect(state().status).to.equal('healthy');
    monitor.setTargets({ bitrateBps: 6e6 });
    expect(state().status).to.equal('starving');
    monitor.setTargets({ bitrateBps: 2e6 });
    expect(state()).to.deep.include({ status: 'healthy', targets: { bitrateBps: 2e6 } });
    monitor.destroy();
  });

  it('remembers ten minutes, and no more than 600 samples', async () => {
    const { clock, monitor, state } = open();
    for (let index = 0; index < 200; index++) {
      monitor.push(GOOD);
      await clock.advance(5000);
    }
    expect(state().samples).to.have.length(120);
    expect(state().samples.at(-1)!.atMs - state().samples[0]!.atMs).to.equal(595_000);
    for (let index = 0; index < 1000; index++) monitor.push(GOOD);
    expect(state().samples).to.have.length(600);
    monitor.destroy();
  });

  const hostile: [what: string, report: unknown][] = [
    ['NaN', { bitrateBps: NaN }],
    ['less than nothing', { activeFps: -1 }],
    ['a text', { dropRate: '0.5' }],
    ['more than there is', { dropRate: 1.01 }],
    ['a huge number', { bitrateBps: Number.MAX_VALUE }],
    ['Infinity', { activeFps: Infinity }],
    ['half a viewer', { viewerCount: 1.5 }],
    ['a list', { viewerCount: [1] }],
    ['an object that is a number', { bitrateBps: { valueOf: () => 6e6 } }],
    ['nothing', null],
    ['a word', 'good'],
    [
      'what throws',
      Object.defineProperty({}, 'dropRate', {
        enumerable: true,
        get() {
          throw new Error('No.');
        },
      }),
    ],
  ];
  for (const [what, report] of hostile) {
    it(`leaves out ${what}`, () => {
      const { monitor, state, errors } = open();
      monitor.push(GOOD);
      const before = state();
      monitor.push(report as HealthReport);
      expect(state()).to.equal(before);
      expect(errors.map(({ code }) => code)).to.deep.equal(['invalid-argument']);
      monitor.destroy();
    });
  }

  it('takes nothing from a prototype', () => {
    const { monitor, state } = open();
    monitor.push(Object.create({ bitrateBps: 1, dropRate: 1 }) as HealthReport);
    expect(state().sample).to.include({ bitrateBps: null, dropRate: null });
    expect(state().status).to.equal('unknown');
    monitor.destroy();
  });

  it('takes whatever comes, and never fails', () => {
    const { monitor, state } = open();
    const any = fc.oneof(
      fc.anything({ withNullPrototype: true }),
      fc.record({ bitrateBps: fc.anything(), dropRate: fc.anything() }),
    );
    fc.assert(
      fc.property(any, (report) => {
        monitor.push(report as HealthReport);
        const { sample } = state();
        for (const figure of [sample?.bitrateBps, sample?.dropRate, sample?.activeFps, sample?.viewerCount])
          expect((figure ?? 0) >= 0 && Number.isFinite(figure ?? 0)).to.equal(true);
      }),
    );
    monitor.destroy();
  });

  it('refuses what is no target, and no interval', () => {
    for (const targets of [{ bitrateBps: 0 }, { activeFps: -1 }, { bitrateBps: NaN }, { bitrateBps: Infinity }])
      expect(() => new HealthMonitor({ targets })).to.throw(T333Error);
    for (const intervalMs of [0, -1, NaN])
      expect(() => new HealthMonitor({ intervalMs }), `${intervalMs}`).to.throw(T333Error);
  });

  it('leaves nothing behind', async () => {
    const { clock, monitor, sink, signal, state, changes } = told();
    sink.report(GOOD);
    expect(clock.pending).to.equal(1);
    monitor.destroy();
    monitor.destroy();
    expect([clock.pending, signal.aborted]).to.deep.equal([0, true]);
    const after = state();
    expect(after, 'the last figures say what they said').to.include({ status: 'healthy', link: 'closed' });
    sink.report(GOOD);
    sink.link('open');
    await clock.advance(60_000);
    expect(state()).to.equal(after);
    expect(changes).to.have.length(1);
    for (const act of [() => monitor.push(GOOD), () => monitor.setTargets({})])
      expect(act).to.throw(T333Error).with.property('code', 'destroyed');
  });
});

describe('polledHealth', () => {
  /** A monitor that asks, and what it is answered next. */
  function asking(...answers: (() => Promise<unknown>)[]) {
    const clock = new FakeClock();
    let asked = 0;
    const ask = (): Promise<unknown> => {
      asked++;
      return (answers.shift() ?? (() => Promise.resolve(GOOD)))();
    };
    const source = polledHealth(ask, { clock, random: () => 1 });
    return { ...open({ clock, source }), clock, answers, asked: () => asked };
  }

  it('asks at once, and every 5 s', async () => {
    const { clock, monitor, state, asked } = asking();
    await clock.advance(0);
    expect(state()).to.include({ status: 'healthy', link: 'open' });
    await clock.advance(20_000);
    expect([asked(), state().samples.length, state().isStale]).to.deep.equal([5, 5, false]);
    monitor.destroy();
    await clock.advance(60_000);
    expect([asked(), clock.pending]).to.deep.equal([5, 0]);
  });

  it('asks again, later and later, and holds what it knew', async () => {
    const { clock, monitor, state, answers, asked, errors } = asking();
    await clock.advance(0);
    const fail = (): Promise<never> => Promise.reject(new TypeError('Failed to fetch'));
    answers.push(fail, fail);
    await clock.advance(5000);
    expect(state()).to.include({ status: 'offline', link: 'reconnecting' });
    expect(state().sample).to.include(GOOD);
    await clock.advance(10_000);
    expect(asked()).to.equal(3);
    await clock.advance(19_999);
    expect(asked()).to.equal(3);
    await clock.advance(1);
    expect(state()).to.include({ status: 'healthy', error: null });
    expect(errors.map(({ code }) => code)).to.deep.equal(['network', 'network']);
    monitor.destroy();
  });

  it('waits no longer than 10 s for an answer', async () => {
    const { clock, monitor, state } = asking(() => new Promise(() => {}));
    await clock.advance(10_000);
    expect(state().error).to.include({ code: 'timeout' });
    await clock.advance(10_000);
    expect(state().status).to.equal('healthy');
    monitor.destroy();
    expect(clock.pending).to.equal(0);
  });

  it('ends where asking again is of no use, and is silent where there is nothing to tell', async () => {
    const { clock, monitor, state, asked } = asking(
      () => Promise.resolve(null),
      () => Promise.reject(new T333Error('forbidden', 'Not yours.')),
    );
    await clock.advance(0);
    expect(state()).to.include({ status: 'unknown', link: 'open' });
    await clock.advance(60_000);
    expect(state()).to.include({ status: 'offline', link: 'closed', sample: null });
    expect([asked(), clock.pending]).to.deep.equal([2, 0]);
    monitor.destroy();
  });

  it('refuses what is no interval: it would ask without end', () => {
    for (const intervalMs of [0, -1, NaN])
      expect(() => polledHealth(() => Promise.resolve(GOOD), { intervalMs }), `${intervalMs}`)
        .to.throw(T333Error)
        .with.property('code', 'invalid-argument');
  });

  it('ends a question that is on its way', async () => {
    const { clock, monitor, errors } = asking(() => new Promise(() => {}));
    await clock.advance(1000);
    monitor.destroy();
    await clock.advance(0);
    expect([clock.pending, errors.length]).to.deep.equal([0, 0]);
  });
});
