import { PGlite, type Transaction } from '@electric-sql/pglite';
import type { Database, Sql } from './sql.ts';

const sqlOf = (db: PGlite | Transaction): Pick<Sql, 'query'> => ({
  query: async <Row>(text: string, values: readonly unknown[] = []) => (await db.query<Row>(text, [...values])).rows,
});

/** PostgreSQL within this process. @param dataDir null keeps all of it in memory */
export async function openPglite(dataDir: string | null): Promise<Database> {
  const db = await PGlite.create(dataDir ?? 'memory://');
  return {
    ...sqlOf(db),
    transaction: (work) =>
      db.transaction((inner) => {
        const sql: Sql = { ...sqlOf(inner), transaction: (nested) => nested(sql) };
        return work(sql);
      }),
    run: async (script) => void (await db.exec(script)),
    close: () => db.close(),
  };
}
