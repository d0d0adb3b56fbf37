-- name: is_moderator
SELECT 1 FROM channel_moderators WHERE channel_id = $1 AND account_id = $2;
