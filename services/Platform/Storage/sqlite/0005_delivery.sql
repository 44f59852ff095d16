-- As on PostgreSQL. Without a bus an event goes with its last delivery, and is never sent.
alter table outbox add column sent_at integer;
alter table outbox add column sent_again integer not null default 0;
create index outbox_unsent on outbox (position) where sent_at is null;
