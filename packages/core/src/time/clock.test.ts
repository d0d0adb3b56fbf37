import { expect } from 'chai';
import { systemClock } from './clock.ts';

describe('systemClock', () => {
  it('never goes back', () => {
    const first = systemClock.now();
    expect(systemClock.now()).to.be.at.least(first);
  });

  it('knows the date', () => {
    expect(systemClock.wallTime()).to.be.greaterThan(Date.UTC(2020, 0, 1));
  });

  it('does not take a long wait for none', async () => {
    let ran = false;
    const cancel = systemClock.after(2 ** 31, () => (ran = true));
    await new Promise<void>((resolve) => void systemClock.after(5, resolve));
    cancel();
    expect(ran).to.equal(false);
  });

  it('runs a task later, once, unless it is cancelled', async () => {
    const ran: string[] = [];
    systemClock.after(0, () => ran.push('cancelled'))();
    await new Promise<void>((resolve) => {
      systemClock.after(0, () => {
        ran.push('kept');
        resolve();
      });
      expect(ran).to.deep.equal([]);
    });
    expect(ran).to.deep.equal(['kept']);
  });
});
