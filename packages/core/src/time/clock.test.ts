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
