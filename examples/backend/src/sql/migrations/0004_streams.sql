CREATE TABLE streams (
  id uuid PRIMARY KEY,
  channel_id uuid NOT NULL REFERENCES channels ON DELETE CASCADE,
  title text NOT NULL DEFAULT '',
  category_id text REFERENCES categories,
  status text NOT NULL DEFAULT 'preview' CHECK (status IN ('preview', 'live', 'ended')),
  visibility text NOT NULL DEFAULT 'public' CHECK (visibility IN ('public', 'unlisted', 'private', 'subscribers')),
  latency text NOT NULL DEFAULT 'low' CHECK (latency IN ('low', 'normal')),
  dvr_window_seconds integer NOT NULL DEFAULT 0 CHECK (dvr_window_seconds BETWEEN 0 AND 14400),
  min_age integer NOT NULL DEFAULT 0 CHECK (min_age BETWEEN 0 AND 21),
  has_watermark boolean NOT NULL DEFAULT false,
  ingest text NOT NULL DEFAULT 'rtmp' CHECK (ingest IN ('rtmp', 'srt')),
  poster text,
  -- Where the media is when it is not that of an encoder.
  media_url text,
  is_simulated boolean NOT NULL DEFAULT false,
  -- When it was said to begin; when it did, and did end.
  start_at timestamptz(3),
  started_at timestamptz(3),
  ended_at timestamptz(3),
  created_at timestamptz(3) NOT NULL,
  words tsvector NOT NULL DEFAULT ''
);
-- A channel has one stream at a time.
CREATE UNIQUE INDEX streams_on_air ON streams (channel_id) WHERE status <> 'ended';
CREATE INDEX streams_live ON streams (started_at DESC, id DESC) WHERE status = 'live';
CREATE INDEX streams_by_channel ON streams (channel_id, created_at DESC, id DESC);
CREATE INDEX streams_by_words ON streams USING gin (words);

-- Several of a kind while an old one is still good.
CREATE TABLE stream_keys (
  id uuid PRIMARY KEY,
  channel_id uuid NOT NULL REFERENCES channels ON DELETE CASCADE,
  which text NOT NULL CHECK (which IN ('primary', 'backup')),
  key_hash bytea NOT NULL UNIQUE,
  created_at timestamptz(3) NOT NULL,
  -- Of one that was replaced: when it is over.
  expires_at timestamptz(3)
);
CREATE UNIQUE INDEX stream_keys_in_use ON stream_keys (channel_id, which) WHERE expires_at IS NULL;
CREATE INDEX stream_keys_by_expiry ON stream_keys (expires_at) WHERE expires_at IS NOT NULL;

CREATE TABLE vods (
  id uuid PRIMARY KEY,
  channel_id uuid NOT NULL REFERENCES channels ON DELETE CASCADE,
  kind text NOT NULL CHECK (kind IN ('recording', 'clip', 'upload')),
  -- Of a recording, or what a clip was cut from.
  stream_id uuid REFERENCES streams ON DELETE SET NULL,
  title text NOT NULL DEFAULT '',
  category_id text REFERENCES categories,
  visibility text NOT NULL DEFAULT 'public' CHECK (visibility IN ('public', 'unlisted', 'private', 'subscribers')),
  min_age integer NOT NULL DEFAULT 0,
  status text NOT NULL CHECK (status IN ('processing', 'ready', 'failed')),
  -- Where its blobs are: those of a recording are the stream's.
  prefix text NOT NULL,
  has_thumbnail boolean NOT NULL DEFAULT false,
  media_url text,
  poster text,
  is_simulated boolean NOT NULL DEFAULT false,
  duration_ms integer NOT NULL DEFAULT 0,
  started_at timestamptz(3),
  created_by uuid REFERENCES accounts ON DELETE SET NULL,
  created_at timestamptz(3) NOT NULL,
  words tsvector NOT NULL DEFAULT ''
);
CREATE UNIQUE INDEX vods_of_streams ON vods (stream_id) WHERE kind = 'recording';
CREATE INDEX vods_by_age ON vods (created_at DESC, id DESC) WHERE status = 'ready' AND visibility IN ('public', 'subscribers');
CREATE INDEX vods_by_channel ON vods (channel_id, created_at DESC, id DESC);
CREATE INDEX vods_by_words ON vods USING gin (words);
CREATE INDEX vods_by_maker ON vods (created_by, created_at);

CREATE TABLE vod_likes (
  vod_id uuid NOT NULL REFERENCES vods ON DELETE CASCADE,
  account_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
  at timestamptz(3) NOT NULL,
  PRIMARY KEY (vod_id, account_id)
);

CREATE TABLE vod_comments (
  id uuid PRIMARY KEY,
  vod_id uuid NOT NULL REFERENCES vods ON DELETE CASCADE,
  account_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
  text text NOT NULL,
  -- The same words sent again under the same key are one comment.
  idempotency_key text NOT NULL,
  created_at timestamptz(3) NOT NULL,
  UNIQUE (account_id, idempotency_key)
);
CREATE INDEX vod_comments_by_vod ON vod_comments (vod_id, created_at DESC, id DESC);

CREATE TABLE jobs (
  id uuid PRIMARY KEY,
  vod_id uuid NOT NULL UNIQUE REFERENCES vods ON DELETE CASCADE,
  status text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'processing', 'completed', 'failed')),
  container text NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  -- Of one that waits: not before. Of one at work: when it counts as left behind.
  due_at timestamptz(3) NOT NULL,
  -- Who works on it: one that lost it finds another here.
  lease uuid,
  problem text,
  created_at timestamptz(3) NOT NULL
);
CREATE INDEX jobs_open ON jobs (due_at) WHERE status IN ('pending', 'processing');

-- Made once, the same for all instances.
CREATE TABLE secrets (
  name text PRIMARY KEY,
  value text NOT NULL
);
