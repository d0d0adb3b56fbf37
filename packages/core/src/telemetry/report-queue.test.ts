import { expect } from 'chai';
import * as fc from 'fast-check';
import { FakeClock } from '../testing/fake-clock.ts';
import { ReportQueue, type Delivery } from './report-queue.ts';

fc.configureGlobal({ seed: 333 });

interface Stage {
  clock: FakeClock;
  queue: ReportQueue<number>;
  batches: number[][];
}

function open(answer: (batch: number) => Delivery | Error = () => 'delivered'): Stage {
  const clock = new FakeClock();
  const batches: number[][] = [];
  const queue = new ReportQueue<number>({
    clock,
    random: () => 1,
    onChange: () => {},
    async deliver(reports) {
      batches.push([...reports]);
      const result = answer(batches.length);
      if (result instanceof Error) throw result;
      return result;
    },
  });
  return { clock, queue, batches };
}

describe('ReportQueue', () => {
  it('sends what comes within a while together', async () => {
    const { clock, queue, batches } = open();
    for (const n of [1, 2, 3]) queue.add(n);
    await clock.advance(4999);
    expect(batches).to.deep.equal([]);
    await clock.advance(1);
    expect(batches).to.deep.equal([[1, 2, 3]]);
    expect(queue.counts).to.deep.equal({ queued: 0, delivered: 3, dropped: 0 });
    expect(clock.pending).to.equal(0);
  });

  it('does not wait where there is much to say', async () => {
    const { clock, queue, batches } = open();
    for (let n = 0; n < 150; n++) queue.add(n);
    await clock.advance(0);
    expect(batches.map(({ length }) => length)).to.deep.equal([60, 60, 30]);
    expect(batches.flat()).to.deep.equal(Array.from({ length: 150 }, (_, n) => n));
  });

  it('tries again what was not heard, later each time, in order, and once more only', async () => {
    const { clock, queue, batches } = open((batch) =>
      batch < 4 ? (batch === 2 ? new Error('offline') : 'again') : 'delivered',
    );
    queue.add(1);
    await clock.advance(5000);
    queue.add(2);
    await clock.advance(4999);
    expect(batches).to.deep.equal([[1]]);
    await clock.advance(1);
    expect(batches).to.deep.equal([[1], [1, 2]]);
    await clock.advance(9999);
    expect(batches).to.have.lengthOf(2);
    await clock.advance(1);
    await clock.advance(20_000);
    expect(batches.slice(2)).to.deep.equal([
      [1, 2],
      [1, 2],
    ]);
    expect(queue.counts).to.deep.equal({ queued: 0, delivered: 2, dropped: 0 });
    expect(clock.pending).to.equal(0);
  });

  it('keeps no more than it can, and drops the oldest', async () => {
    const { clock, queue, batches } = open((batch) => (batch === 1 ? 'again' : 'delivered'));
    queue.add(0);
    await clock.advance(5000);
    for (let n = 1; n < 1000; n++) queue.add(n);
    expect(queue.counts).to.include({ queued: 600, dropped: 400 });
    await clock.advance(5000);
    while (queue.counts.queued > 0) await clock.advance(0);
    expect(batches.slice(1).flat()).to.deep.equal(Array.from({ length: 600 }, (_, n) => n + 400));
  });

  it('gives up what is refused, and everything where nobody wants more', async () => {
    const { clock, queue, batches } = open((batch) => (batch === 1 ? 'refused' : 'gone'));
    queue.add(1);
    await clock.advance(5000);
    expect(queue.counts).to.deep.equal({ queued: 0, delivered: 0, dropped: 1 });
    queue.add(2);
    await clock.advance(5000);
    queue.add(3);
    await clock.advance(100_000);
    expect(batches).to.deep.equal([[1], [2]]);
    expect(clock.pending).to.equal(0);
  });

  it('sends all at once when the page goes, and nothing twice', async () => {
    const { clock, queue, batches } = open();
    for (let n = 0; n < 70; n++) queue.add(n);
    queue.flushNow();
    await clock.advance(10_000);
    expect(batches.flat().toSorted((a, b) => a - b)).to.deep.equal(Array.from({ length: 70 }, (_, n) => n));
    expect(queue.counts).to.deep.equal({ queued: 0, delivered: 70, dropped: 0 });
  });

  it('keeps their order where two batches on their way at once are not heard', async () => {
    const { clock, queue, batches } = open((batch) => (batch < 3 ? 'again' : 'delivered'));
    for (let n = 0; n < 119; n++) queue.add(n);
    queue.flushNow();
    await clock.advance(60_000);
    expect(batches.slice(0, 2).map(({ length }) => length)).to.deep.equal([60, 59]);
    expect(batches.slice(2).flat()).to.deep.equal(Array.from({ length: 119 }, (_, n) => n));
  });

  it('loses and doubles nothing, whatever happens', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom<Delivery>('delivered', 'again'), { maxLength: 8 }),
        fc.array(fc.constantFrom('add', 'flush', 'now', 'wait'), { maxLength: 60 }),
        async (answers, acts) => {
          const arrived: number[] = [];
          const { clock, queue, batches } = open((batch) => {
            const answer = answers[batch - 1] ?? 'delivered';
            if (answer === 'delivered') arrived.push(...batches.at(-1)!);
            return answer;
          });
          let added = 0;
          for (const act of acts) {
            if (act === 'add') queue.add(added++);
            else if (act === 'flush') void queue.flush();
            else if (act === 'now') queue.flushNow();
            else await clock.advance(3000);
          }
          await clock.advance(3_000_000);
          for (const batch of batches) expect(batch, 'each in order').to.deep.equal(batch.toSorted((a, b) => a - b));
          expect(arrived.toSorted((a, b) => a - b)).to.deep.equal(Array.from({ length: added }, (_, n) => n));
          expect(clock.pending).to.equal(0);
        },
      ),
      { numRuns: 60 },
    );
  });
});
