import { FakeClock } from '@t333/core/testing';
import { expect } from 'chai';
import { RedisRateLimiter, type RedisRateLimiterOptions } from './redis-rate-limiter.ts';

const nothing = { limit: null, remaining: null, resetInMs: null, refused: false };

function setUp(send: RedisRateLimiterOptions['send']): {
  clock: FakeClock;
  limiter: RedisRateLimiter;
  errors: string[];
} {
  const clock = new FakeClock();
  const errors: string[] = [];
  return { clock, errors, limiter: new RedisRateLimiter({ send, clock, onError: ({ code }) => errors.push(code) }) };
}

describe('RedisRateLimiter', () => {
  it('asks Redis, and hands on what it says', async () => {
    const commands: string[][] = [];
    const { clock, limiter } = setUp(async (command) => {
      commands.push(command);
      return command.length === 6 ? [2, 0, 7, 1000, 800, 790] : [1200, 1100];
    });
    const grant = await limiter.take('app', 2);
    expect(grant).to.deep.equal({ given: 2, waitMs: 0, mark: { settled: 7, atMs: 1000 } });
    expect(limiter.levels.get('app')).to.deep.equal({ limit: 800, remaining: 790 });
    await limiter.settle('app', grant.mark, { limit: 1200, remaining: 0, resetInMs: null, refused: true });
    expect(commands.map((command) => command.toSpliced(1, 1))).to.deep.equal([
      ['EVAL', '1', 'twitch-limit:app', '800', '2'],
      ['EVAL', '1', 'twitch-limit:app', '800', '7', '1000', '1200', '0', '', '1'],
    ]);
    expect(limiter.levels.get('app')).to.deep.equal({ limit: 1200, remaining: 1100 });
    expect(clock.pending).to.equal(0);
  });

  const outages: [string, RedisRateLimiterOptions['send']][] = [
    ['fails', () => Promise.reject(new Error('gone'))],
    ['does not answer', () => new Promise(() => {})],
    ['answers nonsense', async () => 'OK'],
  ];
  for (const [what, send] of outages) {
    it(`goes by its own estimate when Redis ${what}`, async () => {
      const { clock, limiter, errors } = setUp(send);
      const grant = limiter.take('app', 3);
      await clock.advance(1000);
      const { given, mark } = await grant;
      expect(given).to.equal(3);
      await limiter.settle('app', mark, nothing);
      expect(errors).to.deep.equal(['store']);
      expect(clock.pending).to.equal(0);
    });
  }
});
