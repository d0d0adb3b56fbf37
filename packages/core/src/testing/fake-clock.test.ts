import { expect } from 'chai';
import { FakeClock } from './fake-clock.ts';

describe('FakeClock', () => {
  it('stands still until it is told', async () => {
    const clock = new FakeClock(1000);
    expect([clock.now(), clock.wallTime()]).to.deep.equal([0, 1000]);
    await clock.advance(250);
    expect([clock.now(), clock.wallTime()]).to.deep.equal([250, 1250]);
  });

  it('runs what falls due, in order, at its time', async () => {
    const clock = new FakeClock();
    const ran: string[] = [];
    for (const [delayMs, name] of [
      [30, 'c'],
      [10, 'a'],
      [10, 'b'],
      [31, 'late'],
    ] as const) {
      clock.after(delayMs, () => ran.push(`${name}@${clock.now()}`));
    }
    await clock.advance(30);
    expect(ran).to.deep.equal(['a@10', 'b@10', 'c@30']);
    expect(clock.pending).to.equal(1);
  });

  it('runs tasks that tasks start, and the microtasks between', async () => {
    const clock = new FakeClock();
    const ran: number[] = [];
    const tick = (): void => {
      ran.push(clock.now());
      void Promise.resolve().then(() => clock.after(10, tick));
    };
    clock.after(10, tick);
    await clock.advance(35);
    expect(ran).to.deep.equal([10, 20, 30]);
  });

  it('forgets what is cancelled', async () => {
    const clock = new FakeClock();
    const cancel = clock.after(5, () => expect.fail('it ran'));
    cancel();
    cancel();
    expect(clock.pending).to.equal(0);
    await clock.advance(10);
  });

  it('takes a negative delay for none', async () => {
    const clock = new FakeClock();
    let atMs = -1;
    clock.after(-5, () => (atMs = clock.now()));
    await clock.advance(0);
    expect(atMs).to.equal(0);
  });
});
