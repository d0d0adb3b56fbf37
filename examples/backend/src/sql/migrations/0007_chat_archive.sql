-- What was said, for moderators: the log of a chat is short. Parts of a day each, so that old ones are dropped at once.
CREATE TABLE chat_messages (
  id uuid NOT NULL,
  channel_id uuid NOT NULL REFERENCES channels ON DELETE CASCADE,
  account_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
  text text NOT NULL,
  is_deleted boolean NOT NULL DEFAULT false,
  at timestamptz(3) NOT NULL,
  PRIMARY KEY (id, at)
) PARTITION BY RANGE (at);
CREATE INDEX chat_messages_by_channel ON chat_messages (channel_id, at DESC, id DESC);
CREATE INDEX chat_messages_by_account ON chat_messages (account_id, channel_id, at DESC, id DESC);

-- How far the log of each channel is in there.
CREATE TABLE chat_archived (
  channel_id uuid PRIMARY KEY REFERENCES channels ON DELETE CASCADE,
  epoch text NOT NULL DEFAULT '',
  seq bigint NOT NULL DEFAULT 0
);
