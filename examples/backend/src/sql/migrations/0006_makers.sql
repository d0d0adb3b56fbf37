-- On which instance a stream is made: the others ask there for its media.
CREATE TABLE stream_makers (
  stream_id uuid PRIMARY KEY REFERENCES streams ON DELETE CASCADE,
  -- Of the instance, for the other ones.
  url text NOT NULL
);
