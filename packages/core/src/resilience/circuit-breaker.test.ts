import { expect } from 'chai';
import { abortError, T333Error } from '../errors.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { CircuitBreaker } from './circuit-breaker.ts';

const bad = new T333Error('network', 'down', { retryable: true });
const notFound = new T333Error('not-found', 'no');

function setUp(): {
  clock: FakeClock;
  breaker: CircuitBreaker;
  calls: () => number;
  run: typeof run;
  status: () => string;
} {
  const clock = new FakeClock();
  const breaker = new CircuitBreaker({ name: 'api', clock, isFailure: (error) => error !== notFound });
  let calls = 0;
  const run = async (outcome: unknown): Promise<string> => {
    try {
      await breaker.execute(async () => {
        calls++;
        const result = await outcome;
        if (result instanceof Error) throw result;
      });
      return 'ok';
    } catch (error) {
      return (error as T333Error).code;
    }
  };
  return { clock, breaker, run, calls: () => calls, status: () => breaker.state.getSnapshot().status };
}

async function open(stage: ReturnType<typeof setUp>): Promise<void> {
  for (let failure = 0; failure < 5; failure++) await stage.run(bad);
}

describe('CircuitBreaker', () => {
  it('opens at the fifth failure in a row, and refuses without a call', async () => {
    const stage = setUp();
    for (let failure = 0; failure < 4; failure++) expect(await stage.run(bad)).to.equal('network');
    expect(stage.status()).to.equal('closed');
    await stage.run(bad);
    expect(stage.breaker.state.getSnapshot()).to.deep.equal({ name: 'api', status: 'open' });
    expect(await stage.run('fine')).to.equal('circuit-open');
    expect(stage.calls()).to.equal(5);
  });

  it('tells that it refuses, and lets whoever asks take the probe later', async () => {
    const stage = setUp();
    stage.breaker.check();
    await open(stage);
    expect(() => stage.breaker.check())
      .to.throw(T333Error)
      .with.property('code', 'circuit-open');
    await stage.clock.advance(30_000);
    stage.breaker.check();
    stage.breaker.check();
    expect(stage.status()).to.equal('open');
    expect(await stage.run('fine')).to.equal('ok');
  });

  it('begins to count anew after a success', async () => {
    const stage = setUp();
    for (let failure = 0; failure < 4; failure++) await stage.run(bad);
    await stage.run('fine');
    for (let failure = 0; failure < 4; failure++) await stage.run(bad);
    expect(stage.status()).to.equal('closed');
  });

  it('does not count what the service is not to blame for', async () => {
    const stage = setUp();
    for (let call = 0; call < 20; call++) {
      await stage.run(notFound);
      await stage.run(abortError());
      await stage.run(new DOMException('stopped', 'AbortError'));
    }
    expect(stage.status()).to.equal('closed');
  });

  it('waits 30 s on its own clock', async () => {
    const stage = setUp();
    await open(stage);
    await stage.clock.advance(29_999);
    expect(await stage.run('fine')).to.equal('circuit-open');
    await stage.clock.advance(1);
    expect(await stage.run('fine')).to.equal('ok');
    expect(stage.status()).to.equal('closed');
    expect(stage.clock.pending).to.equal(0);
  });

  it('lets exactly one probe through', async () => {
    const stage = setUp();
    await open(stage);
    await stage.clock.advance(30_000);
    let resolve!: (value: void) => void;
    const promise = new Promise<void>((fulfil) => (resolve = fulfil));
    const probe = stage.run(promise);
    expect(stage.status()).to.equal('half-open');
    expect(await Promise.all([stage.run('fine'), stage.run('fine')])).to.deep.equal(['circuit-open', 'circuit-open']);
    expect(stage.calls()).to.equal(6);
    resolve();
    expect(await probe).to.equal('ok');
    expect(await stage.run('fine')).to.equal('ok');
  });

  it('stays open for as long again when the probe fails', async () => {
    const stage = setUp();
    await open(stage);
    await stage.clock.advance(30_000);
    expect(await stage.run(bad)).to.equal('network');
    expect(stage.status()).to.equal('open');
    await stage.clock.advance(29_999);
    expect(await stage.run('fine')).to.equal('circuit-open');
    await stage.clock.advance(1);
    expect(await stage.run('fine')).to.equal('ok');
  });

  it('takes a refusal for a sign of life: the probe may be a 404', async () => {
    const stage = setUp();
    await open(stage);
    await stage.clock.advance(30_000);
    expect(await stage.run(notFound)).to.equal('not-found');
    expect(stage.status()).to.equal('closed');
  });

  it('learns nothing from a probe that was cancelled: the next call is the probe', async () => {
    const stage = setUp();
    await open(stage);
    await stage.clock.advance(30_000);
    expect(await stage.run(abortError())).to.equal('aborted');
    expect(stage.status()).to.equal('open');
    expect(await stage.run(bad)).to.equal('network');
    expect(await stage.run('fine')).to.equal('circuit-open');
  });

  it('is not opened a second time by calls that began before it opened', async () => {
    const stage = setUp();
    let resolve!: (value: Error) => void;
    const promise = new Promise<Error>((fulfil) => (resolve = fulfil));
    const late = stage.run(promise);
    await open(stage);
    await stage.clock.advance(20_000);
    resolve(bad);
    await late;
    await stage.clock.advance(10_000);
    expect(await stage.run('fine')).to.equal('ok');
  });

  it('tells who listens', async () => {
    const stage = setUp();
    const seen: string[] = [];
    stage.breaker.state.subscribe(() => seen.push(stage.status()));
    await open(stage);
    await stage.clock.advance(30_000);
    await stage.run('fine');
    expect(seen.at(0)).to.equal('open');
    expect(seen.at(-1)).to.equal('closed');
  });
});
