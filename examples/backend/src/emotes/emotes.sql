-- name: list
SELECT id, channel_id AS "channelId", code, pack, image_url AS "imageUrl", is_animated AS "isAnimated", is_for_subscribers AS "isForSubscribers"
FROM emotes WHERE channel_id IS NULL OR channel_id = $1
ORDER BY channel_id IS NULL, pack, created_at, id;

-- name: put
INSERT INTO emotes (id, channel_id, code, pack, image_url, is_animated, is_for_subscribers, created_at)
SELECT $1, $2::uuid, $3, $4, $5, $6, $7, $8
WHERE (SELECT count(*) FROM emotes WHERE channel_id IS NOT DISTINCT FROM $2::uuid AND code <> $3) < $9
ON CONFLICT (channel_id, code) DO UPDATE SET
  pack = excluded.pack, image_url = excluded.image_url, is_animated = excluded.is_animated, is_for_subscribers = excluded.is_for_subscribers
RETURNING id, channel_id AS "channelId", code, pack, image_url AS "imageUrl", is_animated AS "isAnimated", is_for_subscribers AS "isForSubscribers";

-- name: delete
DELETE FROM emotes WHERE channel_id IS NOT DISTINCT FROM $1::uuid AND code = $2 RETURNING id;
