import { expect } from 'chai';
import * as fc from 'fast-check';
import { TestPage } from '../realtime/fixtures/test-device.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { GAP_MS, MAX_DWELL_MS, MIN_DWELL_MS } from './dwell.ts';
import { tipOf } from './fixtures/tip-of.ts';
import type { Tip } from './tip.ts';
import { TipQueue, type ShownTip, type TipQueueOptions } from './tip-queue.ts';

fc.configureGlobal({ seed: 333, numRuns: 200 });

function stage(options: TipQueueOptions = {}) {
  const clock = new FakeClock();
  const page = new TestPage();
  const queue = new TipQueue({ clock, page, ...options });
  /** All that was shown, in order, and how long it was. */
  const log: { shown: ShownTip; fromMs: number; toMs?: number }[] = [];
  queue.state.subscribe(() => {
    const { current } = queue.state.getSnapshot();
    const last = log.at(-1);
    if (last && last.toMs === undefined && current !== last.shown) last.toMs = clock.now();
    if (current && current !== last?.shown) log.push({ shown: current, fromMs: clock.now() });
  });
  const state = () => queue.state.getSnapshot();
  const add = (...amounts: (number | string)[]): Tip[] =>
    amounts.map((amount) => {
      const tip = tipOf(amount);
      queue.add(tip);
      return tip;
    });
  /** The amount on the screen. */
  const seen = (): number | null => state().current?.tip.amountMinor ?? null;
  return { clock, page, queue, log, state, add, seen };
}

const codeOf = (act: () => unknown): string | undefined => {
  try {
    act();
  } catch (error) {
    return (error as { code: string }).code;
  }
  return undefined;
};

