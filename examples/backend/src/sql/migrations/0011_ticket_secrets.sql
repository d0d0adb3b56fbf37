-- SHA-256, in hexadecimal, of the session or the token by which a ticket was given: when that ends, so does what it has opened.
ALTER TABLE rt_tickets ADD COLUMN secret_hash text;
