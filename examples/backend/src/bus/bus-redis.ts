import type { Redis } from 'ioredis';
import type { Bus } from './bus.ts';
import { Topics } from './topics.ts';

/**
 * A bus of all instances that share a Redis. It needs a connection of its own for what it hears, since one that listens does nothing else.
 *
 * @param commands publishes; whoever gave it closes it
 */
export function redisBus(commands: Redis): Bus {
  const topics = new Topics();
  const hearing = commands.duplicate({ autoResubscribe: false, enableOfflineQueue: true, maxRetriesPerRequest: null });
  let wasReady = false;
  hearing.on('error', () => {});
  hearing.on('message', (topic: string, text: string) => topics.deliver(topic, text));
  // After a break it listens first, and only then are readers told to read what they have missed.
  hearing.on('ready', () => {
    const isBack = wasReady;
    wasReady = true;
    const { names } = topics;
    if (!isBack || names.length === 0) return;
    hearing.subscribe(...names).then(
      () => topics.resumed(),
      // It broke again, and will be ready again.
      () => {},
    );
  });
  return {
    publish: async (topic, text) => void (await commands.publish(topic, text)),
    async subscribe(topic, listener, onResumed) {
      if (wasReady && hearing.status !== 'ready') throw new Error('Redis is away.');
      const end = topics.add(topic, listener, onResumed);
      const leave = (): void => {
        // Where the connection is broken there is nothing to leave.
        if (end()) hearing.unsubscribe(topic).catch(() => {});
      };
      try {
        await subscribed(hearing, topic);
      } catch (error) {
        leave();
        throw error;
      }
      return leave;
    },
    close: async () => hearing.disconnect(),
  };
}

/** How long somebody waits for a subscription, in milliseconds: as long as for an answer of Redis. */
const PATIENCE_MS = 2000;

async function subscribed(hearing: Redis, topic: string): Promise<void> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error('Redis does not answer.')), PATIENCE_MS);
  try {
    await Promise.race([hearing.subscribe(topic), late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
