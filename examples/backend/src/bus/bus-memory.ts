import type { Bus } from './bus.ts';
import { Topics } from './topics.ts';

/** A bus within this process: for one instance. */
export function memoryBus(): Bus {
  const topics = new Topics();
  return {
    publish: async (topic, text) => topics.deliver(topic, text),
    subscribe: async (topic, listener, onResumed) => {
      const end = topics.add(topic, listener, onResumed);
      return () => void end();
    },
    close: async () => {},
  };
}
