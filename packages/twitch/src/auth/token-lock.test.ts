import { FakeClock } from '@t333/core/testing';
import { expect } from 'chai';
import * as fc from 'fast-check';
import { outcome } from './fixtures/signed-in.ts';
import { visit } from './fixtures/visit.ts';
import { InProcessLock } from './token-lock.ts';

fc.configureGlobal({ seed: 333 });

describe('InProcessLock', () => {
  it('lets one at a time in, in order, for each name', async () => {
    const lock = new InProcessLock();
    const log: string[] = [];
    const visits = [visit(), visit(), visit()] as const;
    const [first, second, third] = visits;
    const held = visits.map(({ task }, at) =>
      lock.hold(at < 2 ? 'a' : 'b', async () => {
        log.push(`${at + 1} in`);
        await task();
        return at + 1;
      }),
    );
    await Promise.all([first.entered, third.entered]);
    expect(log).to.deep.equal(['1 in', '3 in']);
    first.leave();
    await second.entered;
    expect(log).to.deep.equal(['1 in', '3 in', '2 in']);
    second.leave();
    third.leave();
    expect(await Promise.all(held)).to.deep.equal([1, 2, 3]);
  });

  it('goes on after a failure', async () => {
    const lock = new InProcessLock();
    const failed = outcome(lock.hold('a', () => Promise.reject(new Error('oops'))));
    expect(await lock.hold('a', async () => 'next')).to.equal('next');
    expect(await failed).to.equal('Error: oops');
  });

  it('lets who waits leave, and nobody pass who is in front', async () => {
    const lock = new InProcessLock();
    const { task, leave } = visit();
    const first = lock.hold('a', task);
    const controller = new AbortController();
    const second = outcome(lock.hold('a', async () => {}, { signal: controller.signal }));
    let isThirdIn = false;
    const third = lock.hold('a', async () => (isThirdIn = true));
    controller.abort();
    expect(await second).to.equal('aborted');
    // Whoever may go in has gone in then.
    await new FakeClock().advance(0);
    expect(isThirdIn).to.equal(false);
    leave();
    await Promise.all([first, third]);
    expect(isThirdIn).to.equal(true);
  });

  it('never lets two in, whoever comes, fails and leaves', async () => {
    const visits = fc.array(
      fc.record({ name: fc.constantFrom('a', 'b'), fails: fc.boolean(), leaves: fc.boolean(), turns: fc.nat(3) }),
      { maxLength: 12 },
    );
    await fc.assert(
      fc.asyncProperty(visits, async (all) => {
        const lock = new InProcessLock();
        const inside = new Map<string, number>();
        let worst = 0;
        await Promise.all(
          all.map(async ({ name, fails, leaves, turns }) => {
            const controller = new AbortController();
            const held = lock.hold(
              name,
              async () => {
                inside.set(name, (inside.get(name) ?? 0) + 1);
                worst = Math.max(worst, inside.get(name) ?? 0);
                for (let count = 0; count < turns; count++) await Promise.resolve();
                inside.set(name, (inside.get(name) ?? 0) - 1);
                if (fails) throw new Error('oops');
              },
              { signal: controller.signal },
            );
            if (leaves) controller.abort();
            await outcome(held);
          }),
        );
        expect(worst).to.be.at.most(1);
        expect(await lock.hold('a', async () => 'free')).to.equal('free');
      }),
    );
  });
});
