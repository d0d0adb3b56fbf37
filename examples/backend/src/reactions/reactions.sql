-- name: like
INSERT INTO vod_likes (vod_id, account_id, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING;

-- name: unlike
DELETE FROM vod_likes WHERE vod_id = $1 AND account_id = $2;

-- name: insert_comment
INSERT INTO vod_comments (id, vod_id, account_id, text, idempotency_key, created_at) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (account_id, idempotency_key) DO NOTHING
RETURNING id;

-- name: find_by_key
SELECT c.id, c.vod_id AS "vodId", c.account_id AS "accountId", a.handle, a.name, c.text, c.created_at AS "createdAt"
FROM vod_comments c JOIN accounts a ON a.id = c.account_id
WHERE c.account_id = $1 AND c.idempotency_key = $2;

-- name: find_comment
SELECT c.id, c.vod_id AS "vodId", c.account_id AS "accountId", a.handle, a.name, c.text, c.created_at AS "createdAt"
FROM vod_comments c JOIN accounts a ON a.id = c.account_id
WHERE c.vod_id = $1 AND c.id = $2;

-- name: list_comments
SELECT c.id, c.vod_id AS "vodId", c.account_id AS "accountId", a.handle, a.name, c.text, c.created_at AS "createdAt"
FROM vod_comments c JOIN accounts a ON a.id = c.account_id
WHERE c.vod_id = $1 AND ($2::timestamptz IS NULL OR (c.created_at, c.id) < ($2, $3::uuid))
ORDER BY c.created_at DESC, c.id DESC
LIMIT $4;

-- name: delete_comment
DELETE FROM vod_comments WHERE vod_id = $1 AND id = $2;

-- name: count_comments
SELECT count(*)::int AS count FROM vod_comments WHERE account_id = $1 AND created_at > $2;
