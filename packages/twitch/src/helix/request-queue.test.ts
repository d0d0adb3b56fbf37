import { delay } from '@t333/core/resilience';
import { FakeClock } from '@t333/core/testing';
import { expect } from 'chai';
import * as fc from 'fast-check';
import { LocalRateLimiter, type RateLimiter } from './rate-limiter.ts';
import { NOTHING_SAID, RequestQueue, type Permit, type QueuedCall, type RequestQueueOptions } from './request-queue.ts';

fc.configureGlobal({ seed: 333 });

interface Stage {
  clock: FakeClock;
  queue: RequestQueue;
  started: string[];
  permits: Map<string, Permit>;
  /** Enters a call; its name is noted when it starts, or its code when it fails. */
  enter(name: string, call?: Partial<QueuedCall>): void;
}

function setUp(options: Partial<RequestQueueOptions> & { pointsPerMinute?: number } = {}): Stage {
  const clock = new FakeClock();
  const { pointsPerMinute = 800, limiter = new LocalRateLimiter({ clock, pointsPerMinute }) } = options;
  const queue = new RequestQueue({ clock, maxConcurrent: 80, maxWaiting: 1000, ...options, limiter });
  const started: string[] = [];
  const permits = new Map<string, Permit>();
  const enter = (name: string, call: Partial<QueuedCall> = {}): void => {
    const signal = new AbortController().signal;
    void settle(
      name,
      queue.enter({ bucket: 'app', endpoint: 'GET /x', caller: undefined, priority: 'normal', signal, ...call }),
    );
  };
  const settle = async (name: string, entered: Promise<Permit>): Promise<void> => {
    try {
      permits.set(name, await entered);
      started.push(name);
    } catch (error) {
      started.push(`${name}: ${(error as { code: string }).code}`);
    }
  };
  return { clock, queue, started, permits, enter };
}

const names = (count: number, prefix = ''): string[] => Array.from({ length: count }, (_, n) => `${prefix}${n}`);

