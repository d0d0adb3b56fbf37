-- The time is the database's: all instances have the same.
-- name: claim
INSERT INTO stream_makers (stream_id, url, seen_at) VALUES ($1, $2, now())
ON CONFLICT (stream_id) DO UPDATE SET url = excluded.url, seen_at = excluded.seen_at;

-- name: renew
UPDATE stream_makers SET seen_at = now() WHERE url = $1 AND stream_id = ANY($2::uuid[]);

-- name: release
DELETE FROM stream_makers WHERE stream_id = $1 AND url = $2 RETURNING stream_id;

-- name: find
SELECT url FROM stream_makers WHERE stream_id = $1;
