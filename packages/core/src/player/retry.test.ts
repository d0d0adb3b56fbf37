import { expect } from 'chai';
import type { NetworkStatus } from '../resilience/network-status.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { Retry } from './retry.ts';

describe('Retry', () => {
  let clock: FakeClock;
  let waiting: Set<() => void>;
  let retry: Retry;
  let tried: string[];

  const network: NetworkStatus = {
    isOnline: () => true,
    onOnline(listener, signal) {
      if (signal.aborted) return;
      waiting.add(listener);
      signal.addEventListener('abort', () => waiting.delete(listener));
    },
  };
  const task =
    (name: string, works = true) =>
    () => {
      tried.push(name);
      return works;
    };

  beforeEach(() => {
    clock = new FakeClock();
    waiting = new Set();
    tried = [];
    retry = new Retry(clock, network);
  });

  const left = (): [boolean, number, number] => [retry.isDue, clock.pending, waiting.size];

  it('tries after its time, and leaves nothing behind', async () => {
    retry.after(500, task('a'));
    await clock.advance(499);
    expect([tried, ...left()]).to.deep.equal([[], true, 1, 1]);
    await clock.advance(1);
    expect([tried, ...left()]).to.deep.equal([['a'], false, 0, 0]);
  });

  it('tries when there is a network again, and then not after its time', async () => {
    retry.after(500, task('a'));
    for (const listener of waiting) listener();
    await clock.advance(1000);
    expect([tried, ...left()]).to.deep.equal([['a'], false, 0, 0]);
  });

  it('waits for the network alone where it is told to', async () => {
    retry.after(Infinity, task('a'));
    await clock.advance(1e6);
    expect([tried, ...left()]).to.deep.equal([[], true, 0, 1]);
  });

  it('keeps what cannot be tried yet', async () => {
    let works = false;
    retry.after(500, () => (tried.push('a'), works));
    await clock.advance(500);
    expect([tried, retry.isDue]).to.deep.equal([['a'], true]);
    works = true;
    retry.now();
    expect([tried, ...left()]).to.deep.equal([['a', 'a'], false, 0, 0]);
  });

  it('stays due when it does not wait any longer', async () => {
    retry.after(500, task('a'));
    retry.stopWaiting();
    await clock.advance(1000);
    expect([tried, ...left()]).to.deep.equal([[], true, 0, 0]);
    retry.now();
    expect(tried).to.deep.equal(['a']);
  });

  it('takes another in the place of the first, also of one that begins it', async () => {
    retry.after(500, task('a'));
    retry.after(500, () => {
      tried.push('b');
      retry.after(200, task('c'));
      return true;
    });
    await clock.advance(500);
    expect([tried, ...left()]).to.deep.equal([['b'], true, 1, 1]);
    await clock.advance(200);
    expect([tried, ...left()]).to.deep.equal([['b', 'c'], false, 0, 0]);
  });

  it('forgets what is cancelled', async () => {
    retry.after(500, task('a'));
    retry.cancel();
    retry.now();
    await clock.advance(1000);
    expect([tried, ...left()]).to.deep.equal([[], false, 0, 0]);
  });
});
