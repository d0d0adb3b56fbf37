-- When the instance that makes a stream last said that it does. Null: it is of an earlier version, and says nothing.
ALTER TABLE stream_makers ADD COLUMN seen_at timestamptz;