describe('RequestQueue', () => {
  it('starts what may start, in order', async () => {
    const { clock, started, enter, queue } = setUp();
    for (const name of names(5)) enter(name);
    await clock.advance(0);
    expect(started).to.deep.equal(names(5));
    expect([queue.waiting, queue.inFlight]).to.deep.equal([0, 5]);
    expect(clock.pending).to.equal(0);
  });

  it('has no more on their way than it may, and goes on when one is back', async () => {
    const { clock, started, enter, permits } = setUp({ maxConcurrent: 2 });
    for (const name of names(4)) enter(name);
    await clock.advance(10_000);
    expect(started).to.deep.equal(['0', '1']);
    permits.get('1')?.done(NOTHING_SAID, 0);
    await clock.advance(0);
    expect(started).to.deep.equal(['0', '1', '2']);
  });

  it('paces by the refill once the points are spent', async () => {
    const { clock, started, enter } = setUp({ pointsPerMinute: 60, maxConcurrent: 1000 });
    for (const name of names(70)) enter(name);
    await clock.advance(0);
    expect(started).to.have.length(59);
    await clock.advance(1000);
    expect(started).to.have.length(60);
    await clock.advance(10_000);
    expect(started).to.have.length(70);
    expect(clock.pending).to.equal(0);
  });

  it('goes on as soon as an answer tells of more points', async () => {
    const { clock, started, enter, permits } = setUp({ pointsPerMinute: 60, maxConcurrent: 1000 });
    for (const name of names(100)) enter(name);
    await clock.advance(0);
    expect(started).to.have.length(59);
    permits.get('0')?.done({ limit: 6000, remaining: 5000, resetInMs: 60_000, refused: false }, 0);
    await clock.advance(0);
    expect(started).to.have.length(100);
    expect(clock.pending).to.equal(0);
  });

  it('never lets one bucket wait for another', async () => {
    const { clock, started, enter } = setUp({ pointsPerMinute: 10, maxConcurrent: 1000 });
    for (const name of names(100, 'a')) enter(name, { bucket: 'a' });
    enter('b', { bucket: 'b' });
    await clock.advance(0);
    expect(started).to.include('b');
    expect(started).to.have.length(10);
  });

  it('shares connections between buckets', async () => {
    const { clock, started, enter, permits } = setUp({ maxConcurrent: 1 });
    for (const name of names(3, 'a')) enter(name, { bucket: 'a' });
    for (const name of names(2, 'b')) enter(name, { bucket: 'b' });
    for (let round = 0; round < 5; round++) {
      await clock.advance(0);
      permits.get(started.at(-1) as string)?.done(NOTHING_SAID, 0);
    }
    expect(started).to.deep.equal(['a0', 'a1', 'b0', 'a2', 'b1']);
  });

  it('starts what is urgent first', async () => {
    const { clock, started, enter, permits } = setUp({ maxConcurrent: 1 });
    enter('first');
    enter('low', { priority: 'low' });
    enter('normal');
    enter('high', { priority: 'high' });
    for (let round = 0; round < 4; round++) {
      await clock.advance(0);
      permits.get(started.at(-1) as string)?.done(NOTHING_SAID, 0);
    }
    expect(started).to.deep.equal(['first', 'high', 'normal', 'low']);
  });

  it('lets callers take turns, and endpoints of nobody in particular', async () => {
    const { clock, started, enter, permits } = setUp({ maxConcurrent: 1 });
    for (const name of names(3, 'ann')) enter(name, { caller: 'ann' });
    enter('bob', { caller: 'bob' });
    enter('other', { endpoint: 'GET /y' });
    for (let round = 0; round < 5; round++) {
      await clock.advance(0);
      permits.get(started.at(-1) as string)?.done(NOTHING_SAID, 0);
    }
    expect(started).to.deep.equal(['ann0', 'ann1', 'bob', 'other', 'ann2']);
  });

  it('takes no more than may wait', async () => {
    const { clock, started, enter } = setUp({ maxConcurrent: 1, maxWaiting: 2 });
    for (const name of names(4)) enter(name);
    await clock.advance(0);
    expect(started.toSorted()).to.deep.equal(['0', '3: overloaded']);
  });

  it('forgets who was aborted while waiting', async () => {
    const { clock, started, enter, queue, permits } = setUp({ maxConcurrent: 1 });
    const controller = new AbortController();
    enter('0');
    enter('1', { signal: controller.signal });
    enter('2');
    enter('gone', { signal: AbortSignal.abort() });
    controller.abort();
    await clock.advance(0);
    permits.get('0')?.done(NOTHING_SAID, 0);
    await clock.advance(0);
    expect(started.toSorted()).to.deep.equal(['0', '1: aborted', '2', 'gone: aborted']);
    expect(queue.waiting).to.equal(0);
  });

  it('leaves one endpoint alone without holding up the others', async () => {
    const { clock, started, enter, permits } = setUp();
    enter('hot');
    await clock.advance(0);
    permits.get('hot')?.done(NOTHING_SAID, 3000);
    enter('again');
    enter('other', { endpoint: 'GET /y' });
    enter('user', { bucket: '7' });
    await clock.advance(2999);
    expect(started).to.deep.equal(['hot', 'other', 'user']);
    await clock.advance(1);
    expect(started).to.deep.equal(['hot', 'other', 'user', 'again']);
  });

  it('leaves no timer when all who waited are gone', async () => {
    const { clock, enter } = setUp({ pointsPerMinute: 10, maxConcurrent: 1000 });
    const controller = new AbortController();
    for (const name of names(20)) enter(name, { signal: controller.signal });
    await clock.advance(0);
    expect(clock.pending).to.equal(1);
    controller.abort();
    expect(clock.pending).to.equal(0);
  });

  it('asks a limiter that answers later once for all who wait', async () => {
    const asked: number[] = [];
    const limiter: RateLimiter = {
      levels: new Map(),
      settle: () => {},
      take: async (_, wanted) => {
        asked.push(wanted);
        return { given: Math.min(wanted, 3), waitMs: 0, mark: { settled: 0, atMs: 0 } };
      },
    };
    const { clock, started, enter } = setUp({ limiter });
    for (const name of names(5)) enter(name);
    await clock.advance(0);
    await clock.advance(0);
    expect(started).to.deep.equal(names(5));
    expect(asked).to.deep.equal([1, 4, 1]);
  });

  it('tells of every point that was taken, also where nobody wants it any more when it comes', async () => {
    let resolve!: () => void;
    const later = new Promise<void>((done) => (resolve = done));
    const counts = { taken: 0, settled: 0 };
    const limiter: RateLimiter = {
      levels: new Map(),
      settle: () => void counts.settled++,
      take: async (_, wanted) => {
        if (wanted > 1) await later;
        counts.taken += wanted;
        return { given: wanted, waitMs: 0, mark: { settled: 0, atMs: 0 } };
      },
    };
    const { clock, queue, enter, permits } = setUp({ limiter });
    const controller = new AbortController();
    enter('0');
    for (const name of ['1', '2']) enter(name, { signal: controller.signal });
    await clock.advance(0);
    controller.abort();
    permits.get('0')?.done(NOTHING_SAID, 3000);
    resolve();
    await clock.advance(0);
    expect(counts).to.deep.equal({ taken: 3, settled: 3 });
    expect([queue.waiting, queue.inFlight]).to.deep.equal([0, 0]);
    // What has to cool is still left alone.
    enter('3');
    await clock.advance(2999);
    expect(permits.has('3')).to.equal(false);
    await clock.advance(1);
    expect(permits.has('3')).to.equal(true);
  });

  const throwDown = (): never => {
    throw new Error('down');
  };
  for (const [what, fail] of [
    ['fails', (): Promise<never> => Promise.reject(new Error('down'))],
    ['throws', throwDown],
  ] as const) {
    it(`leaves nobody waiting for a limiter that ${what}`, async () => {
      const { clock, started, enter, queue } = setUp({ limiter: { levels: new Map(), settle: fail, take: fail } });
      for (const name of names(3)) enter(name);
      await clock.advance(0);
      expect(started.toSorted()).to.deep.equal(['0: store', '1: store', '2: store']);
      expect(queue.waiting).to.equal(0);
    });
  }

  /** All alike, or each as it likes. */
  const latenciesMs = fc.oneof(
    fc.constantFrom(0, 3000).map((ms) => Array<number>(20).fill(ms)),
    fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 20, maxLength: 20 }),
  );

  it('never has Twitch refuse a call, however long answers take and in whatever order they come', async () => {
    await fc.assert(
      fc.asyncProperty(
        latenciesMs,
        latenciesMs,
        // Where others have spent nothing, it begins with a burst.
        fc.oneof(fc.constant(0), fc.integer({ min: 20, max: 200 })),
        async (burst, later, others) => {
          const limit = 240;
          const { clock, queue } = setUp({ pointsPerMinute: limit });
          const level = (): number => Math.min(limit, server.points + ((clock.now() - server.atMs) * limit) / 60_000);
          const server = { points: limit - others, atMs: 0, refusals: 0, answers: 0 };
          const signal = new AbortController().signal;
          const ask = async (up: number, down: number): Promise<void> => {
            const permit = await queue.enter({
              bucket: 'app',
              endpoint: '',
              caller: undefined,
              priority: 'normal',
              signal,
            });
            await delay(clock, up);
            server.points = level();
            server.atMs = clock.now();
            if (server.points < 1) server.refusals++;
            else server.points--;
            const remaining = Math.floor(server.points);
            await delay(clock, down);
            server.answers++;
            permit.done({ limit, remaining, resetInMs: 60_000, refused: false }, 0);
          };
          // Else the first call goes alone: it learns what others have left.
          for (let call = 0; call < 600; call++) {
            const latencies = call < 80 ? burst : later;
            const up = latencies[(call * 7) % 20] as number;
            const down = latencies[(call * 11) % 20] as number;
            void ask(up, down);
            if (call === 0 && others > 0) await clock.advance(6000);
          }
          await clock.advance(600_000);
          expect(server).to.include({ answers: 600, refusals: 0 });
        },
      ),
      { numRuns: 20 },
    );
  });
});
