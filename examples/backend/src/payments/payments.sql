-- name: begin
INSERT INTO payment_events (id, type, at) VALUES ($1, $2, $3)
ON CONFLICT (id) DO UPDATE SET type = payment_events.type
RETURNING done_at AS "doneAt";

-- name: insert_tip
INSERT INTO tips (id, channel_id, account_id, amount_minor, currency, text, at) VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (id) DO NOTHING;

-- name: done
UPDATE payment_events SET done_at = $2 WHERE id = $1;

-- name: find_account
SELECT id, handle, name FROM accounts WHERE id = $1;
