import { readdir, readFile } from 'node:fs/promises';
import type { Database, Sql } from './sql.ts';

const FOLDER = new URL('./migrations/', import.meta.url);
const FILE = /^(\d{4})_[a-z_]+\.sql$/;
/** Any number, as long as nobody else takes it: whoever migrates has this lock. */
const LOCK = 333;

/**
 * Brings a database forward, one file after the other, each whole or not at all. There is no way back. Several instances may start at once:
 * one migrates, the others wait.
 *
 * @returns the files that were run
 */
export async function migrate(db: Database): Promise<string[]> {
  await db.transaction(async (sql) => {
    await lock(sql);
    // Two that make it at once get in each other's way, whatever IF NOT EXISTS says.
    await sql.query(
      'CREATE TABLE IF NOT EXISTS migrations (file text PRIMARY KEY, at timestamptz NOT NULL DEFAULT now())',
    );
  });
  const files = (await readdir(FOLDER)).filter((file) => FILE.test(file)).toSorted();
  const run: string[] = [];
  for (const file of files) {
    const script = await readFile(new URL(file, FOLDER), 'utf8');
    await db.transaction(async (sql) => {
      await lock(sql);
      const [done] = await sql.query('SELECT 1 FROM migrations WHERE file = $1', [file]);
      if (done) return;
      for (const statement of statementsOf(script)) await sql.query(statement);
      await sql.query('INSERT INTO migrations (file) VALUES ($1)', [file]);
      run.push(file);
    });
  }
  return run;
}

/** It takes as long as it takes: to wait for whoever migrates, too. */
async function lock(sql: Sql): Promise<void> {
  await sql.query('SET LOCAL statement_timeout = 0');
  await sql.query('SET LOCAL idle_in_transaction_session_timeout = 0');
  await sql.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
}

/** A statement ends with a semicolon at the end of a line. */
function statementsOf(script: string): string[] {
  return script
    .split(/;[ \t]*$/m)
    .map((statement) => statement.trim())
    .filter((statement) => statement.replaceAll(/^--.*$/gm, '').trim() !== '');
}
