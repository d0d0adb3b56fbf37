CREATE TABLE categories (
  id text PRIMARY KEY CHECK (id ~ '^[a-z0-9-]{1,40}$'),
  name text NOT NULL
);
INSERT INTO categories (id, name) VALUES
  ('games', 'Games'), ('music', 'Music'), ('sports', 'Sports'), ('talk', 'Talk'), ('making', 'Making'), ('science', 'Science');

-- Every account has one, under the same id. Times that pages of lists go by have as many digits as a cursor.
CREATE TABLE channels (
  id uuid PRIMARY KEY REFERENCES accounts ON DELETE CASCADE,
  title text NOT NULL DEFAULT '',
  description text NOT NULL DEFAULT '',
  category_id text REFERENCES categories,
  tags text[] NOT NULL DEFAULT '{}',
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  words tsvector NOT NULL DEFAULT ''
);
CREATE INDEX channels_by_age ON channels (created_at DESC, id DESC);
CREATE INDEX channels_by_category ON channels (category_id, created_at DESC, id DESC);
CREATE INDEX channels_by_words ON channels USING gin (words);

CREATE TABLE follows (
  account_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
  channel_id uuid NOT NULL REFERENCES channels ON DELETE CASCADE,
  at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (account_id, channel_id)
);
CREATE INDEX follows_by_channel ON follows (channel_id);
CREATE INDEX follows_by_account ON follows (account_id, at DESC, channel_id);
