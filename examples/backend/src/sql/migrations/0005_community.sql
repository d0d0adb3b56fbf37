-- Who pays to be in a channel, until when.
CREATE TABLE subscriptions (
  account_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
  channel_id uuid NOT NULL REFERENCES channels ON DELETE CASCADE,
  tier smallint NOT NULL CHECK (tier BETWEEN 1 AND 3),
  since timestamptz(3) NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  PRIMARY KEY (channel_id, account_id)
);
CREATE INDEX subscriptions_by_account ON subscriptions (account_id, expires_at);

CREATE TABLE emotes (
  id uuid PRIMARY KEY,
  -- Null: for all channels.
  channel_id uuid REFERENCES channels ON DELETE CASCADE,
  -- What is written, within colons or not: never with a space.
  code text NOT NULL CHECK (code ~ '^[!-~]{2,32}$'),
  pack text NOT NULL,
  image_url text NOT NULL,
  is_animated boolean NOT NULL,
  is_for_subscribers boolean NOT NULL,
  created_at timestamptz(3) NOT NULL,
  UNIQUE NULLS NOT DISTINCT (channel_id, code)
);
-- The pictures are this server's own, /emotes/<name>.svg.
INSERT INTO emotes (id, code, pack, image_url, is_animated, is_for_subscribers, created_at) VALUES
  ('0190a000-0000-7000-8000-000000000001', ':wow:', 't333', '/emotes/wow.svg', false, false, '2026-01-01'),
  ('0190a000-0000-7000-8000-000000000002', ':haha:', 't333', '/emotes/haha.svg', false, false, '2026-01-01'),
  ('0190a000-0000-7000-8000-000000000003', ':clap:', 't333', '/emotes/clap.svg', false, false, '2026-01-01'),
  ('0190a000-0000-7000-8000-000000000004', ':heart:', 't333', '/emotes/heart.svg', false, false, '2026-01-01');

CREATE TABLE schedule_items (
  id uuid PRIMARY KEY,
  channel_id uuid NOT NULL REFERENCES channels ON DELETE CASCADE,
  title text NOT NULL,
  description text NOT NULL,
  -- Of several, the first.
  starts_at timestamptz(3) NOT NULL,
  -- Of the IANA: a weekly item goes by the clocks of this zone.
  time_zone text NOT NULL,
  duration_minutes integer NOT NULL CHECK (duration_minutes BETWEEN 1 AND 1440),
  recurrence text NOT NULL CHECK (recurrence IN ('none', 'weekly')),
  -- How often it was changed: calendars go by the highest.
  sequence integer NOT NULL DEFAULT 0
);
CREATE INDEX schedule_items_by_channel ON schedule_items (channel_id, starts_at, id);

-- What followers are told: written once for all of them, whoever they are.
CREATE TABLE notices (
  id uuid PRIMARY KEY,
  channel_id uuid NOT NULL REFERENCES channels ON DELETE CASCADE,
  kind text NOT NULL CHECK (kind IN ('live', 'scheduled', 'rescheduled', 'cancelled')),
  title text NOT NULL,
  starts_at timestamptz(3),
  at timestamptz(3) NOT NULL
);
CREATE INDEX notices_by_channel ON notices (channel_id, at DESC, id DESC);
CREATE INDEX notices_by_age ON notices (at);
-- A broadcast is told once, however often it is said to have begun.
CREATE UNIQUE INDEX notices_of_broadcasts ON notices (channel_id, starts_at) WHERE kind = 'live';

-- Who has read which; those up to `read_until` have all been read.
CREATE TABLE notice_reads (
  account_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
  notice_id uuid NOT NULL REFERENCES notices ON DELETE CASCADE,
  PRIMARY KEY (account_id, notice_id)
);
CREATE TABLE notice_marks (
  account_id uuid PRIMARY KEY REFERENCES accounts ON DELETE CASCADE,
  read_until timestamptz(3) NOT NULL
);

-- Of a payment provider, by the id of its event: what comes twice counts once.
CREATE TABLE payment_events (
  id text PRIMARY KEY,
  type text NOT NULL,
  at timestamptz(3) NOT NULL,
  -- Null while what it means has not been done.
  done_at timestamptz(3)
);
CREATE TABLE tips (
  id text PRIMARY KEY REFERENCES payment_events ON DELETE CASCADE,
  channel_id uuid NOT NULL REFERENCES channels ON DELETE CASCADE,
  -- Null: somebody who is not named.
  account_id uuid REFERENCES accounts ON DELETE SET NULL,
  amount_minor bigint NOT NULL CHECK (amount_minor > 0),
  -- ISO 4217.
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  text text NOT NULL,
  at timestamptz(3) NOT NULL
);
CREATE INDEX tips_by_channel ON tips (channel_id, at DESC, id DESC);
