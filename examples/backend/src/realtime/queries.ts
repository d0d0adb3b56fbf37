import { queriesOf } from '../sql/queries.ts';

export const queries = queriesOf(new URL('chat.sql', import.meta.url), [
  'insert_ticket',
  'redeem_ticket',
  'delete_old_tickets',
  'find_room',
  'list_silenced',
  'list_moderators',
  'insert_moderator',
  'delete_moderator',
  'update_settings',
  'update_pinned',
  'unpin',
  'silence',
  'unsilence',
  'find_account',
  'insert_held',
  'decide_held',
  'list_held',
  'insert_moderation',
  'list_moderation',
  'followed_since',
]);
