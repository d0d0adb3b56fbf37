import { T333Error } from '@t333/core/errors';
import { delay, rejectionOf, withDeadline } from '@t333/core/resilience';
import { systemClock, type Clock } from '@t333/core/time';
import { newState } from '../state.ts';
import type { TokenLock } from '../token-lock.ts';

export interface RedisLockOptions {
  /**
   * Sends one command to Redis. node-redis: `(command) => client.sendCommand(command)`; ioredis:
   * `([name, ...args]) => client.call(name, ...args)`.
   */
  send: (command: [name: string, ...args: string[]]) => Promise<unknown>;
  /** What keys begin with. Each application (client id) needs one of its own. Default `twitch-lock:`. */
  prefix?: string;
  /**
   * After how long Redis opens a lock whose holder is gone, in milliseconds. Default 60,000: a `TokenManager` holds one for
   * 46.5 s at most. That is, with all that may be slow just within its time-out, 5 s for Redis' answer, 5 s for reading the store,
   * 31.5 s for the application's token or for revoking one (three tries of 10 s, and pauses of 0.5 s and 1 s), 5 s for writing.
   */
  leaseMs?: number;
  /** How long to wait for a lock before giving up, in milliseconds. Default 75,000: longer than the lease of one who is gone. */
  waitMs?: number;
  clock?: Clock;
  /** 0 up to 1, as `Math.random`: spreads the asking. */
  random?: () => number;
}

const LEASE_MS = 60_000;
const WAIT_MS = 75_000;
const COMMAND_TIMEOUT_MS = 5000;
/** A refresh takes some 100 ms: asking more often gains nothing. */
const ASK_EVERY_MS = 50;

/** Opens the lock only for who has it: the lease may be over, and another be in it. */
const RELEASE = "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) else return 0 end";

/**
 * One lock for all processes that share a token store, by one Redis (`SET … NX PX`). A holder that stands still for longer
 * than its lease can lose it; the token manager then finds out before it takes anybody's tokens away.
 *
 * @see https://redis.io/docs/latest/develop/clients/patterns/distributed-locks/
 */
export class RedisLock implements TokenLock {
  readonly #options: Required<RedisLockOptions>;

  constructor(options: RedisLockOptions) {
    this.#options = {
      prefix: 'twitch-lock:',
      leaseMs: LEASE_MS,
      waitMs: WAIT_MS,
      clock: systemClock,
      random: Math.random,
      ...options,
    };
  }

  async hold<T>(name: string, task: () => Promise<T>, { signal }: { signal?: AbortSignal } = {}): Promise<T> {
    const key = this.#options.prefix + name;
    const token = newState();
    try {
      await this.#acquire(key, token, signal);
      if (signal?.aborted) throw rejectionOf(signal);
      return await task();
    } finally {
      // Also after a failure: the answer may have been lost, and not the request. Else the lease ends it.
      await this.#send('EVAL', RELEASE, '1', key, token).catch(() => {});
    }
  }

  async #acquire(key: string, token: string, signal: AbortSignal | undefined): Promise<void> {
    const { clock, random, leaseMs, waitMs } = this.#options;
    const untilMs = clock.now() + waitMs;
    for (;;) {
      const answer = await this.#send('SET', key, token, 'NX', 'PX', String(leaseMs));
      if (answer === 'OK') return;
      if (answer !== null) throw new T333Error('store', 'Redis, or what sends to it, answers neither OK nor null.');
      if (clock.now() >= untilMs) {
        throw new T333Error('timeout', `Another process held ${key} for too long.`, { retryable: true });
      }
      await delay(clock, ASK_EVERY_MS * (0.5 + random()), signal);
    }
  }

  async #send(...command: [string, ...string[]]): Promise<unknown> {
    const { send, clock } = this.#options;
    try {
      return await withDeadline(() => send(command), { timeoutMs: COMMAND_TIMEOUT_MS, clock, what: 'Redis' });
    } catch (cause) {
      throw new T333Error('store', `Redis failed at ${command[0]}.`, { cause, retryable: true });
    }
  }
}