describe('TipQueue', () => {
  it('shows one at a time, each for its time, with a pause between', async () => {
    const { clock, add, seen, state, queue } = stage();
    expect([seen(), clock.pending]).to.deep.equal([null, 0]);
    add(1, 2);
    expect([seen(), state().waiting]).to.deep.equal([1, 1]);
    expect(state().current!.dwellMs).to.equal(8000);
    await clock.advance(7999);
    expect(seen()).to.equal(1);
    await clock.advance(1);
    expect([seen(), state().waiting, state().last!.amountMinor]).to.deep.equal([null, 1, 1]);
    await clock.advance(GAP_MS);
    expect([seen(), state().waiting]).to.deep.equal([2, 0]);
    await clock.advance(8000 + GAP_MS);
    expect([seen(), state().dropped, clock.pending]).to.deep.equal([null, 0, 0]);
    queue.destroy();
  });

  it('takes a tip once, however often it comes', async () => {
    const { clock, queue, log } = stage();
    const tip = tipOf(5);
    expect([queue.add(tip), queue.add({ ...tip, text: 'again' })]).to.deep.equal([true, false]);
    await clock.advance(20_000);
    expect(queue.add(tip)).to.equal(false);
    await clock.advance(20_000);
    expect(log).to.have.length(1);
    queue.destroy();
  });

  it('keeps what it was given, whatever becomes of that', () => {
    const { queue, state } = stage();
    const tip = { ...tipOf(5), text: 'hello' };
    queue.add(tip);
    tip.text = 'changed';
    expect(state().current!.tip.text).to.equal('hello');
    expect(Object.isFrozen(state().current!.tip)).to.equal(true);
    queue.destroy();
  });

  it('makes haste while many wait', async () => {
    const { clock, add, log, queue } = stage();
    add(...Array.from({ length: 12 }, () => 1));
    await clock.advance(120_000);
    const lengths = log.map(({ fromMs, toMs }) => toMs! - fromMs);
    // The first came alone.
    expect(lengths[0]).to.equal(8000);
    expect(lengths[1]).to.equal(MIN_DWELL_MS);
    expect(lengths.slice(1)).to.deep.equal(lengths.slice(1).toSorted((a, b) => a - b));
    expect(lengths.at(-1)).to.equal(8000);
    queue.destroy();
  });

  it('holds: the one on the screen stays for its time, no other comes', async () => {
    const { clock, queue, add, seen, state } = stage();
    add(1, 2);
    queue.hold();
    expect([seen(), state().held]).to.deep.equal([1, true]);
    await clock.advance(60_000);
    expect([seen(), state().waiting, clock.pending]).to.deep.equal([null, 1, 0]);
    queue.resume();
    expect([seen(), state().held]).to.deep.equal([2, false]);
    queue.destroy();
  });

  it('skips the one on the screen', async () => {
    const { clock, queue, add, seen } = stage();
    queue.skip();
    add(1, 2);
    await clock.advance(1000);
    queue.skip();
    expect(seen()).to.equal(null);
    // The pause between two is not skipped.
    queue.skip();
    expect(seen()).to.equal(null);
    await clock.advance(GAP_MS);
    expect(seen()).to.equal(2);
    queue.destroy();
  });

  it('replays the one that went last, as the next, and while it is held', async () => {
    const { clock, queue, add, seen, state } = stage();
    queue.replay();
    add(1, 2, 3);
    queue.replay();
    await clock.advance(8000);
    queue.replay();
    queue.hold();
    await clock.advance(GAP_MS);
    expect([seen(), state().waiting]).to.deep.equal([1, 2]);
    const first = state().current;
    await clock.advance(30_000);
    expect(seen()).to.equal(null);
    queue.replay();
    expect(seen()).to.equal(1);
    expect(state().current).to.not.equal(first);
    queue.resume();
    await clock.advance(30_000);
    expect([state().last!.amountMinor, state().waiting]).to.deep.equal([2, 0]);
    queue.destroy();
  });

  it('has its time stand still while it is paused, by however many', async () => {
    const { clock, queue, add, seen, state } = stage();
    add(1, 2);
    await clock.advance(5000);
    const [goOn, goOnToo] = [queue.pause(), queue.pause()];
    await clock.advance(60_000);
    expect([seen(), state().paused, clock.pending]).to.deep.equal([1, true, 0]);
    goOn();
    goOn();
    await clock.advance(60_000);
    expect(seen()).to.equal(1);
    goOnToo();
    expect(state().paused).to.equal(false);
    await clock.advance(2999);
    expect(seen()).to.equal(1);
    await clock.advance(1);
    expect(seen()).to.equal(null);
    // The pause between two stands still, too.
    const last = queue.pause();
    await clock.advance(60_000);
    expect(seen()).to.equal(null);
    last();
    await clock.advance(GAP_MS);
    expect(seen()).to.equal(2);
    queue.destroy();
  });

  it('can be skipped while it is paused', async () => {
    const { clock, queue, add, seen } = stage();
    add(1, 2);
    const goOn = queue.pause();
    queue.skip();
    expect([seen(), clock.pending]).to.deep.equal([null, 0]);
    await clock.advance(60_000);
    expect(seen()).to.equal(null);
    goOn();
    await clock.advance(GAP_MS);
    expect(seen()).to.equal(2);
    queue.destroy();
  });

  it('waits until somebody sees the page', async () => {
    const { clock, page, queue, add, seen } = stage();
    page.set(true);
    add(1);
    await clock.advance(60_000);
    expect(seen()).to.equal(null);
    page.set(false);
    expect(seen()).to.equal(1);
    await clock.advance(4000);
    page.set(true);
    await clock.advance(60_000);
    expect([seen(), clock.pending]).to.deep.equal([1, 0]);
    page.set(false);
    await clock.advance(4000);
    expect(seen()).to.equal(null);
    queue.destroy();
  });

  it('begins where nobody sees the page', async () => {
    const page = new TestPage();
    page.hidden = true;
    const { clock, queue, add, seen, state } = stage({ page });
    add(1);
    expect([seen(), state().paused, clock.pending]).to.deep.equal([null, true, 0]);
    queue.destroy();
  });

  it('clears what waits, and counts it', async () => {
    const { clock, queue, add, seen, state, log } = stage();
    add(1, 2, 3);
    queue.clear();
    expect([seen(), state().waiting, state().dropped]).to.deep.equal([1, 0, 2]);
    await clock.advance(8000 + GAP_MS);
    add(4);
    queue.replay();
    queue.clear();
    await clock.advance(60_000);
    expect([state().last!.amountMinor, log.length, state().dropped]).to.deep.equal([4, 2, 2]);
    queue.destroy();
  });

  it('follows sources until it is told not to, or is destroyed', () => {
    const { queue, state } = stage();
    const given: ((tip: Tip) => void)[] = [];
    const signals: AbortSignal[] = [];
    const source = (add: (tip: Tip) => void, signal: AbortSignal): void => {
      given.push(add);
      signals.push(signal);
    };
    const end = queue.follow(source);
    queue.follow(source);
    given[0]!(tipOf(1));
    given[1]!(tipOf(2));
    expect(state().waiting).to.equal(1);
    end();
    given[0]!(tipOf(3));
    expect([state().waiting, signals.map(({ aborted }) => aborted)]).to.deep.equal([1, [true, false]]);
    queue.destroy();
    given[1]!(tipOf(4));
    expect(signals[1]!.aborted).to.equal(true);
  });

  it('takes a tip whose worth cannot be told, and those behind it', async () => {
    const { error } = console;
    const errors: unknown[] = [];
    console.error = (fault) => errors.push(fault);
    try {
      const worthOf = ({ currency, amountMinor }: Tip): number => {
        if (currency === 'XXX') throw new Error('No rate.');
        return amountMinor;
      };
      const { clock, queue, add, log } = stage({ worthOf });
      add(1, '9 XXX', 2, 3);
      await clock.advance(60_000);
      expect(log.map(({ shown }) => shown.tip.amountMinor)).to.deep.equal([1, 3, 2, 9]);
      expect(errors.map(String)).to.deep.equal(['Error: No rate.']);
      queue.destroy();
    } finally {
      console.error = error;
    }
  });

  it('takes those of a source that come behind what is none', () => {
    const { error } = console;
    const errors: unknown[] = [];
    console.error = (fault) => errors.push(fault);
    try {
      const { queue, seen } = stage();
      queue.follow((add) => {
        for (const tip of [tipOf(1, { amountMinor: -1 }), tipOf(2)]) add(tip);
      });
      expect(seen()).to.equal(2);
      expect(errors).to.have.length(1);
      expect(errors[0]).to.have.property('code', 'invalid-argument');
      queue.destroy();
    } finally {
      console.error = error;
    }
  });

  it('stops at once when it is destroyed', () => {
    const { clock, queue, add, seen } = stage();
    add(1, 2);
    queue.destroy();
    expect([seen(), clock.pending]).to.deep.equal([null, 0]);
  });

  it('leaves nothing when it is destroyed', async () => {
    const { clock, page, queue, add, state, log } = stage();
    add(1, 2);
    const goOn = queue.pause();
    queue.destroy();
    queue.destroy();
    goOn();
    page.set(true);
    page.set(false);
    await clock.advance(60_000);
    expect([state().current, state().waiting, clock.pending, log.length]).to.deep.equal([null, 0, 0, 0]);
    for (const act of [
      () => queue.add(tipOf(1)),
      () => queue.follow(() => {}),
      () => queue.hold(),
      () => queue.resume(),
      () => queue.pause(),
      () => queue.skip(),
      () => queue.replay(),
      () => queue.clear(),
    ])
      expect(codeOf(act)).to.equal('destroyed');
  });

  it('refuses what is none', () => {
    const { queue, state } = stage();
    const wrong: object[] = [
      { id: '' },
      { id: 5 },
      { amountMinor: -1 },
      { amountMinor: NaN },
      { amountMinor: Infinity },
      { amountMinor: '500' },
      { currency: null },
      { text: undefined },
      { name: {} },
      { displayMs: NaN },
      { displayMs: -1 },
      { displayMs: '8000' },
      { displayMs: null },
    ];
    for (const patch of wrong)
      expect(
        codeOf(() => queue.add(tipOf(1, patch))),
        JSON.stringify(patch),
      ).to.equal('invalid-argument');
    expect(state().current).to.equal(null);
    for (const limit of [0, 1.5, NaN, 1001]) expect(codeOf(() => new TipQueue({ limit }))).to.equal('invalid-argument');
    queue.destroy();
  });

  it('shows each once or counts it, one at a time, within bounds, whatever is done to it', async () => {
    const act = fc.oneof(
      {
        weight: 6,
        arbitrary: fc.record({ add: fc.nat(5), currency: fc.constantFrom('EUR', 'JPY'), displayMs: fc.nat(60_000) }),
      },
      { weight: 4, arbitrary: fc.record({ passMs: fc.nat(9000) }) },
      fc.constantFrom('hold' as const, 'resume' as const, 'skip' as const, 'clear' as const, 'again' as const),
      fc.constantFrom('hide' as const, 'show' as const, 'pause' as const, 'goOn' as const),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 80 }), fc.integer({ min: 1, max: 5 }), async (acts, limit) => {
        const { clock, page, queue, log, state } = stage({ limit });
        const added: Tip[] = [];
        const pauses: (() => void)[] = [];
        for (const next of acts) {
          if (next === 'hide' || next === 'show') page.set(next === 'hide');
          else if (next === 'pause') pauses.push(queue.pause());
          else if (next === 'goOn') pauses.pop()?.();
          else if (next === 'again') expect(added.length === 0 || !queue.add(added[0]!)).to.equal(true);
          else if (typeof next === 'string') queue[next]();
          else if ('passMs' in next) await clock.advance(next.passMs);
          else {
            const tip = tipOf(`${next.add} ${next.currency}`, { displayMs: next.displayMs });
            added.push(tip);
            queue.add(tip);
          }
          await clock.advance(0);
          const { waiting, dropped } = state();
          expect(waiting).to.be.at.most(limit);
          expect(log.length + waiting + dropped).to.equal(added.length);
        }
        page.set(false);
        for (const goOn of pauses) goOn();
        queue.resume();
        await clock.advance(limit * (MAX_DWELL_MS + GAP_MS) * 2 + MAX_DWELL_MS);
        const { current, waiting, dropped } = state();
        expect([current, waiting, clock.pending]).to.deep.equal([null, 0, 0]);
        expect(new Set(log.map(({ shown }) => shown.tip.id)).size).to.equal(log.length);
        expect(log.length + dropped).to.equal(added.length);
        for (const [index, { shown, fromMs }] of log.entries()) {
          expect(shown.dwellMs).to.be.within(MIN_DWELL_MS, MAX_DWELL_MS);
          if (index > 0) expect(fromMs - log[index - 1]!.toMs!).to.be.at.least(GAP_MS);
        }
        queue.destroy();
      }),
    );
  });
});
