-- name: list
SELECT DISTINCT ON (which) which, created_at AS "createdAt",
  (SELECT max(o.expires_at) FROM stream_keys o WHERE o.channel_id = k.channel_id AND o.which = k.which AND o.expires_at > $2) AS "oldGoodUntil"
FROM stream_keys k
WHERE channel_id = $1 AND expires_at IS NULL
ORDER BY which DESC;

-- name: lock_channel
SELECT id FROM channels WHERE id = $1 FOR UPDATE;

-- name: retire
UPDATE stream_keys SET expires_at = $3 WHERE channel_id = $1 AND which = $2 AND (expires_at IS NULL OR expires_at > $3) RETURNING id;

-- name: insert
INSERT INTO stream_keys (id, channel_id, which, key_hash, created_at) VALUES ($1, $2, $3, $4, $5);

-- name: find
SELECT id, channel_id AS "channelId", which, key_hash AS "keyHash" FROM stream_keys
WHERE key_hash = $1 AND (expires_at IS NULL OR expires_at > $2);

-- name: delete_expired
DELETE FROM stream_keys WHERE expires_at <= $1 RETURNING id, channel_id AS "channelId";

-- name: delete_all
DELETE FROM stream_keys WHERE channel_id = $1 AND which = $2 RETURNING id;

-- name: good
SELECT id FROM stream_keys WHERE id = ANY($1::uuid[]) AND (expires_at IS NULL OR expires_at > $2);
