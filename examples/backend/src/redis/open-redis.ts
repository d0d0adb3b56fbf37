import { Redis } from 'ioredis';

/** Longer than a disk takes with `appendfsync always`; shorter than people wait. */
const ANSWER_MS = 2000;
const MAX_RETRY_MS = 1000;

/**
 * A connection that comes back by itself. While there is none, a command fails at once: who asked may ask again, and nothing piles up.
 *
 * @param onError hears of each try that failed
 */
export function openRedis(url: string, onError: (error: Error) => void = () => {}): Redis {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    commandTimeout: ANSWER_MS,
    connectTimeout: ANSWER_MS,
    retryStrategy: (tries) => Math.min(50 * 2 ** tries, MAX_RETRY_MS),
  });
  redis.on('error', onError);
  return redis;
}

/** Resolves once it can be used; where that takes too long it rejects, and gives up. */
export async function redisReady(redis: Redis, withinMs = 5000): Promise<void> {
  if (redis.status === 'ready') return;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const timer = setTimeout(() => reject(new Error(`No Redis within ${withinMs} ms.`)), withinMs);
  redis.once('ready', resolve);
  try {
    await promise;
  } catch (error) {
    redis.disconnect();
    throw error;
  } finally {
    clearTimeout(timer);
    redis.off('ready', resolve);
  }
}
