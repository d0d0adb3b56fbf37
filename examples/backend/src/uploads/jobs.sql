-- name: insert
INSERT INTO jobs (id, vod_id, container, due_at, created_at) VALUES ($1, $2, $3, $4, $4);

-- name: take
UPDATE jobs SET status = 'processing', attempts = attempts + 1, lease = $1, due_at = $3 WHERE id = (
  SELECT id FROM jobs WHERE status IN ('pending', 'processing') AND due_at <= $2 ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED
)
RETURNING id, vod_id AS "vodId", container, attempts, lease;

-- name: renew
UPDATE jobs SET due_at = $3 WHERE id = $1 AND lease = $2 AND status = 'processing' RETURNING id;

-- name: complete
UPDATE jobs SET status = 'completed', problem = NULL, lease = NULL WHERE id = $1 AND lease = $2 AND status = 'processing' RETURNING id;

-- name: postpone
UPDATE jobs SET status = 'pending', problem = $3, due_at = $4, attempts = attempts - $5, lease = NULL
WHERE id = $1 AND lease = $2 AND status = 'processing' RETURNING id;

-- name: fail
UPDATE jobs SET status = 'failed', problem = $3, lease = NULL WHERE id = $1 AND lease = $2 AND status = 'processing' RETURNING id;

-- name: count_open
SELECT count(*)::int AS count FROM jobs j JOIN vods v ON v.id = j.vod_id WHERE v.channel_id = $1 AND j.status IN ('pending', 'processing');

-- name: depth
SELECT status, count(*)::int AS count FROM jobs WHERE status IN ('pending', 'processing') GROUP BY status;

-- name: find
SELECT j.id, j.vod_id AS "vodId", v.channel_id AS "channelId", j.status, j.attempts, j.problem, j.created_at AS "createdAt"
FROM jobs j JOIN vods v ON v.id = j.vod_id WHERE j.id = $1;
