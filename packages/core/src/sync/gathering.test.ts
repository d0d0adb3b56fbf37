import { expect } from 'chai';
import { FakeClock } from '../testing/fake-clock.ts';
import { Gathering } from './gathering.ts';

describe('Gathering', () => {
  const gather = () => {
    const clock = new FakeClock();
    const waited = { patient: true, always: false };
    let ends = 0;
    const gathering = new Gathering({
      clock,
      isWaiting: (patient) => (patient ? waited.patient : waited.always),
      onEnd: () => ends++,
    });
    return { clock, waited, gathering, ends: () => ends };
  };

  it('ends when nobody is waited for, once', async () => {
    const { clock, waited, gathering, ends } = gather();
    gathering.review();
    expect(ends()).to.equal(0);
    waited.patient = false;
    gathering.review();
    gathering.review();
    await gathering.done;
    expect([ends(), clock.pending]).to.deep.equal([1, 0]);
  });

  it('loses its patience', async () => {
    const { clock, ends } = gather();
    await clock.advance(2900);
    expect(ends()).to.equal(0);
    await clock.advance(200);
    expect(ends()).to.equal(1);
  });

  it('never loses it with those whom the policy waits for', async () => {
    const { clock, waited, gathering, ends } = gather();
    waited.always = true;
    await clock.advance(60_000);
    expect(ends()).to.equal(0);
    waited.always = false;
    gathering.review();
    expect(ends()).to.equal(1);
  });

  it('lets its callers go when something newer takes its place', async () => {
    const { clock, waited, gathering, ends } = gather();
    gathering.cancel();
    await gathering.done;
    waited.patient = false;
    gathering.review();
    await clock.advance(10_000);
    expect([ends(), clock.pending]).to.deep.equal([0, 0]);
  });
});
