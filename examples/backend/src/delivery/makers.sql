-- name: claim
INSERT INTO stream_makers (stream_id, url) VALUES ($1, $2) ON CONFLICT (stream_id) DO UPDATE SET url = excluded.url;

-- name: release
DELETE FROM stream_makers WHERE stream_id = $1 AND url = $2 RETURNING stream_id;

-- name: find
SELECT url FROM stream_makers WHERE stream_id = $1;
