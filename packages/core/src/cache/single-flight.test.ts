import { expect } from 'chai';
import type { T333Error } from '../errors.ts';
import { SingleFlight } from './single-flight.ts';

const codeOf = (promise: Promise<unknown>): Promise<unknown> => promise.catch((error: T333Error) => error.code);

describe('SingleFlight', () => {
  it('starts once for all who ask at the same time, and anew afterwards', async () => {
    const flights = new SingleFlight<number>();
    let starts = 0;
    const start = async (): Promise<number> => ++starts;
    expect(
      await Promise.all([flights.run('a', start), flights.run('a', start), flights.run('b', start)]),
    ).to.deep.equal([1, 1, 2]);
    expect(await flights.run('a', start)).to.equal(3);
  });

  it('gives a failure to all, and does not keep it', async () => {
    const flights = new SingleFlight<number>();
    const fail = (): Promise<number> => Promise.reject(new Error('no'));
    const results = await Promise.allSettled([flights.run('a', fail), flights.run('a', fail)]);
    expect(results.map(({ status }) => status)).to.deep.equal(['rejected', 'rejected']);
    expect(await flights.run('a', async () => 1)).to.equal(1);
  });

  it('lets one turn away without the others', async () => {
    const flights = new SingleFlight<number>();
    let resolve!: (value: number) => void;
    const promise = new Promise<number>((fulfil) => (resolve = fulfil));
    const controller = new AbortController();
    let given: AbortSignal | undefined;
    const first = flights.run('a', (signal) => ((given = signal), promise), controller.signal);
    const second = flights.run('a', () => promise, new AbortController().signal);
    controller.abort();
    expect(await codeOf(first)).to.equal('aborted');
    expect(given?.aborted).to.equal(false);
    resolve(7);
    expect(await second).to.equal(7);
  });

  it('ends what nobody waits for any more, and starts anew for the next', async () => {
    const flights = new SingleFlight<number>();
    const controllers = [new AbortController(), new AbortController()];
    let given: AbortSignal | undefined;
    const waiting = controllers.map(({ signal }) =>
      codeOf(flights.run('a', (flight) => ((given = flight), new Promise<number>(() => {})), signal)),
    );
    for (const controller of controllers) controller.abort();
    expect(await Promise.all(waiting)).to.deep.equal(['aborted', 'aborted']);
    expect(given?.aborted).to.equal(true);
    expect(await flights.run('a', async () => 2)).to.equal(2);
  });

  it('never ends what someone without a signal waits for', async () => {
    const flights = new SingleFlight<number>();
    let resolve!: (value: number) => void;
    const promise = new Promise<number>((fulfil) => (resolve = fulfil));
    const controller = new AbortController();
    const patient = flights.run('a', () => promise);
    const other = codeOf(flights.run('a', () => promise, controller.signal));
    controller.abort();
    resolve(1);
    expect(await other).to.equal('aborted');
    expect(await patient).to.equal(1);
  });

  it('does not start for a signal that has aborted', async () => {
    let starts = 0;
    const run = new SingleFlight<number>().run('a', async () => ++starts, AbortSignal.abort());
    expect(await codeOf(run)).to.equal('aborted');
    expect(starts).to.equal(0);
  });
});
