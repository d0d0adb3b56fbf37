import postgres from 'postgres';
import type { PoolConfig } from '../config.ts';
import type { Database, Sql } from './sql.ts';

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
  });
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
