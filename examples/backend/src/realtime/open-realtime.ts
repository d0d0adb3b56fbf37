import type { Bus } from '../bus/bus.ts';
import { memoryBus } from '../bus/bus-memory.ts';
import { redisBus } from '../bus/bus-redis.ts';
import type { Config } from '../config.ts';
import { openRedis, redisReady } from '../redis/open-redis.ts';
import { StartError } from '../start-error.ts';
import { Realtime, type RealtimeOptions } from './realtime.ts';
import type { RoomLog } from './roomlog.ts';
import { memoryRoomLog } from './roomlog-memory.ts';
import { redisRoomLog } from './roomlog-redis.ts';

/** At once, for each message a second. */
const BURST = 3;
const SUBSCRIBER_BURST = 2.5;

export interface OpenedRealtime {
  realtime: Realtime;
  /** Of all instances. */
  bus: Bus;
  /** Rejects while Redis is away. */
  ask: () => Promise<unknown>;
  close: () => Promise<void>;
}

/** Chat on Redis where there is one, for any number of instances; else in the memory of this one. */
export async function openRealtime(
  { redisUrl, limits, chatDays: archiveDays }: Pick<Config, 'redisUrl' | 'limits' | 'chatDays'>,
  {
    measure = (log) => log,
    ...options
  }: Pick<RealtimeOptions, 'sql' | 'clock' | 'review' | 'findEmotes' | 'subscriberTier' | 'onError'> & {
    /** Puts something around the log. */
    measure?: (log: RoomLog) => RoomLog;
  },
): Promise<OpenedRealtime> {
  const redis = redisUrl === null ? null : openRedis(redisUrl);
  if (redis)
    await redisReady(redis).catch((cause: unknown) => {
      throw new StartError('Redis does not answer, or lets nobody in, as REDIS_URL says.', { cause });
    });
  const bus = redis ? redisBus(redis) : memoryBus();
  const log = measure(redis ? redisRoomLog(redis, bus) : memoryRoomLog());
  const { messagesPerSecond, subscriberMessagesPerSecond, framesPerSecond, channelsPerSocket: channels } = limits;
  const realtime = new Realtime({
    ...options,
    log,
    bus,
    archiveDays,
    limits: {
      framesPerSecond,
      channels,
      messagesPerSecond,
      messageBurst: BURST * messagesPerSecond,
      subscriberMessagesPerSecond,
      subscriberMessageBurst: SUBSCRIBER_BURST * subscriberMessagesPerSecond,
    },
  });
  await realtime.open();
  return {
    realtime,
    bus,
    ask: async () => redis?.ping(),
    async close() {
      await bus.close();
      redis?.disconnect();
    },
  };
}
