-- name: tell
INSERT INTO notices (id, channel_id, kind, title, starts_at, at)
SELECT $1, $2::uuid, $3, $4, $5, $6::timestamptz
WHERE (SELECT count(*) FROM notices WHERE channel_id = $2::uuid AND at > $7) < $8
RETURNING id;

-- name: tell_live
INSERT INTO notices (id, channel_id, kind, title, starts_at, at)
SELECT $1, c.id, 'live', coalesce(nullif(c.title, ''), a.name), $3, $4::timestamptz
FROM channels c JOIN accounts a ON a.id = c.id
WHERE c.id = $2 AND (SELECT count(*) FROM notices WHERE channel_id = $2::uuid AND at > $5) < $6
ON CONFLICT (channel_id, starts_at) WHERE kind = 'live' DO NOTHING
RETURNING id;

-- name: forget
DELETE FROM notices WHERE at < $1;

-- name: list
SELECT n.id, n.channel_id AS "channelId", a.handle, a.name, n.kind, n.title, n.starts_at AS "startsAt", n.at,
  (coalesce(n.at <= m.read_until, false) OR r.notice_id IS NOT NULL) AS "isRead"
FROM follows f
JOIN notices n ON n.channel_id = f.channel_id AND n.at >= f.at
JOIN accounts a ON a.id = n.channel_id
LEFT JOIN notice_marks m ON m.account_id = f.account_id
LEFT JOIN notice_reads r ON r.account_id = f.account_id AND r.notice_id = n.id
WHERE f.account_id = $1 AND ($2::timestamptz IS NULL OR (n.at, n.id) < ($2, $3::uuid))
ORDER BY n.at DESC, n.id DESC
LIMIT $4;

-- name: unread
SELECT count(*)::int AS count FROM (
  SELECT 1
  FROM follows f
  JOIN notices n ON n.channel_id = f.channel_id AND n.at >= f.at
  LEFT JOIN notice_marks m ON m.account_id = f.account_id
  LEFT JOIN notice_reads r ON r.account_id = f.account_id AND r.notice_id = n.id
  WHERE f.account_id = $1 AND r.notice_id IS NULL AND (m.read_until IS NULL OR n.at > m.read_until)
  LIMIT 100
) AS unread;

-- name: read_one
INSERT INTO notice_reads (account_id, notice_id)
SELECT f.account_id, n.id FROM notices n JOIN follows f ON f.channel_id = n.channel_id
WHERE n.id = $2 AND f.account_id = $1
ON CONFLICT (account_id, notice_id) DO UPDATE SET notice_id = excluded.notice_id
RETURNING notice_id AS id;

-- name: read_all
INSERT INTO notice_marks (account_id, read_until) VALUES ($1, $2)
ON CONFLICT (account_id) DO UPDATE SET read_until = greatest(notice_marks.read_until, excluded.read_until);

-- name: clear_reads
DELETE FROM notice_reads r USING notices n WHERE r.account_id = $1 AND n.id = r.notice_id AND n.at <= $2;
