-- name: find_account
SELECT id FROM accounts WHERE handle = $1;

-- name: has_vod
SELECT 1 FROM vods WHERE channel_id = $1 AND is_simulated;
