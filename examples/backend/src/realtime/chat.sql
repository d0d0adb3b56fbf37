-- name: insert_ticket
INSERT INTO rt_tickets (token_hash, account_id, scopes, expires_at, secret_hash) VALUES ($1, $2, $3, $4, $5);

-- name: redeem_ticket
WITH ticket AS (DELETE FROM rt_tickets WHERE token_hash = $1 RETURNING account_id, scopes, expires_at, secret_hash)
SELECT a.id, a.handle, a.name, a.role, t.scopes, t.secret_hash AS "secretHash" FROM ticket t JOIN accounts a ON a.id = t.account_id WHERE t.expires_at > $2;

-- name: delete_old_tickets
DELETE FROM rt_tickets WHERE expires_at <= $1;

-- name: list_good
SELECT h.hash, a.role FROM unnest($1::text[]) AS h (hash)
JOIN (SELECT token_hash, account_id, expires_at FROM sessions UNION ALL SELECT token_hash, account_id, expires_at FROM api_tokens) s
  ON s.token_hash = decode(h.hash, 'hex')
JOIN accounts a ON a.id = s.account_id
WHERE s.expires_at IS NULL OR s.expires_at > $2;

-- name: find_room
SELECT s.settings, s.pinned FROM channels c LEFT JOIN chat_settings s ON s.channel_id = c.id WHERE c.id = $1;

-- name: has_channel
SELECT 1 FROM channels WHERE id = $1;

-- name: list_silenced
SELECT account_id AS "accountId", until FROM chat_silenced WHERE channel_id = $1 AND (until IS NULL OR until > $2);

-- name: page_silenced
SELECT s.account_id AS "userId", a.handle AS "userHandle", s.until, l.reason, l.moderator_id AS "moderatorId", m.handle AS "moderatorHandle", l.at
FROM chat_silenced s JOIN accounts a ON a.id = s.account_id
LEFT JOIN LATERAL (
  SELECT reason, moderator_id, at FROM moderation_log
  WHERE channel_id = s.channel_id AND account_id = s.account_id AND action IN ('timeout', 'ban')
  ORDER BY at DESC, id DESC LIMIT 1
) l ON true
LEFT JOIN accounts m ON m.id = l.moderator_id
WHERE s.channel_id = $1 AND (s.until IS NULL OR s.until > $2) AND ($3::uuid IS NULL OR s.account_id > $3)
ORDER BY s.account_id LIMIT $4;

-- name: list_moderators
SELECT a.id, a.handle, a.name, m.at FROM channel_moderators m JOIN accounts a ON a.id = m.account_id
WHERE m.channel_id = $1 ORDER BY m.at, a.id;

-- name: insert_moderator
INSERT INTO channel_moderators (channel_id, account_id, at)
SELECT $1, id, $3 FROM accounts WHERE id = $2
ON CONFLICT (channel_id, account_id) DO UPDATE SET at = channel_moderators.at
RETURNING account_id;

-- name: delete_moderator
DELETE FROM channel_moderators WHERE channel_id = $1 AND account_id = $2;

-- name: update_settings
INSERT INTO chat_settings (channel_id, settings) VALUES ($1, $2::text::jsonb)
ON CONFLICT (channel_id) DO UPDATE SET settings = chat_settings.settings || excluded.settings
RETURNING settings;

-- name: update_pinned
INSERT INTO chat_settings (channel_id, pinned) VALUES ($1, $2::text::jsonb)
ON CONFLICT (channel_id) DO UPDATE SET pinned = excluded.pinned;

-- name: unpin
UPDATE chat_settings SET pinned = NULL
WHERE channel_id = $1 AND ($2::text IS NULL OR pinned->>'id' = $2) AND ($3::text IS NULL OR pinned->'user'->>'id' = $3) AND pinned IS NOT NULL
RETURNING channel_id;

-- name: silence
INSERT INTO chat_silenced (channel_id, account_id, until) SELECT $1, id, $3 FROM accounts WHERE id = $2
ON CONFLICT (channel_id, account_id) DO UPDATE SET until = excluded.until
RETURNING account_id;

-- name: unsilence
DELETE FROM chat_silenced WHERE channel_id = $1 AND account_id = $2;

-- name: find_account
SELECT id, role FROM accounts WHERE id = $1;

-- name: insert_held
INSERT INTO held_messages (id, channel_id, account_id, message, reason, score, at) VALUES ($1, $2, $3, $4::text::jsonb, $5, $6, $7)
ON CONFLICT (id) DO NOTHING;

-- name: decide_held
UPDATE held_messages SET state = $3 WHERE channel_id = $1 AND id = $2 AND state IN ('waiting', $3) RETURNING message, seq::float8 AS seq;

-- name: note_held
UPDATE held_messages SET seq = $3 WHERE channel_id = $1 AND id = $2;

-- name: list_held
SELECT id, message, reason, score, at FROM held_messages
WHERE channel_id = $1 AND state = 'waiting' AND ($2::timestamptz IS NULL OR (at, id) < ($2, $3::uuid))
ORDER BY at DESC, id DESC LIMIT $4;

-- name: insert_moderation
INSERT INTO moderation_log (id, channel_id, moderator_id, action, account_id, message_id, reason, until, at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: list_moderation
SELECT l.id, l.action, l.moderator_id AS "moderatorId", m.handle AS "moderatorHandle", l.account_id AS "userId", a.handle AS "userHandle",
  l.message_id AS "messageId", l.reason, l.until, l.at
FROM moderation_log l LEFT JOIN accounts m ON m.id = l.moderator_id LEFT JOIN accounts a ON a.id = l.account_id
WHERE l.channel_id = $1 AND ($2::timestamptz IS NULL OR (l.at, l.id) < ($2, $3::uuid))
ORDER BY l.at DESC, l.id DESC LIMIT $4;

-- name: followed_since
SELECT at FROM follows WHERE account_id = $1 AND channel_id = $2;
