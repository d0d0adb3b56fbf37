-- name: find
SELECT v.id, v.channel_id AS "channelId", a.handle, a.name, v.kind, v.stream_id AS "streamId", v.title, v.category_id AS "categoryId", v.visibility, v.min_age AS "minAge",
  v.status, v.prefix, v.has_thumbnail AS "hasThumbnail", v.media_url AS "mediaUrl", v.poster, v.is_simulated AS "isSimulated", v.duration_ms AS "durationMs",
  (SELECT count(*)::int FROM vod_likes l WHERE l.vod_id = v.id) AS "likeCount", (SELECT count(*)::int FROM vod_comments c WHERE c.vod_id = v.id) AS "commentCount",
  v.started_at AS "startedAt", v.created_by AS "createdBy", v.created_at AS "createdAt"
FROM vods v JOIN accounts a ON a.id = v.channel_id
WHERE v.id = $1;

-- name: search
SELECT v.id, v.channel_id AS "channelId", a.handle, a.name, v.kind, v.stream_id AS "streamId", v.title, v.category_id AS "categoryId", v.visibility, v.min_age AS "minAge",
  v.status, v.prefix, v.has_thumbnail AS "hasThumbnail", v.media_url AS "mediaUrl", v.poster, v.is_simulated AS "isSimulated", v.duration_ms AS "durationMs",
  (SELECT count(*)::int FROM vod_likes l WHERE l.vod_id = v.id) AS "likeCount", (SELECT count(*)::int FROM vod_comments c WHERE c.vod_id = v.id) AS "commentCount",
  v.started_at AS "startedAt", v.created_by AS "createdBy", v.created_at AS "createdAt"
FROM vods v JOIN accounts a ON a.id = v.channel_id
WHERE v.status = 'ready' AND v.visibility IN ('public', 'subscribers')
  AND ($1::text IS NULL OR v.words @@ websearch_to_tsquery('simple', $1))
  AND ($2::text IS NULL OR v.category_id = $2)
  AND v.duration_ms BETWEEN $3::integer AND $4::integer
  AND ($5::timestamptz IS NULL OR (v.created_at, v.id) < ($5, $6::uuid))
ORDER BY v.created_at DESC, v.id DESC
LIMIT $7;

-- name: of_channel
SELECT v.id, v.channel_id AS "channelId", a.handle, a.name, v.kind, v.stream_id AS "streamId", v.title, v.category_id AS "categoryId", v.visibility, v.min_age AS "minAge",
  v.status, v.prefix, v.has_thumbnail AS "hasThumbnail", v.media_url AS "mediaUrl", v.poster, v.is_simulated AS "isSimulated", v.duration_ms AS "durationMs",
  (SELECT count(*)::int FROM vod_likes l WHERE l.vod_id = v.id) AS "likeCount", (SELECT count(*)::int FROM vod_comments c WHERE c.vod_id = v.id) AS "commentCount",
  v.started_at AS "startedAt", v.created_by AS "createdBy", v.created_at AS "createdAt"
FROM vods v JOIN accounts a ON a.id = v.channel_id
WHERE v.channel_id = $1 AND ($2::boolean OR (v.status = 'ready' AND v.visibility IN ('public', 'subscribers')))
  AND ($3::timestamptz IS NULL OR (v.created_at, v.id) < ($3, $4::uuid))
ORDER BY v.created_at DESC, v.id DESC
LIMIT $5;

-- name: insert
INSERT INTO vods (id, channel_id, kind, stream_id, title, category_id, visibility, min_age, status, prefix, has_thumbnail, media_url, poster, is_simulated,
  duration_ms, started_at, created_by, created_at, words)
SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18::timestamptz, to_tsvector('simple', concat_ws(' ', a.handle, a.name, $5::text))
FROM accounts a WHERE a.id = $2
ON CONFLICT DO NOTHING
RETURNING id;

-- name: of_stream
SELECT id FROM vods WHERE stream_id = $1 AND kind = 'recording';

-- name: change
UPDATE vods v SET
  title = coalesce($2, v.title),
  category_id = CASE WHEN $3 THEN $4 ELSE v.category_id END,
  visibility = coalesce($5, v.visibility),
  min_age = coalesce($6, v.min_age),
  words = to_tsvector('simple', concat_ws(' ', a.handle, a.name, coalesce($2, v.title)))
FROM accounts a
WHERE a.id = v.channel_id AND v.id = $1
RETURNING v.id;

-- name: finish
UPDATE vods SET status = 'ready', duration_ms = $2, has_thumbnail = $3 WHERE id = $1 AND status <> 'ready' RETURNING id;

-- name: fail
UPDATE vods SET status = 'failed' WHERE id = $1 AND status = 'processing' RETURNING id;

-- name: delete
DELETE FROM vods WHERE id = $1;

-- name: count_clips
SELECT count(*)::int AS count FROM vods WHERE created_by = $1 AND kind = 'clip' AND created_at > $2;

-- name: find_abandoned
SELECT id, prefix FROM vods WHERE kind = 'clip' AND status = 'processing' AND created_at < $1;
