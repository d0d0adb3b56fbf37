-- What came of a held message, in the log of its channel: decided again, it is answered with it, and told once.
ALTER TABLE held_messages ADD COLUMN seq bigint;
