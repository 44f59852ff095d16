-- Of the channel 'audit': records up to the number `unconfirmed` were all made by `unconfirmed_since` (real time), and are not
-- all known to be in the log yet; null when they are. Late ones were noted at `late_since`.
alter table stream_heads add column unconfirmed integer;
alter table stream_heads add column unconfirmed_since integer;
alter table stream_heads add column late_since integer;
create index stream_heads_unconfirmed on stream_heads (unconfirmed_since, stream) where unconfirmed_since is not null;
