import { expect } from 'chai';
import * as fc from 'fast-check';
import { FakeClock } from '../testing/fake-clock.ts';
import { estimateSkew, ServerClock } from './server-clock.ts';

fc.configureGlobal({ seed: 333 });

describe('estimateSkew', () => {
  const cases: [string, [number, number][], ReturnType<typeof estimateSkew>][] = [
    ['knows nothing of nothing', [], null],
    ['takes the least of what one allows', [[10, 30]], { skewMs: 10, errorMs: 20 }],
    ['… in either direction', [[-30, -10]], { skewMs: -10, errorMs: 20 }],
    ['believes the device where that is allowed', [[-10, 390]], { skewMs: 0, errorMs: 390 }],
    [
      'takes what all allow',
      [
        [0, 100],
        [40, 140],
        [20, 60],
      ],
      { skewMs: 40, errorMs: 20 },
    ],
    [
      'outvotes one that lies',
      [
        [-5000, -4900],
        [0, 100],
        [50, 150],
      ],
      { skewMs: 50, errorMs: 50 },
    ],
    [
      'counts two that touch as agreed',
      [
        [0, 10],
        [10, 20],
      ],
      { skewMs: 10, errorMs: 0 },
    ],
    [
      'prefers the narrower of two that nobody shares',
      [
        [0, 100],
        [500, 510],
      ],
      { skewMs: 500, errorMs: 10 },
    ],
  ];
  for (const [name, intervals, expected] of cases) {
    it(name, () => {
      expect(estimateSkew(intervals.map(([fromMs, toMs]) => ({ fromMs, toMs })))).to.deep.equal(expected);
    });
  }
});

describe('ServerClock', () => {
  /** A server that is ahead by the skew, and answers with a `Date` header in the middle of each request. */
  async function ask(clock: FakeClock, server: ServerClock, skewMs: number, roundTripMs: number): Promise<void> {
    const sentMs = clock.now();
    await clock.advance(roundTripMs / 2);
    const date = new Date(clock.wallTime() + skewMs).toUTCString();
    await clock.advance(roundTripMs / 2);
    server.addHeaders(date, null, { sentMs, receivedMs: clock.now() });
  }

  it('finds any skew to within its own bound, and a fraction of a second after a few answers', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: -3_600_000, max: 3_600_000 }),
        fc.array(
          fc.record({ roundTripMs: fc.integer({ min: 5, max: 400 }), waitMs: fc.integer({ min: 300, max: 2500 }) }),
          {
            minLength: 1,
            maxLength: 40,
          },
        ),
        async (skewMs, requests) => {
          const clock = new FakeClock();
          const server = new ServerClock({ clock });
          for (const { roundTripMs, waitMs } of requests) {
            await ask(clock, server, skewMs, roundTripMs);
            expect(Math.abs(server.skewMs - skewMs)).to.be.at.most(server.errorMs);
            await clock.advance(waitMs);
          }
          expect(server.errorMs).to.be.at.most(1000 + requests[0]!.roundTripMs);
          if (requests.length > 20) expect(server.errorMs).to.be.at.most(500);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('believes the device before anybody has answered', () => {
    const clock = new FakeClock();
    expect(new ServerClock({ clock })).to.include({ skewMs: 0, errorMs: Infinity, epochMs: clock.wallTime() });
  });

  it('follows a clock that was set, after two answers', async () => {
    const clock = new FakeClock();
    const server = new ServerClock({ clock });
    for (let i = 0; i < 20; i++) {
      await ask(clock, server, 1000, 20);
      await clock.advance(1230);
    }
    await ask(clock, server, 90_000, 20);
    expect(server.skewMs).to.be.closeTo(1000, 200);
    await ask(clock, server, 90_000, 20);
    expect(server.skewMs).to.be.closeTo(90_000, 1020);
  });

  it('adds the age that a cache tells, and leaves out what is no date', () => {
    const clock = new FakeClock();
    const server = new ServerClock({ clock });
    const times = { sentMs: 0, receivedMs: 0 };
    for (const [date, age] of [
      ['tomorrow', null],
      [null, null],
      [new Date(clock.wallTime()).toUTCString(), 'old'],
    ] as const) {
      server.addHeaders(date, age, times);
    }
    expect(server.errorMs).to.equal(Infinity);
    server.addHeaders(new Date(clock.wallTime() - 30_000).toUTCString(), '30', times);
    expect(server).to.include({ skewMs: 0, errorMs: 2000 });
  });

  it('asks a time source, and hears no answer that comes too late', async () => {
    const clock = new FakeClock();
    const server = new ServerClock({ clock });
    const source = async (): Promise<{ epochMs: number }> => ({ epochMs: clock.wallTime() + 5000 });
    const aborted = AbortSignal.abort();
    await server.measure(source, aborted);
    expect(server.errorMs).to.equal(Infinity);
    await server.measure(source);
    expect(server.skewMs).to.be.closeTo(5000, 1);
  });
});
