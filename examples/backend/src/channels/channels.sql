-- name: list
SELECT c.id, a.handle, a.name, c.title, c.description, c.category_id AS "categoryId", c.tags, c.created_at AS "createdAt",
  (SELECT count(*)::int FROM follows f WHERE f.channel_id = c.id) AS "followerCount"
FROM channels c JOIN accounts a ON a.id = c.id
WHERE ($1::text IS NULL OR c.words @@ websearch_to_tsquery('simple', $1))
  AND ($2::text IS NULL OR c.category_id = $2)
  AND ($3::timestamptz IS NULL OR (c.created_at, c.id) < ($3, $4::uuid))
ORDER BY c.created_at DESC, c.id DESC
LIMIT $5;

-- name: find
SELECT c.id, a.handle, a.name, c.title, c.description, c.category_id AS "categoryId", c.tags, c.created_at AS "createdAt",
  (SELECT count(*)::int FROM follows f WHERE f.channel_id = c.id) AS "followerCount"
FROM channels c JOIN accounts a ON a.id = c.id
WHERE c.id = $1;

-- name: update
UPDATE channels c SET
  title = coalesce($2, c.title),
  description = coalesce($3, c.description),
  category_id = coalesce($4, c.category_id),
  tags = coalesce($5::text[], c.tags),
  words = to_tsvector('simple', concat_ws(' ', a.handle, a.name, coalesce($2, c.title), array_to_string(coalesce($5::text[], c.tags), ' ')))
FROM accounts a
WHERE a.id = c.id AND c.id = $1
RETURNING c.id;

-- name: follow
INSERT INTO follows (account_id, channel_id, at) SELECT $1, id, $3 FROM channels WHERE id = $2
ON CONFLICT DO NOTHING;

-- name: unfollow
DELETE FROM follows WHERE account_id = $1 AND channel_id = $2;

-- name: followed
SELECT c.id, a.handle, a.name, c.title, c.description, c.category_id AS "categoryId", c.tags, c.created_at AS "createdAt",
  (SELECT count(*)::int FROM follows g WHERE g.channel_id = c.id) AS "followerCount", f.at AS "followedAt"
FROM follows f JOIN channels c ON c.id = f.channel_id JOIN accounts a ON a.id = c.id
WHERE f.account_id = $1 AND ($2::timestamptz IS NULL OR (f.at, f.channel_id) < ($2, $3::uuid))
ORDER BY f.at DESC, f.channel_id DESC
LIMIT $4;

-- name: categories
SELECT id, name, (SELECT count(*)::int FROM channels c WHERE c.category_id = k.id) AS "channelCount" FROM categories k ORDER BY name;
