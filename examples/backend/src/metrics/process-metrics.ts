import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Metrics } from './metrics.ts';

const LAG_RESOLUTION_MS = 20;
const NANOSECONDS = 1e9;
const MICROSECONDS = 1e6;

/** Memory, processor and how late timers are, under the names that dashboards for Node know. @returns ends it */
export function measureProcess(metrics: Metrics): () => void {
  const lag = monitorEventLoopDelay({ resolution: LAG_RESOLUTION_MS });
  lag.enable();
  const startedAt = Date.now() / 1000 - process.uptime();
  metrics.gauge('process_resident_memory_bytes', 'Memory of the process.', () => process.memoryUsage.rss());
  metrics.gauge('nodejs_heap_size_used_bytes', 'What lives on the heap.', () => process.memoryUsage().heapUsed);
  metrics.gauge('nodejs_external_memory_bytes', 'Buffers outside of the heap.', () => process.memoryUsage().external);
  metrics.gauge('process_start_time_seconds', 'When it has started, in Unix seconds.', () => startedAt);
  metrics.gauge(
    'process_cpu_seconds_total',
    'Time of the processor.',
    () => {
      const { user, system } = process.cpuUsage();
      return (user + system) / MICROSECONDS;
    },
    'counter',
  );
  metrics.gauge('nodejs_eventloop_lag_seconds', 'How late the event loop was since somebody looked last.', () => {
    const readings = (
      [
        ['0.5', lag.percentile(50)],
        ['0.99', lag.percentile(99)],
        ['1', lag.max],
      ] as const
    ).map(([quantile, nanoseconds]) => ({
      labels: { quantile },
      // It measures from one turn to the next, of which its own period is no delay.
      value: Math.max(0, nanoseconds / NANOSECONDS - LAG_RESOLUTION_MS / 1000),
    }));
    lag.reset();
    return readings;
  });
  return () => lag.disable();
}
