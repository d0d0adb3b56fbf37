import { newSecret } from '../ids.ts';
import { queriesOf } from '../sql/queries.ts';
import type { Sql } from '../sql/sql.ts';

const queries = queriesOf(new URL('signing-secret.sql', import.meta.url), ['keep', 'find']);

/** The one that is configured, or else one that is made once and kept, for all instances of the database. */
export async function signingSecretOf(sql: Sql, configured: string | null): Promise<string> {
  if (configured) return configured;
  await sql.query(queries.keep, ['signing', newSecret()]);
  const [kept] = await sql.query<{ value: string }>(queries.find, ['signing']);
  return kept!.value;
}
