import type { Database } from '../sql/sql.ts';
import type { Metrics } from './metrics.ts';

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

/** The same database, counted. @param connections that it has at most */
export function measureSql(db: Database, metrics: Metrics, connections: number): Database {
  let onTheWay = 0;
  const seconds = metrics.histogram(
    't333_sql_seconds',
    'Statements and transactions, with the wait for a connection.',
    SECONDS,
  );
  const failures = metrics.counter(
    't333_sql_failures_total',
    'Statements and transactions that failed or were undone.',
  );
  metrics.gauge('t333_sql_connections_max', 'Connections at most.', () => connections);
  metrics.gauge('t333_sql_connections_busy', 'Connections that are at work.', () => Math.min(onTheWay, connections));
  metrics.gauge('t333_sql_waiting', 'Statements and transactions that wait for one.', () =>
    Math.max(0, onTheWay - connections),
  );
  const measured = async <T>(work: () => Promise<T>): Promise<T> => {
    const startedMs = performance.now();
    onTheWay++;
    try {
      return await work();
    } catch (error) {
      failures.add();
      throw error;
    } finally {
      onTheWay--;
      seconds.observe((performance.now() - startedMs) / 1000);
    }
  };
  return {
    ...db,
    query: (text, values) => measured(() => db.query(text, values)),
    transaction: (work) => measured(() => db.transaction(work)),
  };
}
