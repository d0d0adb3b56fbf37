import { expect } from 'chai';
import { T333Error } from '../errors.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { withDeadline } from './deadline.ts';

const rejection = (promise: Promise<unknown>): Promise<T333Error> =>
  promise.then(
    () => expect.fail('it did not fail'),
    (error: T333Error) => error,
  );

describe('withDeadline', () => {
  let clock: FakeClock;
  let given: AbortSignal;
  const never = (signal: AbortSignal): Promise<never> => {
    given = signal;
    return new Promise(() => {});
  };

  beforeEach(() => {
    clock = new FakeClock();
  });

  it('passes on what the task does, and leaves no timer', async () => {
    const deadline = { timeoutMs: 1000, clock, what: 'It' };
    expect(await withDeadline(async () => 3, deadline)).to.equal(3);
    const failed = await rejection(withDeadline(() => Promise.reject(new T333Error('store', '')), deadline));
    expect(failed.code).to.equal('store');
    expect(clock.pending).to.equal(0);
  });

  it('ends a task that takes too long, also one that does not listen', async () => {
    const failing = rejection(withDeadline(never, { timeoutMs: 1000, clock, what: 'The server' }));
    await clock.advance(1000);
    expect(await failing).to.include({ code: 'timeout', retryable: true });
    expect((await failing).message).to.include('The server took longer than 1000 ms.');
    expect(given.aborted).to.equal(true);
  });

  it('ends with its caller, for the reason that they have', async () => {
    const leaving = new AbortController();
    const failing = rejection(withDeadline(never, { timeoutMs: 1000, clock, what: 'It', signal: leaving.signal }));
    leaving.abort(new T333Error('destroyed', ''));
    expect((await failing).code).to.equal('destroyed');
    expect([given.aborted, clock.pending]).to.deep.equal([true, 0]);
  });

  it('begins nothing for a caller who has left', async () => {
    let begun = false;
    const task = async (): Promise<void> => void (begun = true);
    const failed = await rejection(
      withDeadline(task, { timeoutMs: 1000, clock, what: 'It', signal: AbortSignal.abort() }),
    );
    expect([failed.code, begun]).to.deep.equal(['aborted', false]);
  });
});
