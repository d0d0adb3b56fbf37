-- name: begin
INSERT INTO chat_archived (channel_id) VALUES ($1) ON CONFLICT DO NOTHING;

-- name: position
SELECT epoch, seq::float8 AS seq FROM chat_archived WHERE channel_id = $1 FOR UPDATE SKIP LOCKED;

-- name: move_on
UPDATE chat_archived SET epoch = $2, seq = $3 WHERE channel_id = $1;

-- name: insert_messages
INSERT INTO chat_messages (id, channel_id, account_id, text, at)
SELECT t.id, $1, t.account_id, t.text, t.at
FROM jsonb_to_recordset($2::text::jsonb) AS t (id uuid, account_id uuid, text text, at timestamptz)
JOIN accounts a ON a.id = t.account_id
ON CONFLICT DO NOTHING;

-- name: mark_deleted
UPDATE chat_messages SET is_deleted = true
WHERE channel_id = $1 AND at <= $2 AND NOT is_deleted
  AND ($3::uuid IS NULL OR account_id = $3) AND ($4::text[] IS NULL OR id::text = ANY ($4));

-- name: list_messages
SELECT m.id, m.account_id AS "userId", a.handle, a.name, m.text, m.is_deleted AS "isDeleted", m.at
FROM chat_messages m JOIN accounts a ON a.id = m.account_id
WHERE m.channel_id = $1 AND ($2::uuid IS NULL OR m.account_id = $2)
  AND ($3::timestamptz IS NULL OR (m.at, m.id) < ($3, $4::uuid))
ORDER BY m.at DESC, m.id DESC LIMIT $5;

-- name: partitions
SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
WHERE i.inhparent = 'chat_messages'::regclass ORDER BY c.relname;
