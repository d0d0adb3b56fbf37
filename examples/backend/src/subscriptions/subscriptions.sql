-- name: find
SELECT tier FROM subscriptions WHERE channel_id = $1 AND account_id = $2 AND expires_at > $3;

-- name: grant
INSERT INTO subscriptions (account_id, channel_id, tier, since, expires_at)
SELECT a.id, c.id, $3, $4, $5 FROM accounts a, channels c WHERE a.id = $1 AND c.id = $2
ON CONFLICT (channel_id, account_id) DO UPDATE SET
  tier = excluded.tier,
  expires_at = greatest(subscriptions.expires_at, excluded.expires_at),
  since = CASE WHEN subscriptions.expires_at > excluded.since THEN subscriptions.since ELSE excluded.since END
RETURNING channel_id AS "channelId", account_id AS "accountId", tier, since, expires_at AS "expiresAt";

-- name: end
DELETE FROM subscriptions WHERE channel_id = $1 AND account_id = $2;

-- name: list
SELECT channel_id AS "channelId", account_id AS "accountId", tier, since, expires_at AS "expiresAt"
FROM subscriptions WHERE account_id = $1 AND expires_at > $2 ORDER BY expires_at, channel_id;
