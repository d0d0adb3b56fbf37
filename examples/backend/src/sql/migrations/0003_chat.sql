-- Good once, for a minute. SHA-256 of what the page was given: who reads this table is nobody.
CREATE TABLE rt_tickets (
  token_hash bytea PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
  scopes text[] NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX rt_tickets_by_expiry ON rt_tickets (expires_at);

CREATE TABLE channel_moderators (
  channel_id uuid NOT NULL REFERENCES channels ON DELETE CASCADE,
  account_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
  at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (channel_id, account_id)
);
CREATE INDEX channel_moderators_by_account ON channel_moderators (account_id);

CREATE TABLE chat_settings (
  channel_id uuid PRIMARY KEY REFERENCES channels ON DELETE CASCADE,
  settings jsonb NOT NULL DEFAULT '{}',
  -- The pinned message, as it is told.
  pinned jsonb
);

CREATE TABLE chat_silenced (
  channel_id uuid NOT NULL REFERENCES channels ON DELETE CASCADE,
  account_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
  -- Null: banned.
  until timestamptz(3),
  PRIMARY KEY (channel_id, account_id)
);

CREATE TABLE held_messages (
  id uuid PRIMARY KEY,
  channel_id uuid NOT NULL REFERENCES channels ON DELETE CASCADE,
  account_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
  message jsonb NOT NULL,
  reason text NOT NULL,
  score real NOT NULL,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'approved', 'denied')),
  at timestamptz(3) NOT NULL
);
CREATE INDEX held_messages_waiting ON held_messages (channel_id, at DESC, id DESC) WHERE state = 'waiting';

CREATE TABLE moderation_log (
  id uuid PRIMARY KEY,
  channel_id uuid NOT NULL REFERENCES channels ON DELETE CASCADE,
  moderator_id uuid REFERENCES accounts ON DELETE SET NULL,
  action text NOT NULL,
  account_id uuid REFERENCES accounts ON DELETE SET NULL,
  message_id text,
  reason text,
  until timestamptz(3),
  at timestamptz(3) NOT NULL
);
CREATE INDEX moderation_log_by_channel ON moderation_log (channel_id, at DESC, id DESC);
