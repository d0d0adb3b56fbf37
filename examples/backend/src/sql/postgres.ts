import postgres from 'postgres';
import type { Database, Sql } from './sql.ts';

/** Connections at most, how long one that does nothing stays, and how long one may take to come. */
const POOL = { max: 20, idle_timeout: 30, connect_timeout: 2 };

const sqlOf = (db: postgres.ISql): Pick<Sql, 'query'> => ({
  query: async <Row>(text: string, values: readonly unknown[] = []) =>
    (await db.unsafe(text, values as postgres.ParameterOrJSON<never>[], { prepare: true })) as unknown as Row[],
});

export function openPostgres(url: string): Database {
  const db = postgres(url, { ...POOL, onnotice: () => {} });
  return {
    ...sqlOf(db),
    transaction: async (work) =>
      (await db.begin((inner) => {
        const sql: Sql = { ...sqlOf(inner), transaction: (nested) => nested(sql) };
        return work(sql);
      })) as Awaited<ReturnType<typeof work>>,
    run: async (script) => void (await db.unsafe(script).simple()),
    close: () => db.end({ timeout: 5 }),
  };
}
