import { expect } from 'chai';
import { T333Error } from '../errors.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { abortable, delay, onAbort } from './abortable.ts';

const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'ok',
    (error: T333Error) => error.code,
  );

describe('abortable', () => {
  it('is the promise itself without a signal', async () => {
    expect(await abortable(Promise.resolve(3), undefined)).to.equal(3);
  });

  it('passes on what the promise does', async () => {
    const { signal } = new AbortController();
    expect(await abortable(Promise.resolve(3), signal)).to.equal(3);
    expect(await codeOf(abortable(Promise.reject(new T333Error('network', '')), signal))).to.equal('network');
  });

  it('rejects when the signal aborts, or has', async () => {
    const controller = new AbortController();
    const waiting = abortable(new Promise(() => {}), controller.signal);
    controller.abort();
    expect(await codeOf(waiting)).to.equal('aborted');
    expect(await codeOf(abortable(new Promise(() => {}), controller.signal))).to.equal('aborted');
  });

  it('rejects with the reason where that is an error of ours', async () => {
    expect(await codeOf(abortable(new Promise(() => {}), AbortSignal.abort(new T333Error('destroyed', ''))))).to.equal(
      'destroyed',
    );
  });
});

describe('delay', () => {
  it('ends at its time', async () => {
    const clock = new FakeClock();
    let isOver = false;
    void delay(clock, 10).then(() => (isOver = true));
    await clock.advance(9);
    expect(isOver).to.equal(false);
    await clock.advance(1);
    await Promise.resolve();
    expect(isOver).to.equal(true);
  });

  it('leaves no timer behind when it is aborted', async () => {
    const clock = new FakeClock();
    const controller = new AbortController();
    const waiting = delay(clock, 10, controller.signal);
    controller.abort();
    expect(clock.pending).to.equal(0);
    expect(await codeOf(waiting)).to.equal('aborted');
    expect(await codeOf(delay(clock, 10, controller.signal))).to.equal('aborted');
    expect(clock.pending).to.equal(0);
  });
});

describe('onAbort', () => {
  it('tells all who wait, once, and none who left', () => {
    const controller = new AbortController();
    const told: string[] = [];
    onAbort(controller.signal, () => told.push('a'));
    const leave = onAbort(controller.signal, () => told.push('b'));
    onAbort(controller.signal, () => told.push('c'));
    leave();
    controller.abort();
    controller.abort();
    expect(told).to.deep.equal(['a', 'c']);
  });

  it('lets one leave while it is told, and all begin anew', () => {
    const controller = new AbortController();
    const told: string[] = [];
    const leave = onAbort(controller.signal, () => told.push('gone'));
    leave();
    leave();
    onAbort(controller.signal, () => {
      told.push('a');
      leaveB();
    });
    const leaveB = onAbort(controller.signal, () => told.push('b'));
    controller.abort();
    expect(told).to.deep.equal(['a']);
  });
});
