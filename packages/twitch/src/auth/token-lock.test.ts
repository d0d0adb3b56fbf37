import { expect } from 'chai';
import * as fc from 'fast-check';
import { outcome } from './fixtures/signed-in.ts';
import { InProcessLock } from './token-lock.ts';

fc.configureGlobal({ seed: 333 });

const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

describe('InProcessLock', () => {
  it('lets one at a time in, in order, for each name', async () => {
    const lock = new InProcessLock();
    const log: string[] = [];
    const task = (name: string) => async (): Promise<string> => {
      log.push(`${name} in`);
      await turn();
      log.push(`${name} out`);
      return name;
    };
    const results = await Promise.all([
      lock.hold('a', task('1')),
      lock.hold('a', task('2')),
      lock.hold('b', task('3')),
    ]);
    expect(results).to.deep.equal(['1', '2', '3']);
    expect(log.filter((line) => !line.startsWith('3'))).to.deep.equal(['1 in', '1 out', '2 in', '2 out']);
    expect(log.indexOf('3 in')).to.be.below(log.indexOf('1 out'));
  });

  it('goes on after a failure', async () => {
    const lock = new InProcessLock();
    const failed = outcome(lock.hold('a', () => Promise.reject(new Error('oops'))));
    expect(await lock.hold('a', async () => 'next')).to.equal('next');
    expect(await failed).to.equal('Error: oops');
  });

  it('lets who waits leave, and nobody pass who is in front', async () => {
    const lock = new InProcessLock();
    let open = (): void => {};
    const first = lock.hold('a', () => new Promise<void>((resolve) => (open = resolve)));
    const controller = new AbortController();
    const second = outcome(lock.hold('a', async () => {}, { signal: controller.signal }));
    let isThirdIn = false;
    const third = lock.hold('a', async () => (isThirdIn = true));
    controller.abort();
    expect(await second).to.equal('aborted');
    await turn();
    expect(isThirdIn).to.equal(false);
    open();
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
