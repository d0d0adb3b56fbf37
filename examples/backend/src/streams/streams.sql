-- name: insert
INSERT INTO streams (id, channel_id, title, category_id, poster, visibility, latency, dvr_window_seconds, min_age, has_watermark, ingest, start_at, created_at, words)
SELECT $1, c.id, coalesce($3, c.title), coalesce($4, c.category_id), $5::text, coalesce($6, l.visibility, 'public'), coalesce($7, l.latency, 'low'),
  coalesce($8, l.dvr_window_seconds, 0), coalesce($9, l.min_age, 0), coalesce($10, l.has_watermark, false), coalesce($11, l.ingest, 'rtmp'), $12::timestamptz, $13::timestamptz, to_tsvector('simple', concat_ws(' ', a.handle, a.name, coalesce($3, c.title)))
FROM channels c JOIN accounts a ON a.id = c.id
LEFT JOIN LATERAL (SELECT * FROM streams s WHERE s.channel_id = c.id ORDER BY s.created_at DESC, s.id DESC LIMIT 1) l ON true
WHERE c.id = $2
RETURNING id;

-- name: find
SELECT s.id, s.channel_id AS "channelId", a.handle, a.name, s.title, s.category_id AS "categoryId", s.poster, s.status, s.visibility, s.latency,
  s.dvr_window_seconds AS "dvrWindowSec", s.min_age AS "minAge", s.has_watermark AS "hasWatermark", s.ingest, s.is_simulated AS "isSimulated",
  s.media_url AS "mediaUrl", s.start_at AS "startAt", s.started_at AS "startedAt", s.ended_at AS "endedAt", s.created_at AS "createdAt"
FROM streams s JOIN accounts a ON a.id = s.channel_id
WHERE s.id = $1;

-- name: on_air
SELECT id FROM streams WHERE channel_id = $1 AND status <> 'ended';

-- name: list_live
SELECT s.id, s.channel_id AS "channelId", a.handle, a.name, s.title, s.category_id AS "categoryId", s.poster, s.status, s.visibility, s.latency,
  s.dvr_window_seconds AS "dvrWindowSec", s.min_age AS "minAge", s.has_watermark AS "hasWatermark", s.ingest, s.is_simulated AS "isSimulated",
  s.media_url AS "mediaUrl", s.start_at AS "startAt", s.started_at AS "startedAt", s.ended_at AS "endedAt", s.created_at AS "createdAt"
FROM streams s JOIN accounts a ON a.id = s.channel_id
WHERE s.status = 'live' AND s.visibility IN ('public', 'subscribers')
  AND ($1::text IS NULL OR s.words @@ websearch_to_tsquery('simple', $1))
  AND ($2::text IS NULL OR s.category_id = $2)
  AND ($3::timestamptz IS NULL OR (s.started_at, s.id) < ($3, $4::uuid))
ORDER BY s.started_at DESC, s.id DESC
LIMIT $5;

-- name: change
UPDATE streams s SET
  title = coalesce($2, s.title),
  category_id = CASE WHEN $3 THEN $4 ELSE s.category_id END,
  poster = CASE WHEN $5 THEN $6 ELSE s.poster END,
  visibility = coalesce($7, s.visibility),
  latency = coalesce($8, s.latency),
  dvr_window_seconds = coalesce($9, s.dvr_window_seconds),
  min_age = coalesce($10, s.min_age),
  has_watermark = coalesce($11, s.has_watermark),
  ingest = coalesce($12, s.ingest),
  start_at = CASE WHEN $13 THEN $14::timestamptz ELSE s.start_at END,
  words = to_tsvector('simple', concat_ws(' ', a.handle, a.name, coalesce($2, s.title)))
FROM accounts a
WHERE a.id = s.channel_id AND s.id = $1 AND s.status <> 'ended'
RETURNING s.id;

-- name: start
UPDATE streams SET status = 'live', started_at = $2 WHERE id = $1 AND status = 'preview' RETURNING id;

-- name: stop
UPDATE streams SET status = 'ended', ended_at = $2 WHERE id = $1 AND status <> 'ended' RETURNING id;

-- name: put_simulated
INSERT INTO streams (id, channel_id, title, category_id, poster, status, dvr_window_seconds, media_url, is_simulated, started_at, created_at, words)
SELECT $1, c.id, c.title, c.category_id, $3::text, 'live', $6::integer, $4::text, true, $5::timestamptz, $5, c.words FROM channels c WHERE c.id = $2
ON CONFLICT DO NOTHING;

-- name: stand_in
UPDATE streams SET media_url = $2, poster = coalesce(poster, $3), dvr_window_seconds = $4, is_simulated = true WHERE id = $1;

-- name: going_on
SELECT id, started_at AS "startedAt" FROM streams WHERE id = ANY($1::uuid[]) AND status <> 'ended';

-- name: end_orphans
WITH orphans AS (
  DELETE FROM stream_makers WHERE seen_at < now() - make_interval(secs => $1) RETURNING stream_id
)
UPDATE streams s SET status = 'ended', ended_at = $2 FROM orphans o WHERE s.id = o.stream_id AND s.status <> 'ended' RETURNING s.id;
