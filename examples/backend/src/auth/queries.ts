import { queriesOf } from '../sql/queries.ts';

export const queries = queriesOf(new URL('auth.sql', import.meta.url), [
  'insert_account',
  'insert_channel',
  'find_account',
  'insert_session',
  'find_session',
  'delete_session',
  'count_failures',
  'insert_failure',
  'delete_failures',
  'insert_token',
  'list_tokens',
  'delete_token',
  'find_token',
  'set_role',
]);
