-- name: insert_account
INSERT INTO accounts (id, handle, name, password_hash) VALUES ($1, $2, $3, $4);

-- name: insert_channel
INSERT INTO channels (id, words) VALUES ($1, to_tsvector('simple', $2));

-- name: find_account
SELECT id, handle, name, role, password_hash AS "passwordHash" FROM accounts WHERE handle = $1;

-- name: insert_session
INSERT INTO sessions (token_hash, account_id, expires_at) VALUES ($1, $2, $3);

-- name: find_session
SELECT a.id, a.handle, a.name, a.role FROM sessions s JOIN accounts a ON a.id = s.account_id
WHERE s.token_hash = $1 AND s.expires_at > $2;

-- name: delete_session
DELETE FROM sessions WHERE token_hash = $1 OR expires_at <= $2;

-- name: count_failures
SELECT count(*)::int AS count, min(at) AS first FROM login_failures WHERE key = $1 AND at > $2;

-- name: insert_failure
INSERT INTO login_failures (key, at) VALUES ($1, $2);

-- name: delete_failures
DELETE FROM login_failures WHERE key = $1 OR at <= $2;

-- name: insert_token
INSERT INTO api_tokens (id, token_hash, account_id, name, scopes, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: list_tokens
SELECT id, name, scopes, created_at AS "createdAt", expires_at AS "expiresAt" FROM api_tokens
WHERE account_id = $1 ORDER BY created_at, id;

-- name: delete_token
DELETE FROM api_tokens WHERE account_id = $1 AND id = $2 RETURNING id;

-- name: find_token
SELECT a.id, a.handle, a.name, a.role, t.scopes FROM api_tokens t JOIN accounts a ON a.id = t.account_id
WHERE t.token_hash = $1 AND (t.expires_at IS NULL OR t.expires_at > $2);

-- name: set_role
UPDATE accounts SET role = $2 WHERE id = $1 RETURNING id, handle, name, role;
