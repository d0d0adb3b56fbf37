import type { Realtime } from '../realtime/realtime.ts';
import type { RoomLog } from '../realtime/roomlog.ts';
import type { Metrics } from './metrics.ts';

const SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

/** The same log, counted: what it has taken, what was there already, what it has refused and what has failed. */
export function measureLog(log: RoomLog, metrics: Metrics): RoomLog {
  const events = metrics.counter('t333_log_events_total', 'Events that were to be logged, by what became of them.');
  const seconds = metrics.histogram('t333_log_append_seconds', 'From an event to its place in the log.', SECONDS);
  return {
    ...log,
    async append(channelId, entry) {
      const startedMs = performance.now();
      let outcome = 'failed';
      try {
        const appended = await log.append(channelId, entry);
        ({ outcome } = appended);
        return appended;
      } finally {
        events.add({ type: entry.event.type, outcome });
        seconds.observe((performance.now() - startedMs) / 1000);
      }
    },
  };
}

export function measureRealtime(realtime: Realtime, metrics: Metrics): void {
  metrics.gauge('t333_sockets', 'Sockets that are open.', () => realtime.sessionCount);
  metrics.gauge('t333_rooms', 'Channels that are open on this instance.', () => [...realtime.rooms].length);
  metrics.gauge('t333_room_listeners', 'Those who hear them; one socket hears many.', () =>
    [...realtime.rooms].reduce((all, { listenerCount }) => all + listenerCount, 0),
  );
}
