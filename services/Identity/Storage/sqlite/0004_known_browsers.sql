-- Wrong attempts from a browser that the person signed in with before are counted apart, so that a stranger who locks the account does
-- not lock its person out.
alter table accounts add column known_failures integer not null default 0;
alter table accounts add column known_locked_until integer;
