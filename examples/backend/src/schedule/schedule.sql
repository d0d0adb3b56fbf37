-- name: list
SELECT id, channel_id AS "channelId", title, description, starts_at AS "startsAt", time_zone AS "timeZone",
  duration_minutes AS "durationMinutes", recurrence, sequence
FROM schedule_items
WHERE channel_id = $1
  AND (recurrence = 'weekly' OR starts_at + duration_minutes * interval '1 minute' > $2)
  AND ($3::timestamptz IS NULL OR (starts_at, id) > ($3, $4::uuid))
ORDER BY starts_at, id
LIMIT $5;

-- name: find
SELECT id, channel_id AS "channelId", title, description, starts_at AS "startsAt", time_zone AS "timeZone",
  duration_minutes AS "durationMinutes", recurrence, sequence
FROM schedule_items WHERE channel_id = $1 AND id = $2 FOR UPDATE;

-- name: insert
INSERT INTO schedule_items (id, channel_id, title, description, starts_at, time_zone, duration_minutes, recurrence)
SELECT $1, $2::uuid, $3, $4, $5, $6, $7, $8
WHERE (SELECT count(*) FROM schedule_items WHERE channel_id = $2::uuid) < $9
RETURNING id;

-- name: update
UPDATE schedule_items SET title = $3, description = $4, starts_at = $5, time_zone = $6, duration_minutes = $7, recurrence = $8,
  sequence = sequence + 1
WHERE channel_id = $1 AND id = $2;

-- name: delete
DELETE FROM schedule_items WHERE channel_id = $1 AND id = $2 RETURNING title, starts_at AS "startsAt";

-- name: delete_old
DELETE FROM schedule_items WHERE channel_id = $1 AND recurrence = 'none' AND starts_at < $2;
