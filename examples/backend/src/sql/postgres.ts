import postgres from 'postgres';
import type { PoolConfig } from '../config.ts';
import type { Database, Sql } from './sql.ts';

/** Nobody waits longer for an answer; what would take so long keeps all others waiting. */
const STATEMENT_MS = 10_000;
/** Who has begun something and does not go on holds what others need. */
const IDLE_IN_TRANSACTION_MS = 15_000;
/** So many at work or waiting, for each connection that there may be: beyond that nobody waits, but is told to come again. */
const MOST_PER_CONNECTION = 50;
/** PostgreSQL's code for more than it takes. */
const TOO_MANY = '53300';

const sqlOf = (db: postgres.ISql): Pick<Sql, 'query'> => ({
  query: async <Row>(text: string, values: readonly unknown[] = []) =>
    (await db.unsafe(text, values as postgres.ParameterOrJSON<never>[], { prepare: true })) as unknown as Row[],
});

export function openPostgres(url: string, { max, idleSeconds, connectSeconds }: PoolConfig): Database {
  const db = postgres(url, {
    max,
    idle_timeout: idleSeconds,
    connect_timeout: connectSeconds,
    onnotice: () => {},
    connection: { statement_timeout: STATEMENT_MS, idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS },
  });
  let onTheWay = 0;
  const inLine = async <T>(work: () => Promise<T>): Promise<T> => {
    if (onTheWay >= max * MOST_PER_CONNECTION)
      throw Object.assign(new Error('Too many wait for the database.'), { code: TOO_MANY });
    onTheWay++;
    try {
      return await work();
    } finally {
      onTheWay--;
    }
  };
  const { query } = sqlOf(db);
  return {
    query: (text, values) => inLine(() => query(text, values)),
    transaction: (work) =>
      inLine(
        async () =>
          (await db.begin((inner) => {
            const sql: Sql = { ...sqlOf(inner), transaction: (nested) => nested(sql) };
            return work(sql);
          })) as Awaited<ReturnType<typeof work>>,
      ),
    run: async (script) => void (await db.unsafe(script).simple()),
    close: () => db.end({ timeout: 5 }),
  };
}
