-- An event stays until all who listen to it are known to have it: `sent_at` is when the bus confirmed it last (real time), null before that
-- and while it is to be sent again; `sent_again` is how often it was.
alter table outbox add column sent_at timestamptz;
alter table outbox add column sent_again integer not null default 0;
create index outbox_unsent on outbox (position) where sent_at is null;
create index outbox_sent_events on outbox (sent_at, position) where sent_at is not null and type <> 'Referrals.Contracts.AuditRecord';
create index outbox_sent_records on outbox (sent_at, position) where sent_at is not null and type = 'Referrals.Contracts.AuditRecord';
